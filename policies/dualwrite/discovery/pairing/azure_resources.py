"""Which Azure resources belong to which pair: by tag, by parent, or because they are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...model.azure import AzureKind, AzureResource
from ...model.azure.encryption import encryption
from ...model.azure.index import Around
from ...model.azure.injection import injection, is_encryption, is_injection
from ...model.azure.kinds import PART_OF
from ...model.azure.surroundings import PolicyLink, Surroundings, identity_of
from ...model.facts import State
from ...model.raw_values import folded, value_at
from .linked import environments_by_policy
from .pairs import JoinedPair
from .strays import strays_by_pair

_OF_SUBNETS = (("natGateway", AzureKind.NAT_GATEWAY), ("routeTable", AzureKind.ROUTE_TABLE))
"""What a subnet names, by property."""


def with_companions(joined: Sequence[JoinedPair], around: Surroundings) -> list[JoinedPair]:
    """Give each pair the Azure resources that are tied to it. What nothing ties is left out."""
    if not around.resources or not joined:
        return list(joined)
    tied = _Ties(joined, around).found()
    strays = strays_by_pair([one.pair for one in joined], around.resources, tied)
    return [
        replace(
            one,
            pair=replace(
                one.pair, companions=tied[position], strays=tuple(strays.get(position, ()))
            ),
        )
        if tied[position] or position in strays
        else one
        for position, one in enumerate(joined)
    ]


class _Ties:
    """By position of a pair, the resources that are tied to it."""

    def __init__(self, joined: Sequence[JoinedPair], around: Surroundings) -> None:
        self._joined = joined
        self._around = around
        self._all = Around(around.resources)
        self._injections = {
            one.urn: injection(one, self._all) for one in around.resources if is_injection(one)
        }
        self._by_name: defaultdict[str, set[int]] = defaultdict(set)
        self._by_urn: defaultdict[str, set[int]] = defaultdict(set)
        self._by_environment: defaultdict[str, set[int]] = defaultdict(set)
        self._by_system_id: defaultdict[str, list[AzureResource]] = defaultdict(list)
        for policy in self._all.of(AzureKind.ENTERPRISE_POLICY).all:
            self._by_system_id[folded(policy.at("systemId"))].append(policy)
        for position, one in enumerate(joined):
            self._by_name[one.pair.name].add(position)
            for urn in (one.pair.urn, *(said.origin.urn for said in one.observations)):
                if urn is not None:
                    self._by_urn[urn].add(position)
            environment = one.pair.customer_engagement.environment_id
            if environment.state is State.DECLARED:
                self._by_environment[environment.read()].add(position)

    def found(self) -> list[tuple[AzureResource, ...]]:
        """All ties, by name: programs in some languages declare in another order each time."""
        tied: list[set[str]] = [set() for _ in self._joined]
        for one in self._around.resources:
            for position in self._directly(one):
                tied[position].add(one.urn)
        self._add_parts(tied)
        for link in self._around.links:
            urns = {one.urn for one in self._policies(link)}
            for position in self._environments(link):
                tied[position] |= urns
        resources = {one.urn: one for one in self._around.resources}
        have_ids = all(
            one.pair.customer_engagement.environment_id.state is State.DECLARED
            for one in self._joined
        )
        served = environments_by_policy(self._around, self._policies, self._environments, have_ids)
        for urn, environments in served.items():
            resources[urn] = replace(resources[urn], environments=environments)
        for urns in tied:
            for urn in list(urns):
                urns.update(one.urn for one in self._named_by(resources[urn]))
        self._add_rivals(tied)
        return [
            tuple(sorted((resources[urn] for urn in urns), key=lambda one: (one.name, one.urn)))
            for urns in tied
        ]

    def _add_parts(self, tied: Sequence[set[str]]) -> None:
        """What is in a resource of a pair is the pair's, too.

        Not so of a network that only a policy names: it may be a hub, with subnets of others.
        """
        by_urn = _positions(tied)
        for part in (one for kind in PART_OF for one in self._all.of(kind).all):
            for whole in self._all.wholes_of(part):
                for position in by_urn.get(whole.urn, ()):
                    tied[position].add(part.urn)

    def _add_rivals(self, tied: Sequence[set[str]]) -> None:
        """A policy that uses a subnet of a pair's policy is tied to the pair by that."""
        by_urn = _positions(tied)
        users: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for urn, named in self._injections.items():
            for subnet in named.subnets:
                users[subnet.key].update(by_urn.get(urn, ()))
        for urn, named in self._injections.items():
            for subnet in named.subnets:
                for position in users[subnet.key]:
                    tied[position].add(urn)

    def _directly(self, one: AzureResource) -> set[int]:
        """The pairs that a resource says it belongs to, or is below."""
        tag = one.pair
        found = set(self._by_name.get(tag, ())) if tag is not None else set()
        for urn in self._around.above(one):
            found |= self._by_urn.get(urn, set())
        return found

    def _environments(self, link: PolicyLink) -> set[int]:
        found = set(self._by_environment.get(identity_of(link.environment_id), ()))
        for urn in link.environment_urns:
            found |= self._by_urn.get(urn, set())
        return found

    def _policies(self, link: PolicyLink) -> Iterator[AzureResource]:
        policies = self._all.of(AzureKind.ENTERPRISE_POLICY)
        yield from policies.referred_to(link.policy_urns)
        for text in link.policy_texts:
            if "/" in text:  # an ID in Azure; a name alone identifies no policy
                yield from policies.spoken_of((), text)
                yield from self._by_system_id.get(folded(text), ())

    def _named_by(self, policy: AzureResource) -> Iterator[AzureResource]:
        """What a policy names, and what these name in turn."""
        named = self._injections.get(policy.urn)
        if named is not None:
            yield from named.networks
            for subnet in named.subnets:
                if subnet.resource is not None:
                    yield subnet.resource
                for key, kind in _OF_SUBNETS:
                    references = subnet.references.get(key, ())
                    yield from self._all.of(kind).spoken_of(
                        references, value_at(subnet.properties, key, "id")
                    )
        if is_encryption(policy):
            found = encryption(policy, self._all)
            yield from (*found.vaults, *found.keys, *found.assignments)


def _positions(tied: Sequence[set[str]]) -> Mapping[str, list[int]]:
    """By URN, the pairs that a resource is tied to."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for position, urns in enumerate(tied):
        for urn in urns:
            found[urn].append(position)
    return found
