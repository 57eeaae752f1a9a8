"""Judging pairs: every requirement on every pair, and what each verdict means under a configuration."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any

from ..model.estate import Estate, in_order
from ..model.facts import NotDeclared
from ..model.pair import Pair
from ..model.verdicts import Kind, Level, Result, Verdict
from .configuration import Configuration, Setting
from .exemption_review import Outcome, ReviewedGrant, review
from .exemptions import with_grants
from .requirement import Examination, Requirement, Scope

_BROKEN_RULE_REMEDY = (
    "Report this with the pair's declaration; the other requirements are not affected."
)
_HALF = "It is no whole pair here. See pair-completeness."


def judge_all(
    pairs: Iterable[Pair],
    configuration: Configuration,
    today: date,
    requirements: Sequence[Requirement[Any]],
) -> list[Result]:
    """Judge every requirement that is not disabled on every pair.

    :param today: the day that decides what is in service, in UTC.
    :returns: results ordered by pair and then by ID.
    """
    judged = judge_each(pairs, configuration, today, requirements)
    return [result for results in judged for result in results]


def judge_each(
    pairs: Iterable[Pair],
    configuration: Configuration,
    today: date,
    requirements: Sequence[Requirement[Any]],
) -> Iterator[list[Result]]:
    """Like ``judge_all``, one pair at a time, for those who show progress."""
    estate = Estate(pairs)
    enabled = [
        (requirement, setting)
        for requirement in requirements
        if (setting := configuration.setting(requirement)).level is not Level.DISABLED
    ]
    for pair in in_order(estate.pairs):
        yield [judge(one, pair, estate, setting, today) for one, setting in enabled]


def review_all(
    results: Iterable[Result],
    configuration: Configuration,
    today: date,
    requirements: Sequence[Requirement[Any]],
) -> list[ReviewedGrant]:
    """Look at every grant of the requirements that are not disabled.

    :param results: all that these requirements said. Where ``exemptions`` is disabled, nothing is
        said about any grant.
    """
    granted = [
        (requirement, setting.parameters.grants)
        for requirement in requirements
        if (setting := configuration.setting(requirement)).level is not Level.DISABLED
        and setting.parameters.exemptions
    ]
    if not granted:
        return []
    outcomes = [Outcome.of(one) for one in results]
    reviewed = review(granted, outcomes, today, configuration.review.parameters)
    if configuration.review.level is Level.DISABLED:
        return [one.silenced() for one in reviewed]
    return reviewed


def judge(
    requirement: Requirement[Any], pair: Pair, estate: Estate, setting: Setting, today: date
) -> Result:
    """Judge one requirement on one pair. A rule that raises becomes an ``error`` verdict."""
    verdict = _with_remedy(requirement, _verdict(requirement, pair, estate, setting, today))
    if _does_not_concern(requirement, pair, verdict):
        verdict = replace(verdict, kind=Kind.NOT_APPLICABLE, message=_HALF, remedy="")
    if is_violation(verdict.kind, setting):
        verdict = with_grants(verdict, setting.parameters.grants, pair.name, today)
    return Result(
        id=requirement.id,
        requirement=requirement.name,
        pair=pair.name,
        urn=pair.urn,
        level=setting.level,
        verdict=verdict,
        violation=is_violation(verdict.kind, setting),
    )


def _does_not_concern(requirement: Requirement[Any], pair: Pair, verdict: Verdict) -> bool:
    """Whether a verdict says nothing that anybody could act on: the pair is none, or not yet one."""
    if pair.is_uncertain and requirement.scope is Scope.PAIR:
        return verdict.kind is not Kind.ERROR
    return pair.is_half and verdict.kind in (Kind.UNDECLARED, Kind.UNKNOWN)


def _verdict(
    requirement: Requirement[Any], pair: Pair, estate: Estate, setting: Setting, today: date
) -> Verdict:
    examination: Examination[Any] = Examination(setting.parameters, today, estate)
    try:
        return requirement.check(pair, examination)
    except NotDeclared as missing:
        return examination.verdict_without(missing.fact)
    except Exception as broken:  # any defect of one rule must not take the others with it
        return Verdict(
            Kind.ERROR, _broken(requirement, broken), _BROKEN_RULE_REMEDY, examination.evidence
        )


def is_violation(kind: Kind, setting: Setting) -> bool:
    """Whether a verdict is reported as a violation at the policy's level."""
    if kind is Kind.UNDECLARED:
        return setting.parameters.undeclared == "violation"
    if kind is Kind.UNKNOWN:
        return setting.parameters.unknown == "block"
    return kind in (Kind.FAIL, Kind.ERROR)


def _with_remedy(requirement: Requirement[Any], verdict: Verdict) -> Verdict:
    if verdict.kind is Kind.FAIL and not verdict.remedy:
        return replace(verdict, remedy=requirement.remedy)
    return verdict


def _broken(requirement: Requirement[Any], error: Exception) -> str:
    """Name the rule and the place. The error's own text may quote anything, so it stays out."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{PurePath(frame.filename).name}, line {frame.lineno}"
    return (
        f"The rule {requirement.id} {requirement.name} itself broke"
        f" ({type(error).__name__} in {place}); it says nothing about this pair."
    )
