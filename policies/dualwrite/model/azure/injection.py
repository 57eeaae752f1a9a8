"""Network injection: the virtual networks and subnets that an enterprise policy names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...text.quoting import joined, quoted
from ..facts import Fact, State, UnknownValue
from ..raw_values import folded, opened, value_at
from .index import Around, Subnet, azure_names
from .kinds import AzureKind
from .resource import AzureResource, parsed, text_fact

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


POLICY_KINDS = ("Encryption", "Identity", "Lockbox", "NetworkInjection", "PrivateEndpoint")
"""From pulumi-azure-native, powerplatform.EnterprisePolicyKind."""


@dataclass(frozen=True)
class Injection:
    """What is known of the networks of one policy."""

    networks: tuple[AzureResource, ...] = ()
    """The virtual networks that are declared beside it."""
    subnets: tuple[Subnet, ...] = ()
    """The declared subnets that it uses."""
    without_subnet: tuple[tuple[AzureResource, Fact[str] | None], ...] = ()
    """The networks of which the subnet that it uses is not declared here, or not known yet, with the
    subnet's name where it is known which one the policy names for that network."""
    elsewhere: tuple[str, ...] = ()
    """IDs of virtual networks that are not declared here."""
    unknown: int = 0
    """How many networks it names that are not known yet."""
    unreadable: tuple[Fact[str], ...] = ()
    """IDs of networks and names of subnets that are left out, or cannot be read."""
    is_told: bool = True
    """Whether it names any network, be it one that is not known yet."""


def policy_kind(policy: AzureResource) -> Fact[str]:
    """What an enterprise policy is for; malformed where Azure knows no such kind."""
    return parsed(policy.text("kind"), _known_kind)


def is_injection(policy: AzureResource) -> bool:
    """Whether an enterprise policy is for network injection."""
    return _is_of(policy, "networkinjection", INJECTION)


def is_encryption(policy: AzureResource) -> bool:
    """Whether an enterprise policy is for customer-managed keys."""
    return _is_of(policy, "encryption", "encryption")


def injection(policy: AzureResource, around: Around) -> Injection:
    """Find the networks and subnets of a policy among the resources beside it.

    A network is found by its ID, and its subnet by the name beside that ID. Where IDs are not known
    yet, references tell the networks, and the names that are left their subnets.
    """
    referred = policy.references.get(INJECTION, ())
    by_reference = networks_referred_to(referred, around)
    entries = entries_of(policy)
    if isinstance(entries, UnknownValue):
        entries = [unknown_entry(policy)] * max(1, len(by_reference))
    if not entries:
        return Injection(is_told=False)
    found = _Found()
    strangers: list[Entry] = []
    for entry in entries:
        there = _declared(entry, around)
        if entry.network.state is State.DECLARED and not there:
            strangers.append(entry)
        for one in there:
            found.add(one, entry.used(one.urn, around, referred), entry)
    open_entries = [one for one in entries if one.network.state is State.UNKNOWN]
    left = {urn: one for urn, one in by_reference.items() if urn not in found.networks}
    renamed = _renamed(len(left) - len(open_entries), left.values(), strangers)
    among = [*open_entries, *(strangers if renamed else ())]
    if among:
        for urn, used in placed(among, left, around, referred).items():
            found.add(left[urn], used, among[0] if len(among) == 1 else None)
    return Injection(
        networks=tuple(found.networks.values()),
        subnets=tuple(found.subnets.values()),
        without_subnet=tuple(found.without),
        elsewhere=tuple(one.network.read() for one in strangers[renamed:]),
        unknown=max(len(open_entries) - len(left), 0),
        unreadable=tuple(_unreadable(entries)),
    )


class _Found:
    """Networks, and the subnets of them that are used, each once."""

    def __init__(self) -> None:
        self.networks: dict[str, AzureResource] = {}
        self.subnets: dict[tuple[str, str], Subnet] = {}
        self.without: list[tuple[AzureResource, Fact[str] | None]] = []

    def add(self, network: AzureResource, used: Iterable[Subnet], entry: Entry | None) -> None:
        """Take in a network; ``entry`` is what names it, where that is known."""
        self.networks[network.urn] = network
        keyed = {one.key: one for one in used}
        self.subnets.update(keyed)
        if not keyed:
            self.without.append((network, entry.subnet if entry else None))


def _unreadable(entries: Iterable[Entry]) -> Iterator[Fact[str]]:
    for entry in entries:
        for fact in (entry.network, entry.subnet):
            if fact.state in (State.UNDECLARED, State.MALFORMED):
                yield fact


def _renamed(many: int, left: Iterable[AzureResource], strangers: list[Entry]) -> int:
    """How many networks by ID are ones that references speak of, and whose names are not known."""
    nameless = sum(1 for one in left if not azure_names(one))
    return max(0, min(many, nameless, len(strangers)))


def _declared(entry: Entry, around: Around) -> list[AzureResource]:
    """The networks that have the ID of an entry."""
    if entry.network.state is not State.DECLARED:
        return []
    return around.of(AzureKind.VIRTUAL_NETWORK).spoken_of((), entry.network.read())


def _is_of(policy: AzureResource, kind: str, section: str) -> bool:
    if policy.kind is not AzureKind.ENTERPRISE_POLICY:
        return False
    found = folded(policy.at("kind"))
    return found == kind if found else policy.at(section) is not None


def _known_kind(text: str) -> str:
    """The kind in the spelling of Azure.

    :raises ValueError: where there is none of that name.
    """
    for one in POLICY_KINDS:
        if one.casefold() == text.strip().casefold():
            return one
    accepted = joined(POLICY_KINDS, "or")
    raise ValueError(f"{quoted(text)} is no kind of enterprise policy; accepted: {accepted}.")
