"""An Azure resource that stands beside a pair, and its properties as facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ...text.quoting import as_found, quoted
from ..facts import SECRET, Fact, SecretValue, State, UnknownValue
from ..raw_values import text_of, value_at
from ..resource import Resource
from .classic import translated_classic
from .generic import translated_generic
from .kept import COMMON, kept_of
from .kinds import (
    PAIR_TAG,
    AzureKind,
    azure_kind_of,
    is_classic,
    is_generic,
    is_misspelt,
    is_native,
    is_template,
)
from .translation import Translated

Value = TypeVar("Value")


@dataclass(frozen=True)
class ServedEnvironment:
    """An environment that is linked to a policy: what tells it from others, and of what type it is."""

    key: str
    environment_type: Fact[str]
    is_sure: bool = True
    """Whether it is surely none of a pair's: of one whose ID is not known yet that is open."""


@dataclass(frozen=True)
class AzureResource:
    """One resource in Azure, as pulumi-azure-native would have it, whatever its package is.

    ``properties`` are those that requirements need, as the provider names them, with
    ``UnknownValue`` and ``SecretValue`` marks. ``provider_tenant`` is what the provider declares as
    its tenant, if it does. ``references`` tells for a property which resources its value comes from
    (URNs), also while the value is unknown. ``id`` is the ID in Azure, where it is known.
    """

    urn: str
    name: str
    kind: AzureKind
    properties: Mapping[str, Any] = field(default_factory=dict)
    provider_tenant: Any = None
    parent: str | None = None
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    id: str | None = None
    type_name: str = ""
    """The last part of its type: ``PublicIPAddress``."""
    foreign_type: str = ""
    """Its type, where that is not one of pulumi-azure-native for this kind of resources alone."""
    is_in_table: bool = True
    """Whether all that is asked of such a resource can be read of it; of others, place and tenant."""
    environments: tuple[ServedEnvironment, ...] = ()
    """Of an enterprise policy: the environments that the stack links to it, and that no pair has."""

    @property
    def label(self) -> str:
        """What to call it in the middle of a sentence: ``virtual network "contoso-vnet"``."""
        if self.kind is AzureKind.OTHER:
            return f"{self.type_name} {quoted(self.name)}"
        told = f"{self.kind.value} {quoted(self.name)}"
        return f"{told} ({self.foreign_type})" if self.foreign_type else told

    @property
    def called(self) -> str:
        """What to call it at the beginning of a sentence."""
        return capitalized(self.label)

    def at(self, *path: str) -> Any:
        """The raw value at a path: None where nothing is said, unknown where a part of it is."""
        return value_at(self.properties, *path)

    def text(self, *path: str) -> Fact[str]:
        """A text property as a fact."""
        return text_fact(self.at(*path), ".".join(path), self.label)

    def flag(self, *path: str) -> Fact[bool]:
        """A yes-or-no property as a fact."""
        return flag_fact(self.at(*path), ".".join(path), self.label)

    def number(self, *path: str) -> Fact[float]:
        """A numeric property as a fact."""
        return number_fact(self.at(*path), ".".join(path), self.label)

    @property
    def location(self) -> Fact[str]:
        """Where it stands."""
        return self.text("location")

    @property
    def pair(self) -> str | None:
        """The name of the pair in its tag, where it can be read."""
        return text_of(self.pair_tag)

    @property
    def pair_tag(self) -> Any:
        """The raw value of that tag: None where it is not there, unknown where that is not known."""
        tags = self.at("tags")
        if isinstance(tags, UnknownValue):
            return tags
        named = tags.items() if isinstance(tags, Mapping) else ()
        return next((name for tag, name in named if _is_pair_tag(tag)), None)

    @property
    def has_pair_tag(self) -> bool:
        """Whether it has that tag, whatever its value is, and whether or not that is known."""
        tags = self.at("tags")
        return isinstance(tags, Mapping) and any(map(_is_pair_tag, tags))

    @property
    def meant_pair(self) -> str | None:
        """The name in its tag, also in one whose own name is misspelt."""
        tags = self.at("tags")
        misspelt = self.misspelt_tag
        return self.pair if misspelt is None else text_of(value_at(tags, misspelt))

    @property
    def misspelt_tag(self) -> str | None:
        """The name of a tag that is meant to be that one, where it has such a tag and not the right one."""
        tags = self.at("tags")
        if not isinstance(tags, Mapping) or any(map(_is_pair_tag, tags)):
            return None
        return next((one for one in tags if isinstance(one, str) and is_misspelt(one)), None)


def _is_pair_tag(name: object) -> bool:
    return isinstance(name, str) and name.casefold() == PAIR_TAG


def capitalized(sentence: str) -> str:
    """A sentence with its first letter as a capital."""
    return sentence[:1].upper() + sentence[1:]


def text_fact(value: Any, name: str, owner: str) -> Fact[str]:
    """A text property as a fact. Empty text says nothing.

    :param name: the property, as people write it.
    :param owner: what to call the resource.
    """
    inner = value.value if isinstance(value, SecretValue) else value
    if isinstance(inner, str) and not inner.strip():
        value = None
    return _fact(value, name, owner, lambda one: isinstance(one, str), "text")


def flag_fact(value: Any, name: str, owner: str) -> Fact[bool]:
    """A yes-or-no property as a fact."""
    return _fact(value, name, owner, lambda one: isinstance(one, bool), "true or false")


def number_fact(value: Any, name: str, owner: str) -> Fact[float]:
    """A numeric property as a fact."""

    def is_number(one: object) -> bool:
        return isinstance(one, int | float) and not isinstance(one, bool)

    return _fact(value, name, owner, is_number, "a number")


def _fact(
    value: Any, name: str, owner: str, accepts: Callable[[object], bool], accepted: str
) -> Fact[Any]:
    path = f"{name} of {owner}"
    if value is None:
        return Fact.undeclared(path, remedy=f"Set {name} on the {owner}.")
    if isinstance(value, UnknownValue):
        return Fact.unknown(path, value.why)
    secret = isinstance(value, SecretValue)
    inner = value.value if isinstance(value, SecretValue) else value
    if not accepts(inner):
        found = "its value, a secret, cannot be read" if secret else as_found(inner)
        spelling = SECRET if secret else (inner if isinstance(inner, str | int | float) else None)
        return Fact.malformed(path, f"{path}: {found}; accepted: {accepted}.", spelling)
    return Fact.declared(path, inner, SECRET if secret else inner)


def parsed(fact: Fact[str], parse: Callable[[str], Value]) -> Fact[Value]:
    """A text fact, read: malformed where ``parse`` raises ``ValueError`` for it."""
    if fact.state is not State.DECLARED:
        return fact  # type: ignore[return-value]  # it has no value
    try:
        return Fact.declared(fact.path, parse(fact.read()), fact.spelling)
    except ValueError as error:
        problem = "its value, a secret, cannot be read." if fact.is_secret else str(error)
        return Fact.malformed(fact.path, f"{fact.path}: {problem}", fact.spelling)


def read_azure_resource(resource: Resource, parent: str | None = None) -> AzureResource | None:
    """Read one resource; None for types that are not looked at.

    One of another package than pulumi-azure-native is read as the one that it would be there.

    :param parent: the URN of its parent, if it has one.
    """
    kind = azure_kind_of(resource.type)
    if kind is None:
        return None
    found = _translated(resource, kind)
    return AzureResource(
        urn=resource.urn,
        name=resource.name,
        kind=found.kind,
        properties={
            key: found.properties[key]
            for key in (*COMMON, *kept_of(found.kind))
            if found.properties.get(key) is not None
        },
        provider_tenant=_said(resource.provider.get("tenantId")),
        parent=parent,
        references=found.references,
        id=resource.id,
        type_name=found.type_name,
        foreign_type="" if is_native(resource.type) else resource.type,
        is_in_table=found.is_in_table,
    )


def _translated(resource: Resource, kind: AzureKind) -> Translated:
    token = resource.type
    if is_generic(token):
        return translated_generic(token, resource.properties, resource.references)
    if is_classic(token):
        return translated_classic(token, resource.properties, resource.references)
    is_own = is_native(token)
    name = token.rpartition(":")[2] if is_own else token
    is_in_table = is_own and not is_template(token)
    return Translated(kind, resource.properties, resource.references, name, is_in_table)


def _said(value: Any) -> Any:
    return None if value == "" else value
