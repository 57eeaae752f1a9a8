"""Azure resources together: found by kind, with subnets in their networks and keys in their vaults."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..facts import SECRET, SecretValue
from ..text import quoted
from .identity import Lookup
from .kinds import AzureKind
from .parts import PART_OF
from .resource import AzureResource, capitalized, folded, opened, text_of, value_at
from .scopes import by_scope


@dataclass(frozen=True)
class Subnet:
    """A subnet: a resource of its own, or written in its virtual network."""

    name: Any
    network: AzureResource | None
    properties: Mapping[str, Any]
    resource: AzureResource | None = None
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What to call it in the middle of a sentence."""
        if self.resource is not None:
            return self.resource.label
        name = "" if text_of(self.name) is None else f" {_shown(self.name)}"
        return f"subnet{name} of {self.network.label if self.network else 'a virtual network'}"

    @property
    def called(self) -> str:
        """What to call it at the beginning of a sentence."""
        return capitalized(self.label)

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other subnet: its network and its name, or its own resource."""
        if self.network is not None and folded(self.name):
            return (self.network.urn, folded(self.name))
        return (self.resource.urn if self.resource else "", folded(self.name))

    def at(self, *path: str) -> Any:
        """The raw value at a path."""
        return value_at(self.properties, *path)


class Around:
    """Azure resources that are looked at together: all of a stack, or those of one pair."""

    def __init__(self, resources: Iterable[AzureResource]) -> None:
        self.all = tuple(resources)
        self._lookups: dict[AzureKind, Lookup] = {}

    def of(self, kind: AzureKind) -> Lookup:
        """Those of one kind."""
        found = self._lookups.get(kind)
        if found is None:
            found = Lookup(one for one in self.all if one.kind is kind)
            self._lookups[kind] = found
        return found

    @cached_property
    def subnets(self) -> tuple[Subnet, ...]:
        """All subnets; of one that is there both ways, its own resource counts."""
        own = list(self._own_subnets())
        known = {one.key for one in own}
        return (*own, *(one for one in self._inline_subnets() if one.key not in known))

    @cached_property
    def subnets_in(self) -> Mapping[str, list[Subnet]]:
        """The subnets by the URN of their network."""
        found: defaultdict[str, list[Subnet]] = defaultdict(list)
        for one in self.subnets:
            if one.network is not None:
                found[one.network.urn].append(one)
        return found

    @cached_property
    def keys_in(self) -> Mapping[str, list[AzureResource]]:
        """The keys by the URN of their vault."""
        found: defaultdict[str, list[AzureResource]] = defaultdict(list)
        for one in self.of(AzureKind.KEY).all:
            for vault in self.wholes_of(one):
                found[vault.urn].append(one)
        return found

    def wholes_of(self, part: AzureResource) -> list[AzureResource]:
        """What a resource is part of; several where only a name tells, and more than one has it."""
        key, kind = PART_OF[part.kind]
        wholes = self.of(kind)
        referred = wholes.referred_to((*part.references.get(key, ()), part.parent or ""))
        return referred or wholes.spoken_of((), part.at(key))

    @cached_property
    def roles_on(self) -> Mapping[str, list[AzureResource]]:
        """The role assignments by the URN of the vault or key that they are on."""
        found: defaultdict[str, list[AzureResource]] = defaultdict(list)
        for one in self.of(AzureKind.ROLE_ASSIGNMENT).all:
            for kind in (AzureKind.VAULT, AzureKind.KEY):
                references = one.references.get("scope", ())
                for scope in self.of(kind).spoken_of(references, one.at("scope")):
                    found[scope.urn].append(one)
        return found

    @cached_property
    def roles_above(self) -> Mapping[str, list[AzureResource]]:
        """The role assignments at resource groups and further up, by what ``groups_of`` tells."""
        groups = self.of(AzureKind.RESOURCE_GROUP)
        return by_scope(self.of(AzureKind.ROLE_ASSIGNMENT).all, groups)

    def _own_subnets(self) -> Iterator[Subnet]:
        for one in self.of(AzureKind.SUBNET).all:
            name = one.at("subnetName")
            name = one.at("name") if name is None else name
            yield Subnet(name, self._network_of(one), one.properties, one, one.references)

    def _inline_subnets(self) -> Iterator[Subnet]:
        for network in self.of(AzureKind.VIRTUAL_NETWORK).all:
            inline = network.at("subnets")
            # References are known for the list as a whole only.
            references = dict.fromkeys(
                ("natGateway", "routeTable"), network.references.get("subnets", ())
            )
            for content in inline if isinstance(inline, list | tuple) else ():
                content = opened(content)
                if isinstance(content, Mapping):
                    yield Subnet(content.get("name"), network, content, None, references)

    def _network_of(self, subnet: AzureResource) -> AzureResource | None:
        """The virtual network that a subnet is in, where exactly one can be."""
        found = self.wholes_of(subnet)
        return found[0] if len(found) == 1 else None


def _shown(name: Any) -> str:
    return SECRET if isinstance(name, SecretValue) else quoted(text_of(name))
