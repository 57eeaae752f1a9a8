"""Which sides of which pairs are one environment.

It is the identity of ``estate.py``: any shared URL or ID makes two sides one environment, also
through a third pair that declares both. Beyond that, both sides of a unified environment are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from ...model.estate import Identifier, Side, identifiers
from ...model.facts import SECRET, Fact, State
from ...model.pair import CustomerEngagement, FinanceAndOperations, Pair
from ...text.quoting import counted
from ...vocabulary.regions import Geography


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


Value = TypeVar("Value")
_WORDS = {
    State.UNKNOWN: "not known yet",
    State.MALFORMED: "unreadable",
    State.UNDECLARED: "not declared",
}
"""What is said where no value can be shown, in the order in which one goes before another."""


def open_values(facts: Iterable[Fact[Value]]) -> list[Value]:
    """The different values that are declared and no secrets, in their order."""
    declared = (one for one in facts if one.state is State.DECLARED and not one.is_secret)
    return list(dict.fromkeys(one.read() for one in declared))


def why_none(facts: Sequence[Fact[Any]]) -> str:
    """What to show where there is no open value: that it is secret, or that there is none."""
    if any(one.is_secret for one in facts):
        return SECRET
    states = {one.state for one in facts}
    return next((words for state, words in _WORDS.items() if state in states), "not declared")


_MOST_NAMES = 3
_OF_FINANCE, _OF_CUSTOMER, _OF_BOTH = "F&O", "CE", "F&O and CE"


def environment_lines(environment: Environment) -> tuple[str, ...]:
    """Its hosts, or else its IDs, and in a line below what it is."""
    if environment.is_missing:
        return ("partner missing", f"{_apps(environment)}: nobody declares it")
    sides = environment.sides
    kind = _told((one.environment_type for one in sides), "type")
    regions = [one.region for one in sides]
    region = ", ".join(one.display_name for one in open_values(regions))
    where = region or f"region {why_none(regions)}"
    return (*_names(environment), f"{_apps(environment)}, {kind}, {where}")


def _apps(environment: Environment) -> str:
    if environment.finance_and_operations and environment.customer_engagement:
        return _OF_BOTH
    return _OF_FINANCE if environment.finance_and_operations else _OF_CUSTOMER


def _names(environment: Environment) -> list[str]:
    """The customer engagement host goes first: it is the one that names the environment."""
    sides: list[Side] = [*environment.customer_engagement, *environment.finance_and_operations]
    urls = [one.url for one in sides]
    ids = [one.environment_id for one in sides]
    names = [one.host for one in open_values(urls)] or open_values(ids)
    if len(names) > _MOST_NAMES:
        names[_MOST_NAMES:] = [f"and {counted(len(names) - _MOST_NAMES, 'more name')}"]
    return names or [f"URL {why_none([*urls, *ids])}"]


def _told(facts: Iterable[Fact[Any]], what: str) -> str:
    found = list(facts)
    return ", ".join(map(str, open_values(found))) or f"{what} {why_none(found)}"


NO_GEOGRAPHY = "No Power Platform geography known"
"""What is said of a region that the table places in none."""


@dataclass(frozen=True, order=True)
class Place:
    """The clusters that an environment stands in.

    ``geography`` and ``region`` are what the clusters are called; ``region`` is empty where nothing
    more is known of it than of the geography. Known geographies come first, each kind by name.
    """

    is_unknown: bool
    geography: str
    region: str = ""


def place_of(environment: Environment) -> Place:
    """Find the place of an environment, out of all that is said of it."""
    region_facts = [one.region for one in environment.sides]
    geography_facts = [one.geography for one in environment.customer_engagement]
    regions = open_values(region_facts)
    geographies = geographies_of(environment)
    region = "Several regions declared"
    if len(regions) < 2:
        region = regions[0].display_name if regions else f"Region {why_none(region_facts)}"
    if len(geographies) == 1:
        return Place(False, geographies[0].display_name, region)
    if geographies:
        return Place(True, "Several geographies declared")
    if regions:  # the table places it in no geography of Power Platform
        return Place(True, NO_GEOGRAPHY, region)
    return Place(True, f"Geography {why_none([*region_facts, *geography_facts])}")


def geographies_of(environment: Environment) -> list[Geography]:
    """The geographies that it can be in: several, where different things are said of it.

    A declared geography goes before the one that a region lies in: ``eastus`` lies in one, and can
    be behind another.
    """
    declared = open_values(one.geography for one in environment.customer_engagement)
    regions = open_values(one.region for one in environment.sides)
    return declared or list(
        dict.fromkeys(one.geography for one in regions if one.geography is not None)
    )
