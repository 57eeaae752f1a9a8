"""The networks that a network-injection policy names, each with its subnet, and which these are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..facts import Fact, State, UnknownValue
from .around import Around, Subnet
from .identity import azure_names
from .kinds import AzureKind
from .resource import AzureResource, folded, opened, text_fact, value_at

INJECTION = "networkInjection"
_NETWORKS = "virtualNetworks"
_MOST_TO_PLACE = 4
"""A policy has two networks; where more cannot be told apart, they are left open."""


@dataclass(frozen=True)
class Entry:
    """One network that a policy names: its ID, and the name of the subnet in it."""

    network: Fact[str]
    subnet: Fact[str]

    def may_be(self, network: AzureResource) -> bool:
        """Whether it can be a network that its ID does not find: one of them is not known yet."""
        return self.network.state is State.UNKNOWN or not azure_names(network)

    def used(self, network: str, around: Around, referred: Sequence[str]) -> list[Subnet]:
        """The subnets of a network that it means: by name, or by reference where a name is unknown.

        :param network: a URN.
        :param referred: the URNs that the policy's networks are taken from.
        """
        return [one for one in around.subnets_in.get(network, ()) if self._means(one, referred)]

    def _means(self, subnet: Subnet, referred: Sequence[str]) -> bool:
        if self.subnet.state is State.DECLARED and folded(subnet.name):
            return folded(subnet.name) == folded(self.subnet.read())
        is_open = self.subnet.state in (State.DECLARED, State.UNKNOWN)
        return is_open and subnet.resource is not None and subnet.resource.urn in referred


def entries_of(policy: AzureResource) -> list[Entry] | UnknownValue:
    """The networks that a policy names, also where they are one level too deep; see ``is_wrapped``."""
    found = policy.at(INJECTION, _NETWORKS)
    if isinstance(found, Mapping):
        found = opened(found.get("value"))
    if isinstance(found, UnknownValue):
        return found
    listed = found if isinstance(found, list | tuple) else ()
    return [_entry(policy, one, f"[{position}]") for position, one in enumerate(listed)]


def is_wrapped(policy: AzureResource) -> bool:
    """Whether a policy has its networks in ``{value: [...]}``, as Azure's published types have it.

    Azure takes the list itself, and answers InputValidationError to the other form
    (github.com/Azure/bicep-types-az/issues/2251).
    """
    return isinstance(policy.at(INJECTION, _NETWORKS), Mapping)


def unknown_entry(policy: AzureResource) -> Entry:
    """One of which nothing is known yet."""
    return _entry(policy, UnknownValue(), "")


def networks_referred_to(referred: Sequence[str], around: Around) -> dict[str, AzureResource]:
    """The networks that references speak of, themselves or by their subnets, by URN."""
    networks = {one.urn: one for one in around.of(AzureKind.VIRTUAL_NETWORK).referred_to(referred)}
    subnets = {one.urn for one in around.of(AzureKind.SUBNET).referred_to(referred)}
    if subnets:
        for one in around.subnets:
            if one.network is not None and one.resource and one.resource.urn in subnets:
                networks.setdefault(one.network.urn, one.network)
    return networks


def placed(
    entries: Sequence[Entry],
    networks: Mapping[str, AzureResource],
    around: Around,
    referred: Sequence[str],
) -> dict[str, list[Subnet]]:
    """The subnets that are surely used in networks of which it is not known which entry each is.

    Each entry is one network that has its subnet. All ways to give most entries a network are tried;
    what a network has in every one of them is sure. It may be nothing.

    :returns: subnets by the URN of their network; every network is there.
    """
    if max(len(entries), len(networks)) > _MOST_TO_PLACE:
        return {urn: [] for urn in networks}
    fits = {
        (position, urn): used
        for position, one in enumerate(entries)
        for urn, network in networks.items()
        if one.may_be(network) and (used := one.used(urn, around, referred))
    }
    ways = list(_ways(list(range(len(entries))), frozenset(networks), fits))
    most = max(map(len, ways))
    best = [way for way in ways if len(way) == most]
    return {
        urn: _sure([fits[way[urn], urn] if urn in way else [] for way in best]) for urn in networks
    }


def _ways(
    entries: list[int], networks: frozenset[str], fits: Mapping[tuple[int, str], Any]
) -> Iterator[dict[str, int]]:
    """All ways to give entries a network each, or none: positions of entries by URN."""
    if not entries:
        yield {}
        return
    first, *others = entries
    yield from _ways(others, networks, fits)
    for urn in networks:
        if (first, urn) in fits:
            for way in _ways(others, networks - {urn}, fits):
                yield {**way, urn: first}


def _sure(ways: Sequence[list[Subnet]]) -> list[Subnet]:
    """What is the same in all ways."""
    keys = {tuple(one.key for one in way) for way in ways}
    return ways[0] if len(keys) == 1 else []


def _entry(policy: AzureResource, entry: Any, which: str) -> Entry:
    def fact(*path: str) -> Fact[str]:
        name = ".".join((INJECTION, f"{_NETWORKS}{which}", *path))
        return text_fact(value_at(entry, *path), name, policy.label)

    return Entry(fact("id"), fact("subnet", "name"))
