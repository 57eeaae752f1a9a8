"""Network injection: the virtual networks and subnets that an enterprise policy names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..facts import Fact, State, UnknownValue
from ..text import joined, quoted
from .around import Around, Subnet
from .identity import azure_names
from .injected import (
    INJECTION,
    Entry,
    entries_of,
    networks_referred_to,
    placed,
    unknown_entry,
)
from .kinds import AzureKind
from .resource import AzureResource, folded, parsed

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
