"""Verdicts and results: plain values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dualwrite.model.verdicts import Evidence, Kind, Level, Result, Verdict

VERDICT = Verdict(Kind.FAIL, "It fails.", "Mend it.", (Evidence("link.initialSync", True),))
RESULT = Result("DW007", "initial-sync", "contoso", None, Level.MANDATORY, VERDICT, True)


def test_the_kinds_and_levels_are_those_of_the_contract() -> None:
    assert [kind.value for kind in Kind] == [
        "pass",
        "fail",
        "undeclared",
        "unknown",
        "notApplicable",
        "exempt",
        "error",
    ]
    assert {level.value: level.blocks for level in Level} == {
        "advisory": False,
        "mandatory": True,
        "remediate": True,
        "disabled": False,
    }


def test_verdicts_and_results_compare_by_value() -> None:
    same = Verdict(Kind.FAIL, "It fails.", "Mend it.", (Evidence("link.initialSync", True),))
    assert same == VERDICT
    assert replace(RESULT, verdict=same) == RESULT
    assert Verdict(Kind.PASS) == Verdict(Kind.PASS, "", "", ())
    for other in (
        replace(VERDICT, kind=Kind.ERROR),
        replace(VERDICT, message=""),
        replace(VERDICT, remedy=""),
        replace(VERDICT, evidence=()),
    ):
        assert other != VERDICT
        assert replace(RESULT, verdict=other) != RESULT


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("violation", [True, False])
def test_a_result_blocks_where_a_violation_meets_a_level_that_blocks(
    level: Level, violation: bool
) -> None:
    result = replace(RESULT, level=level, violation=violation)
    assert result.blocks is (violation and level in (Level.MANDATORY, Level.REMEDIATE))
