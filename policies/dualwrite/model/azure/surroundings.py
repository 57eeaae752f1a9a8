"""What stands around the pairs of a stack: Azure resources, parents, and links to policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ...text.quoting import quoted
from ..facts import Fact
from ..raw_values import folded, opened, text_of
from ..resource import Resource, above
from .attachments import attached, is_attachment
from .kinds import azure_kind_of
from .resource import AzureResource, parsed, read_azure_resource, text_fact

_LINK = "powerplatform:index:EnterprisePolicyLink"
_BRIDGED_LINK = ":index/enterprisePolicy:EnterprisePolicy"
_ENVIRONMENTS = ("powerplatform:index:Environment", ":index/environment:Environment")
_ENVIRONMENT_ID = "environmentId"
_POLICIES = "enterprisePolicies"


@dataclass(frozen=True)
class PolicyLink:
    """An environment, by URN or ID, and policies, by URN or by what identifies them."""

    environment_urns: tuple[str, ...]
    environment_id: Any
    policy_urns: tuple[str, ...]
    policy_texts: tuple[str, ...]


@dataclass(frozen=True)
class EnvironmentResource:
    """An environment that a stack manages: its ID, empty where it is not known, and its type."""

    id: str
    environment_type: Fact[str]


@lru_cache(maxsize=4096)
def is_link(token: str) -> bool:
    """Whether resources of a type do nothing but add an environment to a policy."""
    return token == _LINK or token.endswith(_BRIDGED_LINK)


@lru_cache(maxsize=4096)
def names_policies(token: str) -> bool:
    """Whether resources of a type can say that an environment is in a policy."""
    return is_link(token) or token.endswith(_ENVIRONMENTS)


def read_link(resource: Resource) -> PolicyLink | None:
    """What a resource says of an environment's policies; None where it says nothing."""
    properties, references = resource.properties, resource.references
    if is_link(resource.type):
        others = [key for key in {**properties, **references} if key != _ENVIRONMENT_ID]
        return PolicyLink(
            references.get(_ENVIRONMENT_ID, ()),
            properties.get(_ENVIRONMENT_ID),
            tuple(urn for key in others for urn in references.get(key, ())),
            tuple(text for key in others for text in _texts(properties.get(key))),
        )
    if properties.get(_POLICIES) is None and _POLICIES not in references:
        return None
    return PolicyLink(
        (resource.urn,),
        None,
        references.get(_POLICIES, ()),
        tuple(_texts(properties.get(_POLICIES))),
    )


def read_environment(resource: Resource) -> EnvironmentResource:
    """What an environment says of itself: its type in lower case, as those of pairs are."""
    properties = resource.properties
    told = text_fact(
        properties.get("environmentType"), "environmentType", f"environment {quoted(resource.name)}"
    )
    identifier = resource.id or properties.get("id")
    return EnvironmentResource(identity_of(identifier), parsed(told, str.casefold))


def identity_of(environment_id: object) -> str:
    """An environment's ID for comparison; empty where it is not known."""
    return folded(environment_id).strip("{}")


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value: the ID of a policy, wherever a version has it."""
    value = opened(value)
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif (text := text_of(value)) is not None:
        yield text


@dataclass(frozen=True)
class Surroundings:
    """``parents`` has the URN of the parent of every resource that has one, of any type;
    ``environments`` are all of the stack, by URN, whether or not a pair has them."""

    resources: tuple[AzureResource, ...] = ()
    parents: Mapping[str, str] = field(default_factory=dict)
    links: tuple[PolicyLink, ...] = ()
    environments: Mapping[str, EnvironmentResource] = field(default_factory=dict)

    def above(self, one: AzureResource) -> Iterator[str]:
        """The URNs of the parents of a resource, the nearest first."""
        yield from above(one.parent, self.parents)


NOTHING_AROUND = Surroundings()


def stands_around(token: str) -> bool:
    """Whether resources of a type are looked at for what stands around pairs."""
    return azure_kind_of(token) is not None or names_policies(token)


def read_surroundings(resources: Iterable[Resource], parents: Mapping[str, str]) -> Surroundings:
    """Read what stands around the pairs of a stack.

    :param resources: those of types that ``stands_around`` names; others are passed over.
    """
    found: list[AzureResource] = []
    links: list[PolicyLink] = []
    attachments: list[Resource] = []
    environments: dict[str, EnvironmentResource] = {}
    for resource in resources:
        if is_attachment(resource.type):
            attachments.append(resource)
            continue
        one = read_azure_resource(resource, parents.get(resource.urn))
        if one is not None:
            found.append(one)
        elif names_policies(resource.type):
            if (link := read_link(resource)) is not None:
                links.append(link)
            if not is_link(resource.type):
                environments[resource.urn] = read_environment(resource)
    return Surroundings(attached(found, attachments), parents, tuple(links), environments)
