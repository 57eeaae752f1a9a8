"""All pairs that are judged together, indexed by the environments that they use.

An environment is known by its URL's host, by its ID, or by both. Any shared identifier makes two
sides one instance, also through a third pair that declares both.
"""

from __future__ import annotations

from collections.abc import Iterable

from .facts import State
from .pair import CustomerEngagement, FinanceAndOperations, Pair

Identifier = tuple[str, str]
"""The kind of identifier and its value: ``("url", "contoso.crm4.dynamics.com")``."""
Side = FinanceAndOperations | CustomerEngagement


def identifiers(side: Side) -> tuple[Identifier, ...]:
    """The declared identifiers of one side; none where neither is declared."""
    found: list[Identifier] = []
    if side.url.state is State.DECLARED:
        found.append(("url", side.url.read().host))
    if side.environment_id.state is State.DECLARED:
        found.append(("environmentId", side.environment_id.read()))
    return tuple(found)


class Estate:
    """The pairs of a stack, or of all sources of one check."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self.pairs = tuple(pairs)
        self._finance_and_operations = _instances(
            (identifiers(pair.finance_and_operations), pair) for pair in self.pairs
        )
        self._customer_engagement = _instances(
            (identifiers(pair.customer_engagement), pair) for pair in self.pairs
        )

    def others_with_finance_and_operations_of(self, pair: Pair) -> tuple[Pair, ...]:
        """The other pairs whose finance and operations environment is this pair's, by name."""
        return _others(pair, pair.finance_and_operations, self._finance_and_operations)

    def others_with_customer_engagement_of(self, pair: Pair) -> tuple[Pair, ...]:
        """The other pairs whose customer engagement environment is this pair's, by name."""
        return _others(pair, pair.customer_engagement, self._customer_engagement)


def _others(
    pair: Pair, side: Side, instances: dict[Identifier, tuple[Pair, ...]]
) -> tuple[Pair, ...]:
    named = identifiers(side)
    together = instances.get(named[0], ()) if named else ()
    return tuple(other for other in together if other is not pair and not _same_declaration(pair, other))


def _same_declaration(one: Pair, other: Pair) -> bool:
    """One pair that two sources declare (a manifest and the state made from it) is not a duplicate."""
    return (
        one.source != other.source
        and one.name == other.name
        and set(identifiers(one.finance_and_operations))
        & set(identifiers(other.finance_and_operations))
        != set()
        and set(identifiers(one.customer_engagement)) & set(identifiers(other.customer_engagement))
        != set()
    )


def _instances(
    sides: Iterable[tuple[tuple[Identifier, ...], Pair]],
) -> dict[Identifier, tuple[Pair, ...]]:
    """Group pairs by instance: identifiers that one side declares together name one instance."""
    parents: dict[Identifier, Identifier] = {}
    members: list[tuple[Identifier, Pair]] = []
    for named, pair in sides:
        if not named:
            continue
        for one in named:
            parents.setdefault(one, one)
            parents[_root(parents, one)] = _root(parents, named[0])
        members.append((named[0], pair))
    groups: dict[Identifier, list[Pair]] = {}
    for identifier, pair in members:
        groups.setdefault(_root(parents, identifier), []).append(pair)
    ordered = {root: tuple(sorted(group, key=_by_name)) for root, group in groups.items()}
    return {one: ordered[_root(parents, one)] for one in parents}


def _root(parents: dict[Identifier, Identifier], one: Identifier) -> Identifier:
    while parents[one] != one:
        parents[one] = parents[parents[one]]
        one = parents[one]
    return one


def _by_name(pair: Pair) -> tuple[str, str, str]:
    return pair.name, pair.source or "", pair.urn or ""


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs in the order of every report: by name, then by where they were found."""
    return sorted(pairs, key=_by_name)
