"""The environments that resources are, each with everything that is said of it, and found again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ...model.observation import SIDES, Observation, Role
from ...model.resource import above
from .identity import Identity, identities


@dataclass(eq=False)
class Environment:
    """One environment: what its own resource says, and what others add.

    An environment without a resource is one that others only speak of: it exists elsewhere.
    """

    said: list[Observation] = field(default_factory=list)
    is_used: bool = False
    """Whether a pair has it as one of its sides."""

    @property
    def is_declared(self) -> bool:
        """Whether a resource of the stack is this environment."""
        return any(one.role is Role.ENVIRONMENT for one in self.said)

    @property
    def is_marked(self) -> bool:
        """Whether anything says that it is for dual-write."""
        return any(one.marked for one in self.said)

    @property
    def is_unified(self) -> bool:
        """Whether it has both apps."""
        return any(one.unified for one in self.said)

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that it can be."""
        if self.is_unified:
            return SIDES
        return tuple({one.side: None for one in self.said})

    @property
    def is_uncertain(self) -> bool:
        """Whether it may be for dual-write, and nothing says so."""
        return not self.is_marked and any(one.is_uncertain for one in self.said)

    def may_be(self, one: Observation) -> bool:
        """Whether a resource that is read as this and as that is one environment."""
        return one.unified or self.is_unified or one.side in self.sides

    @property
    def pair(self) -> str | None:
        """The name of the pair that it is said to belong to."""
        return next((one.pair for one in self.said if one.pair is not None), None)

    @property
    def urn(self) -> str | None:
        """The URN of its resource, or of one that speaks of it."""
        own = [one.origin.urn for one in self.said if one.role is Role.ENVIRONMENT]
        return next(iter([*own, *(one.origin.urn for one in self.said)]), None)

    def identities(self, side: str) -> tuple[Identity, ...]:
        """All that identifies it, as far as it can be read."""
        found: dict[Identity, None] = {}
        for one in self.said:
            found.update(dict.fromkeys(identities(one.facts, side)))
        return tuple(found)

    def references(self, side: str) -> Iterator[str]:
        """The resources that the identity of a side is taken from, as far as this one says so."""
        for one in self.said:
            yield from one.references.get(side, ())


class Environments:
    """All environments of a stack, by resource, by identity and by the pair that they name."""

    def __init__(self, observations: Iterable[Observation], parents: Mapping[str, str]) -> None:
        """Find the environments.

        :param parents: by URN, the URN of a resource's parent.
        """
        self._parents = parents
        self._by_urn: defaultdict[str, list[Environment]] = defaultdict(list)
        self._by_identity: defaultdict[tuple[str, Identity], list[Environment]] = defaultdict(list)
        self._by_pair: defaultdict[tuple[str, str], list[Environment]] = defaultdict(list)
        self.all: list[Environment] = []
        additions: list[Observation] = []
        for one in observations:
            if one.role is Role.ENVIRONMENT:
                self._declare(one)
            elif one.role is Role.ADDITION:
                additions.append(one)
        for each in self.all:
            self._index(each)
        for one in additions:
            self._add(one)

    def with_side(self, side: str) -> list[Environment]:
        """Those that can be a side, in the order in which they were declared."""
        return [one for one in self.all if side in one.sides]

    def referred_to(self, urns: Iterable[str], side: str) -> Environment | None:
        """The one that a value is taken from; None where that is not clear.

        What is taken from an output of a component comes from one of its children: then the nearest
        parent that is such an environment is meant.
        """
        found: dict[int, Environment] = {}
        for urn in urns:
            found.update((id(one), one) for one in self._at_or_above(urn, side))
        return next(iter(found.values())) if len(found) == 1 else None

    def identified(self, side: str, named: Iterable[Identity]) -> list[Environment]:
        """All that have one of these identifiers."""
        found: dict[int, Environment] = {}
        for identity in named:
            found.update((id(one), one) for one in self._by_identity.get((side, identity), ()))
        return list(found.values())

    def of_pair(self, name: str | None, side: str) -> Environment | None:
        """The side of a pair, where exactly one names it so."""
        found = self._by_pair.get((side, name), []) if name is not None else []
        return found[0] if len(found) == 1 else None

    def at(self, urn: str | None, side: str) -> Environment | None:
        """The environment that a resource is, as this side."""
        found = self._by_urn.get(urn, []) if urn is not None else []
        return next((one for one in found if side in one.sides), None)

    def _at_or_above(self, urn: str, side: str) -> list[Environment]:
        for climbed in above(urn, self._parents):
            found = [one for one in self._by_urn.get(climbed, ()) if side in one.sides]
            if found:
                return found
        return []

    def _declare(self, one: Observation) -> None:
        """What several ways of reading say of a resource is about one environment.

        But for those that read it as different sides: unless one says that it is unified, somebody's
        resource stands for two environments.
        """
        there = self._by_urn[one.origin.urn] if one.origin.urn else []
        found = next((each for each in there if each.may_be(one)), None)
        if found is None:
            found = Environment()
            self.all.append(found)
            there.append(found)
        found.said.append(one)

    def _index(self, one: Environment) -> None:
        for side in one.sides:
            for identity in one.identities(side):
                _add_once(self._by_identity[side, identity], one)
            if one.pair is not None:
                _add_once(self._by_pair[side, one.pair], one)

    def _add(self, one: Observation) -> None:
        found = self.referred_to(one.references.get(one.side, ()), one.side)
        if found is None:
            named = self.identified(one.side, identities(one.facts, one.side))
            found = named[0] if named else None
        if found is not None:
            found.said.append(one)
            self._index(found)  # it may be known by more now, or be more
            return
        outside = Environment([one])
        self.all.append(outside)
        self._index(outside)


def _add_once(found: list[Environment], one: Environment) -> None:
    if not any(one is other for other in found):
        found.append(one)
