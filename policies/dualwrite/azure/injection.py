"""Network injection: the virtual networks and subnets that an enterprise policy names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..facts import UnknownValue
from .around import Around, Subnet
from .kinds import AzureKind
from .resource import AzureResource, folded, opened, text_of, value_at

_INJECTION = "networkInjection"


@dataclass(frozen=True)
class Injection:
    """What is known of the networks of one policy."""

    networks: tuple[AzureResource, ...] = ()
    """The virtual networks that are declared beside it."""
    subnets: tuple[Subnet, ...] = ()
    """The declared subnets that it uses."""
    without_subnet: tuple[AzureResource, ...] = ()
    """The networks of which the subnet that it uses is not declared, or not known yet."""
    elsewhere: tuple[str, ...] = ()
    """IDs of virtual networks that are not declared here."""
    unknown: int = 0
    """How many networks it names that are not known yet."""
    is_told: bool = True
    """Whether it names any network, be it one that is not known yet."""


def is_injection(policy: AzureResource) -> bool:
    """Whether an enterprise policy is for network injection."""
    return _is_of(policy, "networkinjection", _INJECTION)


def is_encryption(policy: AzureResource) -> bool:
    """Whether an enterprise policy is for customer-managed keys."""
    return _is_of(policy, "encryption", "encryption")


def injection(policy: AzureResource, around: Around) -> Injection:
    """Find the networks and subnets of a policy among the resources beside it."""
    entries = _entries(policy)
    if entries is None or entries == []:
        return Injection(is_told=False)
    referred = policy.references.get(_INJECTION, ())
    by_reference = _referred_to(referred, around)
    found: dict[str, AzureResource] = {}
    elsewhere: list[str] = []
    unknown = 0
    for entry in [] if isinstance(entries, UnknownValue) else entries:
        named = text_of(value_at(entry, "id"))
        there = around.of(AzureKind.VIRTUAL_NETWORK).spoken_of((), named)
        found.update((one.urn, one) for one in there)
        if named is None:
            unknown += 1
        elif not there:
            elsewhere.append(named)
    only_by_reference = sum(1 for urn in by_reference if urn not in found)
    known = min(only_by_reference, unknown)
    unknown -= known
    del elsewhere[: only_by_reference - known]  # an ID whose name is not that of its declaration
    if isinstance(entries, UnknownValue):
        unknown = 0 if by_reference else 1
    found.update(by_reference)
    names = _names(entries)
    used = {urn: _used(urn, around, names, referred) for urn in found}
    return Injection(
        networks=tuple(found.values()),
        subnets=tuple(subnet for each in used.values() for subnet in each),
        without_subnet=tuple(one for urn, one in found.items() if not used[urn]),
        elsewhere=tuple(elsewhere),
        unknown=max(unknown, 0),
    )


def _is_of(policy: AzureResource, kind: str, section: str) -> bool:
    if policy.kind is not AzureKind.ENTERPRISE_POLICY:
        return False
    found = folded(policy.at("kind"))
    return found == kind if found else policy.at(section) is not None


def _entries(policy: AzureResource) -> list[Any] | UnknownValue | None:
    """The networks that a policy names, raw. Older API versions have them one level deeper."""
    found = policy.at(_INJECTION, "virtualNetworks")
    if isinstance(found, Mapping):
        found = opened(found.get("value"))
    if isinstance(found, UnknownValue):
        return found
    return list(found) if isinstance(found, list | tuple) else None


def _referred_to(referred: tuple[str, ...], around: Around) -> dict[str, AzureResource]:
    """The networks that references speak of, themselves or by their subnets."""
    networks = {one.urn: one for one in around.of(AzureKind.VIRTUAL_NETWORK).referred_to(referred)}
    subnets = {one.urn for one in around.of(AzureKind.SUBNET).referred_to(referred)}
    if subnets:
        for one in around.subnets:
            if one.network is not None and one.resource and one.resource.urn in subnets:
                networks.setdefault(one.network.urn, one.network)
    return networks


def _names(entries: list[Any] | UnknownValue) -> set[str]:
    """The names of the subnets, as far as they are known."""
    if isinstance(entries, UnknownValue):
        return set()
    found = {folded(value_at(one, "subnet", "name")) for one in entries}
    return {name for name in found if name}


def _used(network: str, around: Around, names: set[str], referred: tuple[str, ...]) -> list[Subnet]:
    """The subnets of a network that a policy uses: by reference, or else by name."""
    inside = around.subnets_in.get(network, ())
    by_reference = [one for one in inside if one.resource and one.resource.urn in referred]
    return by_reference or [one for one in inside if folded(one.name) in names]
