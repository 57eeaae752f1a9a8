"""Secrets are judged as if they were none, and their values stand in no message and no evidence."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.judging.requirement import Requirement, Scope
from dualwrite.model.facts import SECRET, SecretValue
from dualwrite.model.schema import fact_paths
from dualwrite.model.verdicts import Result
from dualwrite.requirements import REQUIREMENTS
from dualwrite.vocabulary.regions import dual_write_geographies
from support.pairs import ABSENT, TODAY, declaration, pair

of_one_pair = pytest.mark.parametrize(
    "requirement",
    [one for one in REQUIREMENTS if one.scope is Scope.PAIR],
    ids=lambda one: one.name,
)


def hidden(changes: dict[str, Any]) -> dict[str, Any]:
    """Every fact of a correct pair with changes, each a secret."""
    declared = declaration(changes)
    return {
        path: SecretValue(declared[section][key])
        for path in fact_paths()
        for section, _, key in [path.partition(".")]
        if key in declared[section]
    }


def shown(result: Result) -> str:
    verdict = result.verdict
    # A requirement may have the word in its own texts: "trial".
    return f"{verdict.message} {[one.value for one in verdict.evidence]}".replace("a trial", "")


@of_one_pair
def test_the_verdict_is_that_of_the_plain_value(requirement: Requirement[Any]) -> None:
    for changes in ({}, requirement.example):
        plain = judge_all([pair(changes)], Configuration(), TODAY, [requirement])
        secret = judge_all([pair(hidden(changes))], Configuration(), TODAY, [requirement])
        assert [(one.verdict.kind, one.violation) for one in secret] == [
            (one.verdict.kind, one.violation) for one in plain
        ]
        assert [one.fact for one in secret[0].verdict.evidence] == [
            one.fact for one in plain[0].verdict.evidence
        ]


@of_one_pair
def test_the_value_of_a_secret_is_shown_nowhere(requirement: Requirement[Any]) -> None:
    (result,) = judge_all(
        [pair(hidden(requirement.example))], Configuration(), TODAY, [requirement]
    )
    assert {one.value for one in result.verdict.evidence} == {SECRET}
    for value in requirement.example.values():
        if not isinstance(value, bool):  # whether it is true follows from the verdict
            assert str(value) not in shown(result)


def test_environments_that_are_shared_are_not_named() -> None:
    one = pair(hidden({}), "one")
    facts = hidden({"financeAndOperations.url": "https://x.operations.dynamics.com"})
    other = pair({**facts, "financeAndOperations.environmentId": ABSENT}, "other")
    results = judge_all([one, other], Configuration(), TODAY, REQUIREMENTS)
    (found,) = [one for one in results if one.id == "DW006" and one.pair == "one"]
    assert found.verdict.message == (
        'The customer engagement environment [secret] is also in pair "other".'
    )
    assert "dynamics.com" not in shown(found)


def texts_of(facts: dict[str, Any]) -> str:
    results = judge_all([pair(facts)], Configuration(), TODAY, REQUIREMENTS)
    return " ".join(f"{shown(one)} {one.verdict.remedy}" for one in results)


@pytest.mark.parametrize(
    ("changes", "absent"),
    [
        ({"financeAndOperations.platformVersion": "7.0.7198"}, ["7198"]),
        ({"financeAndOperations.platformVersion": "PU63"}, ['"PU63"', "PU63 does"]),
        (
            {"financeAndOperations.applicationVersion": "10.0.1777.10"},
            ["1777", "10.0.38", "2024-08-23"],
        ),
        (
            {
                "financeAndOperations.applicationVersion": "10.0.1777.10",
                "financeAndOperations.platformVersion": ABSENT,
            },
            ["1777", "10.0.38", "PU62", "2024-08-23"],
        ),
        (
            {
                "financeAndOperations.platformVersion": "PU41",
                "financeAndOperations.applicationVersion": ABSENT,
            },
            ["PU41", "10.0.17"],
        ),
        (
            {
                "customerEngagement.region": "West Europe",
                "customerEngagement.geography": "United States",
            },
            ["West Europe", "United States", "europe", "unitedstates"],
        ),
        (
            {"customerEngagement.region": "koreacentral", "customerEngagement.geography": ABSENT},
            ["korea"],
        ),
    ],
)
def test_what_follows_from_a_secret_is_shown_nowhere_either(
    changes: dict[str, Any], absent: list[str]
) -> None:
    text = texts_of(hidden(changes)).replace(LISTED_GEOGRAPHIES, "")
    assert "[secret]" in text
    assert [one for one in absent if one in text] == []


LISTED_GEOGRAPHIES = ", ".join(one.location for one in dual_write_geographies())
"""They are those of the parameter, not of the pair."""
