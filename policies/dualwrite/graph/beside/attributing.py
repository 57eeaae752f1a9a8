"""Which verdicts are about which Azure resources of a pair.

A verdict is on all Azure resources of a pair together. Its message names those that it is about, by
``label`` or ``called``, and evidence without a value those of which something is not known. One that
names none, for a fact of the pair is missing, is about all of them. Where there are many, not all are
named: what is said of some resources alone is then the same again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ...azure import AzureResource
from ...configuration import Configuration
from ...estate import Estate
from ...judgement import judge
from ...pair import Pair
from ...requirements import requirements_by_name
from ...verdicts import Kind, Result
from ..judged import JudgedPair

_NOTHING_WRONG = (Kind.PASS, Kind.NOT_APPLICABLE)


@dataclass(frozen=True)
class Judging:
    """How the pairs of a picture were judged: what it takes to judge a part of one again."""

    configuration: Configuration
    estate: Estate
    today: date

    def kind_of(self, result: Result, pair: Pair) -> Kind:
        """What the requirement of a result says of another pair."""
        requirement = requirements_by_name()[result.requirement]
        setting = self.configuration.setting(requirement)
        return judge(requirement, pair, self.estate, setting, self.today).verdict.kind


def results_about(
    here: tuple[AzureResource, ...], one: JudgedPair, judging: Judging
) -> list[Result]:
    """The results of a pair that are about some of its Azure resources."""
    return [each for each in one.results if _is_about(each, here, one.pair, judging)]


def _is_about(
    result: Result, here: tuple[AzureResource, ...], pair: Pair, judging: Judging
) -> bool:
    if not requirements_by_name()[result.requirement].concerns_companions:
        return False
    return (
        result.verdict.kind in _NOTHING_WRONG
        or _names_any(result, here)
        or not _names_any(result, pair.companions)
        or judging.kind_of(result, replace(pair, companions=here)) is result.verdict.kind
    )


def _names_any(result: Result, resources: Sequence[AzureResource]) -> bool:
    return any(
        name in text
        for text in _texts(result)
        for one in resources
        for name in (one.label, one.called)
    )


def _texts(result: Result) -> Iterable[str]:
    verdict = result.verdict
    return (verdict.message, *(one.fact for one in verdict.evidence if one.value is None))
