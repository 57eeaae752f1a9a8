"""How far the facts of a pair decide a requirement: now, only later, or not before somebody declares more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from ..judging.configuration import Configuration
from ..judging.judge import judge
from ..model.azure.index import Around
from ..model.estate import Estate
from ..model.facts import Fact, State
from ..model.pair import Pair
from ..model.verdicts import Kind, Result, Verdict
from ..requirements import requirements_by_name
from ..text.quoting import printable


@dataclass(frozen=True)
class Missing:
    """A fact that decides a requirement, and what becomes of it: why it is not known, or where it
    can be declared. ``resource`` (its URN) and ``property`` say where, if it is no fact of the pair."""

    fact: str
    what: str
    resource: str | None = None
    property: str | None = None


_Urns = Mapping[str, Sequence[str]]


def to_declare_beside(pair: Pair, verdict: Verdict) -> Iterator[Missing]:
    """The properties that nobody declares, and the resources to declare them on."""
    urns = _urns(pair)
    for fact, name, owner in _facts(verdict):
        if f"{fact} is not declared." in verdict.message:
            for urn in urns.get(owner, ()):
                yield Missing(fact, f"Set it on {printable(urn)}.", urn, name)


def not_known_beside(pair: Pair, verdict: Verdict) -> Iterator[Missing]:
    """The properties that are not known yet, and why."""
    urns = _urns(pair)
    for fact, name, owner in _facts(verdict):
        _, told, rest = verdict.message.partition(f"{fact} cannot be judged yet: ")
        if told:
            for urn in urns.get(owner, ()):
                yield Missing(fact, rest.partition(".")[0], urn, name)


def _facts(verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    """Each fact of a resource that was looked at: its path, the property, and what has the property."""
    for one in verdict.evidence:
        name, _, owner = one.fact.partition(" of ")
        yield one.fact, name, owner


def _urns(pair: Pair) -> _Urns:
    """The resources by what verdicts call them. A subnet in a network's list is the network's."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in pair.companions:
        found[one.label].append(one.urn)
        found[f"provider of {one.label}"].append(one.urn)
    for subnet in Around(pair.companions).subnets:
        if subnet.resource is None and subnet.network is not None:
            found[subnet.label].append(subnet.network.urn)
    return found


class Standing(StrEnum):
    """Where one requirement stands for one pair."""

    DECIDED = "decided"
    """The facts are there, whatever the verdict is."""
    LATER = "later"
    """A fact that decides it is not known yet, or is encrypted here."""
    DECLARE = "declare"
    """Nobody declares a fact that decides it."""
    OPEN = "open"
    """No fact is missing, but the tables end before one, an Azure resource that decides it is not
    here, or the rule itself broke."""


@dataclass(frozen=True)
class Covered:
    """Where one requirement stands, and what is missing. ``verdict`` is the one without exemptions."""

    id: str
    requirement: str
    standing: Standing
    verdict: Kind
    missing: tuple[Missing, ...] = ()
    message: str = ""
    """Why it is open."""


@dataclass(frozen=True)
class CoveredPair:
    """A pair, and where each requirement that is not disabled stands for it."""

    pair: Pair
    requirements: tuple[Covered, ...]

    def at(self, standing: Standing) -> list[Covered]:
        """The requirements that stand so."""
        return [one for one in self.requirements if one.standing is standing]


def covered_pairs(
    judged: Iterable[tuple[Pair, Iterable[Result]]], configuration: Configuration, today: date
) -> list[CoveredPair]:
    """Where each requirement stands for each pair, by what the judge has said."""
    given = list(judged)
    estate = Estate(pair for pair, _ in given)
    by_name = requirements_by_name()

    def of_a_half(pair: Pair, result: Result) -> Result:
        """What would be said if the partner were known: which of its facts are missing."""
        requirement = by_name[result.requirement]
        setting = configuration.setting(requirement)
        return judge(requirement, replace(pair, is_half=False), estate, setting, today)

    return [
        CoveredPair(
            pair,
            tuple(
                covered(
                    pair,
                    of_a_half(pair, one)
                    if pair.is_half and one.verdict.kind is Kind.NOT_APPLICABLE
                    else one,
                )
                for one in results
            ),
        )
        for pair, results in given
    ]


def covered(pair: Pair, result: Result) -> Covered:
    """Where the requirement of one result stands."""
    verdict = result.verdict
    kind = verdict.kind if verdict.exemption is None else verdict.exemption.instead_of
    standing = Standing.DECIDED
    missing: tuple[Missing, ...] = ()
    if kind is Kind.UNDECLARED:
        standing, missing = Standing.DECLARE, tuple(_to_declare(pair, result))
    elif kind is Kind.UNKNOWN:
        missing = tuple(_not_known_yet(pair, result))
        standing = Standing.LATER if missing else Standing.OPEN
    elif kind is Kind.ERROR:
        standing = Standing.OPEN
    message = "" if missing or standing is Standing.DECIDED else verdict.message
    return Covered(result.id, result.requirement, standing, kind, missing, message)


def _to_declare(pair: Pair, result: Result) -> Iterator[Missing]:
    """The facts that nobody declares, and those that are declared too coarsely to decide."""
    for fact in _looked_at(pair, result):
        precise = f"Declare {fact.path} with its build."
        if fact.state is State.UNDECLARED:
            yield Missing(fact.path, fact.remedy or f"Declare {fact.path} in the pair.")
        elif precise in result.verdict.remedy:
            yield Missing(fact.path, precise)
    yield from to_declare_beside(pair, result.verdict)


def _not_known_yet(pair: Pair, result: Result) -> Iterator[Missing]:
    for fact in _looked_at(pair, result):
        if fact.state is State.UNKNOWN:
            yield Missing(fact.path, fact.detail)
    yield from not_known_beside(pair, result.verdict)


def _looked_at(pair: Pair, result: Result) -> list[Fact[Any]]:
    facts = {one.path: one for one in pair.facts()}
    return [facts[one.fact] for one in result.verdict.evidence if one.fact in facts]
