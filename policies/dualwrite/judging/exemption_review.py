"""What is to be said about grants: used or not, for how long, and by the rules of ``exemptions``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from pydantic import Field

from ..model.verdicts import Kind, Level, Result, Severity
from ..text.quoting import counted, joined, quoted
from ..text.strict_model import StrictModel
from .exemptions import COVERABLE, Grant, Grants
from .parameters import WholeNumber
from .requirement import Requirement, Source


class ExemptionReviewParameters(StrictModel):
    """What a grant must satisfy so that nothing is said about it."""

    maximum_days: WholeNumber = Field(
        180, description="The most days that a grant may still have before it; more is too long."
    )
    warn_days: WholeNumber = Field(
        30, description="How many days before a grant expires that is said; 0 turns it off."
    )
    require_ticket: bool = Field(False, description="Whether every grant must name a ticket.")


class ExemptionReview:
    """Reports every exempt verdict, and every grant that somebody should look at.

    It has what people read of a requirement, and judges no pair.
    """

    id: ClassVar[str] = "DW900"
    name: ClassVar[str] = "exemptions"
    title: ClassVar[str] = (
        "Exemptions are visible, used, short, and looked at again before they expire."
    )
    level: ClassVar[Level] = Level.ADVISORY
    severity: ClassVar[Severity] = Severity.LOW
    reason: ClassVar[str] = (
        "An exemption that nobody sees or ends is a requirement switched off: a pair that dual-write"
        " cannot support is deployed, and nobody knows why."
    )
    remedy: ClassVar[str] = (
        "Mend the pair and remove the exemption, or have its owner grant it again, for a time."
    )
    sources: ClassVar[tuple[Source, ...]] = ()
    facts: ClassVar[tuple[str, ...]] = ()
    remediation: ClassVar[str] = ""
    parameters: ClassVar[type[ExemptionReviewParameters]] = ExemptionReviewParameters


REVIEW = ExemptionReview()


_MOST_NAMED = 5
MAY_YET_NEED_IT = (Kind.UNKNOWN, Kind.ERROR)
"""What these become may be a violation that a grant is there for."""


class Outcome(NamedTuple):
    """What one requirement (its ID) said of one pair (its name), and what it was but for a grant."""

    requirement: str
    pair: str
    kind: Kind
    instead_of: Kind | None = None
    violation: bool = True

    @classmethod
    def of(cls, result: Result) -> Outcome:
        """What a result says."""
        exemption = result.verdict.exemption
        instead_of = None if exemption is None else exemption.instead_of
        return cls(result.id, result.pair, result.verdict.kind, instead_of, result.violation)


class ReviewedGrant(NamedTuple):
    """A grant with the pairs that it covers now, and what is to be said about it.

    ``notices`` are said at the level of ``exemptions``. ``hints`` are advisories at every level: that
    a grant names no pair here is no fault of it where one configuration serves several stacks.
    """

    requirement: Requirement[Any]
    grant: Grant
    days_left: int
    covers: tuple[str, ...]
    notices: tuple[str, ...]
    hints: tuple[str, ...] = ()

    def silenced(self) -> ReviewedGrant:
        """The same, with nothing to be said."""
        return self._replace(notices=(), hints=())


def review(
    granted: Iterable[tuple[Requirement[Any], Grants]],
    outcomes: Iterable[Outcome],
    today: date,
    parameters: ExemptionReviewParameters,
) -> list[ReviewedGrant]:
    """Look at every grant, in the order of the requirements and of their lists.

    :param granted: the requirements that were judged, with their grants.
    :param outcomes: everything that they said. Where that is nothing, there is no pair, and nothing
        is said about any grant.
    """
    by_requirement: dict[str, dict[str, list[Outcome]]] = {}
    for one in outcomes:
        pairs = by_requirement.setdefault(one.requirement, {})
        pairs.setdefault(one.pair, []).append(one)
    found = [
        reviewed
        for requirement, grants in granted
        if grants.all
        for reviewed in _review(
            requirement, grants, by_requirement.get(requirement.id, {}), today, parameters
        )
    ]
    return found if by_requirement else [one.silenced() for one in found]


class _Use:
    """What the pairs at hand have to do with one grant."""

    def __init__(self) -> None:
        self.covers: list[str] = []
        self.not_needed_by: list[str] = []
        self.not_covered: list[str] = []
        self.may_be_needed = False
        self.overlaps: tuple[Grant, str] | None = None

    @property
    def is_unused(self) -> bool:
        return not (self.covers or self.not_covered or self.may_be_needed)


def _review(
    requirement: Requirement[Any],
    grants: Grants,
    pairs: dict[str, list[Outcome]],
    today: date,
    parameters: ExemptionReviewParameters,
) -> Iterable[ReviewedGrant]:
    uses = [_Use() for _ in grants.all]
    silent_others = _that_do_not_say_what_they_cover(grants, today)
    for pair, outcomes in pairs.items():
        in_force = [
            position
            for position in grants.positions_naming(pair)
            if grants.all[position].in_force(today)
        ]
        for position in in_force:
            _use(uses[position], requirement, grants.all[position], pair, outcomes)
        for before, position in enumerate(in_force[1:], 1):
            other = _overlapped(grants, in_force[:before], grants.all[position])
            if other is not None and uses[position].overlaps is None:
                uses[position].overlaps = (other, pair)
    for position, (grant, use) in enumerate(zip(grants.all, uses, strict=True)):
        yield ReviewedGrant(
            requirement,
            grant,
            grant.days_left(today),
            tuple(sorted(use.covers)),
            tuple(_notices(requirement, grant, use, today, parameters)),
            tuple(_hints(requirement, grant, use, today, silent_others.get(position))),
        )


def _overlapped(grants: Grants, before: Sequence[int], grant: Grant) -> Grant | None:
    """The first of the grants before one that covers a verdict that it covers, too."""
    for position in before:
        if set(grants.all[position].covered) & set(grant.covered):
            return grants.all[position]
    return None


def _that_do_not_say_what_they_cover(grants: Grants, today: date) -> dict[int, int]:
    """The first of them in force, with the number of the others: one word a policy is enough."""
    silent = [at for at, one in enumerate(grants.all) if one.covers is None and one.in_force(today)]
    return {silent[0]: len(silent) - 1} if silent else {}


def _use(
    use: _Use,
    requirement: Requirement[Any],
    grant: Grant,
    pair: str,
    outcomes: Sequence[Outcome],
) -> None:
    kinds = [one.kind for one in outcomes]
    if any(
        one.kind is Kind.EXEMPT and (one.instead_of is None or one.instead_of in grant.covered)
        for one in outcomes
    ):
        use.covers.append(pair)
    elif any(
        one.violation and one.kind in COVERABLE and one.kind not in grant.covered
        for one in outcomes
    ):
        use.not_covered.append(pair)
    elif any(kind in MAY_YET_NEED_IT for kind in kinds):
        use.may_be_needed = True
    elif requirement.concerns_companions and Kind.NOT_APPLICABLE in kinds:
        use.may_be_needed = True  # a manifest has no Azure resources, the program may
    else:
        use.not_needed_by.append(pair)


def _notices(
    requirement: Requirement[Any],
    grant: Grant,
    use: _Use,
    today: date,
    parameters: ExemptionReviewParameters,
) -> Iterable[str]:
    """One sentence for each thing to look at. An expired grant is said where it is missed."""
    if not grant.in_force(today):
        return
    subject = _subject(requirement, grant)
    days = grant.days_left(today)
    if parameters.warn_days and days <= parameters.warn_days:
        when = f"in {counted(days, 'day')}, on {grant.expires_on}" if days else "today"
        yield f"{subject} expires {when}; then its violations are back."
    if use.is_unused and use.not_needed_by:
        names, verb = _named(use.not_needed_by), _verb(use.not_needed_by)
        yield f"{subject} is not used: {names} {verb} not need it. Remove it."
    if use.not_covered and not use.covers:
        yield (
            f"{subject} does not cover {_named(use.not_covered)}: it is for {joined(grant.covered)}"
            " alone, and the verdict is another one now. Mend the pair, or decide anew."
        )
    if days > parameters.maximum_days:
        yield (
            f"{subject} has {counted(days, 'day')} left, until {grant.expires_on};"
            f" {parameters.maximum_days} are the most (maximumDays)."
        )
    if parameters.require_ticket and grant.ticket is None:
        yield f"{subject} has no ticket, and one is required (requireTicket)."
    if use.overlaps is not None:
        other, pair = use.overlaps
        yield (
            f"{subject} overlaps {other.label}: both cover {quoted(pair)}, and the one that ends"
            " last counts. Keep one."
        )


def _hints(
    requirement: Requirement[Any],
    grant: Grant,
    use: _Use,
    today: date,
    others_that_do_not_say: int | None,
) -> Iterable[str]:
    if others_that_do_not_say is not None:
        number = others_that_do_not_say
        verb = "does" if number == 1 else "do"
        too = f", nor {verb} {counted(number, 'other')}" if number else ""
        yield (
            f"{_subject(requirement, grant)} does not say what it covers{too}; that is undeclared and"
            " fail alike. Add covers: undeclared, fail, or both."
        )
    if grant.in_force(today) and use.is_unused and not use.not_needed_by:
        names = _named(grant.pairs, "or")
        yield f"{_subject(requirement, grant)} is not used: there is no pair {names} here."


def _subject(requirement: Requirement[Any], grant: Grant) -> str:
    return f"{requirement.name}: {grant.label} (owner {grant.owner})"


def _named(names: Sequence[str], last: str = "and") -> str:
    shown = [quoted(one) for one in sorted(names)[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        shown.append(counted(len(names) - _MOST_NAMED, "other"))
    return joined(shown, last)


def _verb(names: Sequence[str]) -> str:
    return "does" if len(names) == 1 else "do"
