"""All pairs that are judged together, indexed by the environments that they use.

An environment is known by its URL's host, by its ID, or by both. Any shared identifier makes two
sides one instance, also through a third pair that declares both, and whichever side of a pair it is:
there is one index over both sides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from .facts import Fact, State
from .observation import SIDES
from .pair import CustomerEngagement, FinanceAndOperations, Pair

Identifier = tuple[str, str]
"""The kind of identifier and its value: ``("url", "contoso.crm4.dynamics.com")``."""
Side = FinanceAndOperations | CustomerEngagement
Made = TypeVar("Made")
_Use = tuple[Identifier | None, Identifier | None]
"""The instances that a pair uses: finance and operations, customer engagement."""
_OTHER_KIND = {"url": "environmentId", "environmentId": "url"}
_SideOfInstance = tuple[str, Identifier]


@dataclass(frozen=True)
class Others:
    """Other pairs that use what one pair uses: how many they are, and the first of them by name."""

    number: int = 0
    first: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Sharing:
    """Other pairs that use one pair's environments; ``both`` are among each of the other two."""

    finance_and_operations: Others = Others()
    customer_engagement: Others = Others()
    both: Others = Others()
    is_one_environment: bool = False
    """Whether both sides of the pair are the same environment."""


def identifiers(side: Side) -> tuple[Identifier, ...]:
    """The declared identifiers of one side; none where neither is declared."""
    found: list[Identifier] = []
    if side.url.state is State.DECLARED and side.url.read().identifies:
        found.append(("url", side.url.read().host))
    if side.environment_id.state is State.DECLARED:
        found.append(("environmentId", side.environment_id.read()))
    return tuple(found)


def _finance(pair: Pair) -> tuple[Identifier, ...]:
    return _with_resource(pair.finance_and_operations, pair.resources[0])


def _customer(pair: Pair) -> tuple[Identifier, ...]:
    return _with_resource(pair.customer_engagement, pair.resources[1])


def _with_resource(side: Side, urn: str | None) -> tuple[Identifier, ...]:
    """What identifies a side; a resource does, too, while nobody knows its address or ID."""
    return identifiers(side) if urn is None else (*identifiers(side), ("resource", urn))


class Estate:
    """The pairs of a stack, or of all sources of one check.

    All pairs may use one and the same environment. Each question about a pair is therefore answered
    from groups and counts that are made once, never by going through all its others.
    """

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self.pairs = tuple(pairs)
        self._derived: dict[Callable[..., Any], Any] = {}
        self._instances = _Instances(
            side for pair in self.pairs for side in (_finance(pair), _customer(pair))
        )
        self._users: defaultdict[Identifier, list[Pair]] = defaultdict(list)
        self._users_of_both: defaultdict[frozenset[Identifier], list[Pair]] = defaultdict(list)
        self._declarations: Counter[tuple[_Use, str]] = Counter()
        self._declarations_in: Counter[tuple[_Use, str, str | None]] = Counter()
        self._named: Counter[str] = Counter()
        for pair in in_order(self.pairs):
            self._add(pair)

    def sharing_with(self, pair: Pair, most_named: int) -> Sharing:
        """The other pairs of this estate that use the environments of one of its pairs.

        In whichever role: what is one pair's customer engagement environment may stand as another's
        finance and operations environment. One pair that two sources declare (a manifest and the
        state made from it) is no other pair.

        :param most_named: how many of the others are wanted by name.
        """
        finance, customer = use = self._use(pair)
        again = 0
        if finance and customer:
            again = self._declarations[use, pair.name]
            again -= self._declarations_in[use, pair.name, pair.source]

        def others(users: list[Pair]) -> Others:
            named = (
                one
                for one in users
                if one is not pair and not (again and self._same_declaration(pair, one))
            )
            return Others(len(users) - 1 - again, tuple(islice(named, most_named)))

        return Sharing(
            others(self._users[finance]) if finance else Others(),
            others(self._users[customer]) if customer else Others(),
            others(self._users_of_both[frozenset((finance, customer))])
            if finance and customer
            else Others(),
            finance is not None and finance == customer,
        )

    def roles(self, pair: Pair, other: Pair, side: str) -> tuple[str, ...]:
        """The sides of another pair that are the environment which one pair has as ``side``."""
        instance = self._use(pair)[SIDES.index(side)]
        return tuple(
            name
            for name, used in zip(SIDES, self._use(other), strict=True)
            if instance is not None and used == instance
        )

    def not_comparable(self, pair: Pair, side: str) -> Pair | None:
        """Another pair whose same side may be this one's, for they share no kind of identifier.

        One is known by its URL alone and the other by its ID alone, here and in every other pair.
        """
        instance = self._use(pair)[SIDES.index(side)]
        if instance is None:
            return None
        kinds, first_with = self._only_kinds
        kind = kinds.get((side, instance))
        return None if kind is None else first_with.get((side, _OTHER_KIND[kind]))

    def derived(self, make: Callable[[tuple[Pair, ...]], Made]) -> Made:
        """What a function makes of all pairs, made once: an index that a requirement asks for each."""
        if make not in self._derived:
            self._derived[make] = make(self.pairs)
        made: Made = self._derived[make]
        return made

    def may_prove_shared(self, fact: Fact[Any]) -> bool:
        """Whether an identifier of one pair, once it is known, could turn out to be another's."""
        return self._named[_kind(fact)] > 1

    @cached_property
    def _only_kinds(self) -> tuple[dict[_SideOfInstance, str], dict[tuple[str, str], Pair]]:
        """The sides that one kind of identifier alone names: which, and the first pair with each."""
        kinds: defaultdict[Identifier, set[str]] = defaultdict(set)
        for kind, value in self._instances.known:
            kinds[self._instances.root((kind, value))].add(kind)
        found: dict[_SideOfInstance, str] = {}
        first: dict[tuple[str, str], Pair] = {}
        for pair in in_order(self.pairs):
            for side, instance in zip(SIDES, self._use(pair), strict=True):
                if instance is not None and len(only := kinds[instance] & _OTHER_KIND.keys()) == 1:
                    (kind,) = only
                    found[side, instance] = kind
                    first.setdefault((side, kind), pair)
        return found, first

    def _add(self, pair: Pair) -> None:
        finance, customer = use = self._use(pair)
        for instance in dict.fromkeys(use):
            if instance is not None:
                self._users[instance].append(pair)
        if finance and customer:
            self._users_of_both[frozenset((finance, customer))].append(pair)
        self._declarations[use, pair.name] += 1
        self._declarations_in[use, pair.name, pair.source] += 1
        sides = (pair.finance_and_operations, pair.customer_engagement)
        facts = [fact for side in sides for fact in (side.url, side.environment_id)]
        self._named.update(
            {_kind(one) for one in facts if one.state in (State.DECLARED, State.UNKNOWN)}
        )

    def _use(self, pair: Pair) -> _Use:
        return self._instances.of(_finance(pair)), self._instances.of(_customer(pair))

    def _same_declaration(self, one: Pair, other: Pair) -> bool:
        return (
            one.name == other.name
            and one.source != other.source
            and self._use(one) == self._use(other)
        )


def _kind(fact: Fact[Any]) -> str:
    """The kind of an identifier, whichever side it is of."""
    return fact.path.rpartition(".")[2]


class _Instances:
    """Which sides are one instance: identifiers that one side declares together name the same."""

    def __init__(self, sides: Iterable[tuple[Identifier, ...]]) -> None:
        self._parents: dict[Identifier, Identifier] = {}
        for named in sides:
            for one in named:
                self._parents.setdefault(one, one)
                self._parents[self.root(one)] = self.root(named[0])

    def of(self, named: tuple[Identifier, ...]) -> Identifier | None:
        """The identifier that stands for the side's instance; None where the side is not named."""
        return self.root(named[0]) if named else None

    @property
    def known(self) -> Iterable[Identifier]:
        """All identifiers."""
        return self._parents

    def root(self, one: Identifier) -> Identifier:
        parents = self._parents
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs in the order of every report: by name, then by where they were found."""
    return sorted(pairs, key=lambda pair: (pair.name, pair.source or "", pair.urn or ""))
