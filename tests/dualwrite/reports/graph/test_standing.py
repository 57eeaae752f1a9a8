"""What all results of a pair come to."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.model.verdicts import Kind, Level, Result, Verdict
from dualwrite.reports.graph.outcome import Outcome, Standing, outcome_of
from dualwrite.requirements import REQUIREMENTS


def result(
    number: int, kind: Kind, violation: bool = False, level: Level = Level.MANDATORY
) -> Result:
    requirement = REQUIREMENTS[number]
    return Result(requirement.id, requirement.name, "p", None, level, Verdict(kind), violation)


PASS = result(0, Kind.PASS)
NOT_APPLICABLE = result(1, Kind.NOT_APPLICABLE)
EXEMPT = result(2, Kind.EXEMPT)
UNKNOWN = result(3, Kind.UNKNOWN)
IGNORED = result(4, Kind.UNDECLARED)
ADVISED = result(5, Kind.FAIL, True, Level.ADVISORY)
FAILED = result(6, Kind.FAIL, True)
UNDECLARED = result(7, Kind.UNDECLARED, True)
BLOCKED = result(8, Kind.UNKNOWN, True)
BROKEN = result(9, Kind.ERROR, True)
REMEDIATED = result(10, Kind.FAIL, True, Level.REMEDIATE)
BY_STANDING = {
    Standing.REFUSED: (FAILED, UNDECLARED, BLOCKED, BROKEN, REMEDIATED),
    Standing.ADVISORY: (ADVISED,),
    Standing.UNDECIDED: (UNKNOWN, IGNORED),
    Standing.EXEMPT: (EXEMPT,),
    Standing.PASS: (PASS,),
    Standing.NOT_JUDGED: (NOT_APPLICABLE,),
}


@pytest.mark.parametrize("standing", Standing)
def test_each_standing_alone(standing: Standing) -> None:
    found = BY_STANDING[standing]
    told = () if standing in (Standing.PASS, Standing.NOT_JUDGED) else found
    assert outcome_of(found) == Outcome(standing, told)


@pytest.mark.parametrize(("one", "other"), list(product(Standing, Standing)))
def test_the_worst_goes_first(one: Standing, other: Standing) -> None:
    order = list(Standing)
    worst = order[min(order.index(one), order.index(other))]
    assert outcome_of([*BY_STANDING[one], *BY_STANDING[other]]).standing is worst


def test_without_any_result_nothing_was_judged() -> None:
    assert outcome_of([]) == Outcome(Standing.NOT_JUDGED)


@given(st.lists(st.sampled_from([one for found in BY_STANDING.values() for one in found])))
def test_what_is_not_known_is_never_a_pass(results: list[Result]) -> None:
    passes = outcome_of(results).standing is Standing.PASS
    assert passes == (PASS in results and set(results) <= {PASS, NOT_APPLICABLE})


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "refused: DW001"),
        (2, "refused: DW001 and DW002"),
        (4, "refused: DW001, DW002, DW003 and DW004"),
        (5, "refused: DW001, DW002, DW003 and 2 more"),
        (20, "refused: DW001, DW002, DW003 and 17 more"),
    ],
)
def test_some_of_the_reasons_are_named(number: int, text: str) -> None:
    found = outcome_of(result(at, Kind.FAIL, True) for at in range(number))
    assert found.text == text
    names = (f"{one.id} {one.name}" for one in REQUIREMENTS[:number])
    assert found.full_text == f"refused: {', '.join(names)}"


def test_a_pass_needs_no_reason() -> None:
    found = outcome_of([PASS])
    assert (found.text, found.full_text) == ("pass", "pass")
