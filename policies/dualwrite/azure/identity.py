"""Which Azure resources a property speaks of: by reference, by ID, or by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .kinds import AzureKind
from .resource import AzureResource, folded

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
