"""Azure resources together: found by kind, with subnets in their networks and keys in their vaults."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ...text.quoting import quoted
from ..facts import SECRET, SecretValue, UnknownValue
from ..raw_values import folded, opened, text_of, value_at
from .kinds import PART_OF, AzureKind
from .resource import AzureResource, capitalized

_NAMES = {
    AzureKind.RESOURCE_GROUP: ("resourceGroupName", "name"),
    AzureKind.VIRTUAL_NETWORK: ("virtualNetworkName", "name"),
    AzureKind.SUBNET: ("subnetName", "name"),
    AzureKind.NAT_GATEWAY: ("natGatewayName", "name"),
    AzureKind.ROUTE_TABLE: ("routeTableName", "name"),
    AzureKind.ENTERPRISE_POLICY: ("enterprisePolicyName", "name"),
    AzureKind.VAULT: ("vaultName", "name"),
    AzureKind.STORAGE_ACCOUNT: ("accountName", "name"),
    AzureKind.KEY: ("keyName", "name"),
}
"""Where the name in Azure is: the input, or the output."""
_SEGMENTS = {AzureKind.VAULT: "vaults", AzureKind.KEY: "keys"}
"""What stands before the name in an ID, of kinds that are looked up by IDs of any kind."""


class Lookup:
    """Resources of one kind, by URN and by their names in Azure."""

    def __init__(self, resources: Iterable[AzureResource]) -> None:
        self.all = tuple(resources)
        self._by_urn = {one.urn: one for one in self.all}
        self._by_name: defaultdict[str, list[AzureResource]] = defaultdict(list)
        for one in self.all:
            for name in _last_parts(one):
                self._by_name[name].append(one)

    def referred_to(self, urns: Iterable[str]) -> list[AzureResource]:
        """The resources that references speak of."""
        found = {urn: one for urn in urns if (one := self._by_urn.get(urn)) is not None}
        return list(found.values())

    def spoken_of(self, references: Iterable[str], *texts: object) -> list[AzureResource]:
        """The resources that a value is taken from, or whose ID or name it is."""
        found = {one.urn: one for one in self.referred_to(references)}
        for text in filter(None, map(folded, texts)):
            name = text.rstrip("/").rpartition("/")[2]
            for one in self._by_name.get(name, ()):
                if "/" not in text or has_id(one, text):
                    found[one.urn] = one
        return list(found.values())


def azure_names(one: AzureResource) -> frozenset[str]:
    """The names that a resource has in Azure, for comparison."""
    found = (folded(one.at(key)) for key in _NAMES.get(one.kind, ("name",)))
    return frozenset(name for name in found if name)


def has_id(one: AzureResource, text: str) -> bool:
    """Whether an ID in Azure is that of a resource.

    Before a resource is there its ID is not known: then the last part of the ID, its name, decides,
    and the resource group where both are known.

    :param text: ``/subscriptions/.../resourceGroups/rg/providers/.../virtualNetworks/contoso``.
    """
    wanted = text.strip().rstrip("/").casefold()
    if one.id is not None:
        return one.id.rstrip("/").casefold() == wanted
    parts = wanted.split("/")
    if parts[-1] not in azure_names(one):
        return False
    segment = _SEGMENTS.get(one.kind)
    if segment is not None and parts[-2:-1] != [segment]:
        return False
    group = folded(one.at("resourceGroupName"))
    if not group or "resourcegroups" not in parts[:-1]:
        return True
    return parts[parts.index("resourcegroups") + 1] == group


def of_kind(resources: Iterable[AzureResource], kind: AzureKind) -> list[AzureResource]:
    """The resources of one kind."""
    return [one for one in resources if one.kind is kind]


def _last_parts(one: AzureResource) -> set[str]:
    found = set(azure_names(one))
    if one.id:
        found.add(one.id.rstrip("/").rpartition("/")[2].casefold())
    return found


WIDER = ""
"""The key of scopes of which the resource groups are not told: subscriptions and those above."""
_GROUP = "resourcegroups"
_MANAGEMENT_GROUP = "/providers/microsoft.management/managementgroups/"


def by_scope(
    assignments: Iterable[AzureResource], groups: Lookup
) -> Mapping[str, list[AzureResource]]:
    """Assignments by the resource group that they are given at, or by ``WIDER``.

    A group has its name as a key, and its URN, which is known before its name is. What is given at
    any other resource is left out.
    """
    found: defaultdict[str, list[AzureResource]] = defaultdict(list)
    for one in assignments:
        for key in set(_keys(one, groups)):
            found[key].append(one)
    return found


def groups_of(one: AzureResource, resource_id: str, groups: Lookup) -> set[str]:
    """The resource group that a resource is in, as keys of ``by_scope``.

    :param resource_id: the resource's ID in Azure, empty where it is not known yet.
    """
    found = set(_names(groups.referred_to(one.references.get("resourceGroupName", ()))))
    parts = folded(resource_id).split("/")
    if _GROUP in parts[:-1]:
        found.add(parts[parts.index(_GROUP) + 1])
    return (found | {folded(one.at("resourceGroupName"))}) - {""}


def takes_in(assignment: AzureResource, resource_id: str) -> bool | None:
    """Whether a role above a resource counts for it; None where that cannot be told here.

    :param assignment: one that ``by_scope`` has for the resource's group, or as ``WIDER``.
    :param resource_id: the resource's ID in Azure, empty where it is not known yet.
    """
    if text_of(assignment.at("scope")) is None:
        return True if assignment.references.get("scope") else None
    scope, wanted = _scope(assignment), folded(resource_id)
    if not scope:
        return True  # "/", which is above everything
    if scope.startswith(_MANAGEMENT_GROUP):
        return None
    if wanted:
        return wanted.startswith(f"{scope}/")
    return True if _group_in(scope) else None


def _keys(assignment: AzureResource, groups: Lookup) -> Iterator[str]:
    scope, raw = _scope(assignment), assignment.at("scope")
    if isinstance(raw, UnknownValue):
        references = assignment.references.get("scope", ())
        yield from _names(groups.referred_to(references)) if references else (WIDER,)
    elif group := _group_in(scope):
        yield group
    elif text_of(raw) is not None and _is_wider(scope):
        yield WIDER


def _is_wider(scope: str) -> bool:
    is_subscription = scope.startswith("/subscriptions/") and scope.count("/") == 2
    return not scope or is_subscription or scope.startswith(_MANAGEMENT_GROUP)


def _scope(assignment: AzureResource) -> str:
    return folded(assignment.at("scope")).rstrip("/")


def _group_in(scope: str) -> str:
    """The resource group that a scope is; empty where it is another one."""
    parts = scope.split("/")
    is_group = len(parts) == 5 and parts[1] == "subscriptions" and parts[3] == _GROUP
    return parts[4] if is_group else ""


def _names(groups: Iterable[AzureResource]) -> Iterator[str]:
    for one in groups:
        yield one.urn
        yield from azure_names(one)


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
