"""Which sides of which pairs are one environment.

It is the identity of ``estate.py``: any shared URL or ID makes two sides one environment, also
through a third pair that declares both. Beyond that, both sides of a unified environment are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..estate import Identifier, Side, identifiers
from ..facts import State
from ..pair import CustomerEngagement, FinanceAndOperations, Pair


class Use(NamedTuple):
    """One side of one pair: what that pair says of the environment."""

    pair: Pair
    side: Side


@dataclass(frozen=True)
class Environment:
    """An environment with all that uses it, in the order of the pairs."""

    uses: tuple[Use, ...]
    is_missing: bool = False
    """Whether it is the partner that nobody declares, of half a pair."""

    @property
    def sides(self) -> tuple[Side, ...]:
        """What all pairs say of it."""
        return tuple(one.side for one in self.uses)

    @property
    def finance_and_operations(self) -> tuple[FinanceAndOperations, ...]:
        """What is said of its finance and operations apps."""
        return tuple(one for one in self.sides if isinstance(one, FinanceAndOperations))

    @property
    def customer_engagement(self) -> tuple[CustomerEngagement, ...]:
        """What is said of its customer engagement apps."""
        return tuple(one for one in self.sides if isinstance(one, CustomerEngagement))


@dataclass(frozen=True)
class Ends:
    """The positions, among all environments, of the two that a pair links. A unified one is both."""

    finance_and_operations: int
    customer_engagement: int

    @property
    def is_one(self) -> bool:
        """Whether one environment has both apps."""
        return self.finance_and_operations == self.customer_engagement


def environments_of(pairs: Sequence[Pair]) -> tuple[list[Environment], list[Ends]]:
    """Find the environments of pairs, in the order in which the pairs name them.

    :returns: the environments, and for each pair its two ends.
    """
    uses = [Use(pair, side) for pair in pairs for side in _sides(pair)]
    missing = {2 * at + _missing_side(pair) for at, pair in enumerate(pairs) if pair.is_half}
    groups: dict[int, list[int]] = {}
    for use, group in enumerate(_groups(uses, pairs)):
        groups.setdefault(group, []).append(use)
    environments = [
        Environment(tuple(uses[use] for use in members), members[0] in missing)
        for members in groups.values()
    ]
    positions = {use: at for at, members in enumerate(groups.values()) for use in members}
    return environments, [
        Ends(positions[2 * at], positions[2 * at + 1]) for at in range(len(pairs))
    ]


def _sides(pair: Pair) -> tuple[FinanceAndOperations, CustomerEngagement]:
    return pair.finance_and_operations, pair.customer_engagement


def _missing_side(pair: Pair) -> int:
    """Which side of half a pair nobody speaks of: 0 finance and operations, 1 the other."""
    finance, customer = _sides(pair)
    return 1 if _how_much_is_said(finance) > _how_much_is_said(customer) else 0


def _how_much_is_said(side: Side) -> tuple[bool, int]:
    """How much is said of a side; that something identifies it goes before all else."""
    said = sum(one.state is not State.UNDECLARED for one in vars(side).values())
    named = any(one.state is not State.UNDECLARED for one in (side.url, side.environment_id))
    return named, said


def _groups(uses: Sequence[Use], pairs: Sequence[Pair]) -> list[int]:
    """For each use, the first one of the same environment."""
    firsts = list(range(len(uses)))

    def first(use: int) -> int:
        while firsts[use] != use:
            firsts[use] = firsts[firsts[use]]
            use = firsts[use]
        return use

    def join(one: int, other: int) -> None:
        low, high = sorted((first(one), first(other)))
        firsts[high] = low

    named: dict[Identifier, int] = {}
    for at, use in enumerate(uses):
        for identifier in identifiers(use.side):
            join(at, named.setdefault(identifier, at))
    for at, pair in enumerate(pairs):
        if pair.is_unified:
            join(2 * at, 2 * at + 1)
    return [first(use) for use in range(len(uses))]
