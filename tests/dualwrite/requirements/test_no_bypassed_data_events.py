"""DW012: customizations do not bypass the data events."""

from __future__ import annotations

from dualwrite.model.verdicts import Kind, Level, Verdict
from dualwrite.requirements.no_bypassed_data_events import BypassedDataEvents, NoBypassedDataEvents
from support.pairs import (
    ABSENT,
    UNKNOWN,
    evidence,
    judged,
    not_declared,
    not_known_yet,
    unreadable,
    verdict,
)

RULE = NoBypassedDataEvents()
BYPASSES = "financeAndOperations.bypassesDataEvents"


def test_passes_where_they_do_not() -> None:
    assert verdict(RULE, {BYPASSES: False}) == Verdict(
        Kind.PASS, "", "", evidence((BYPASSES, False))
    )


def test_fails_where_they_do() -> None:
    assert verdict(RULE, {BYPASSES: True}) == Verdict(
        Kind.FAIL,
        "Customizations of the finance and operations environment bypass the data events"
        " (doInsert, doUpdate, doDelete) that dual-write is triggered by.",
        "Write mapped tables with insert, update and delete, then declare"
        " financeAndOperations.bypassesDataEvents: false.",
        evidence((BYPASSES, True)),
    )


def test_advises_and_does_not_block() -> None:
    result = judged(RULE, {BYPASSES: True})
    assert (result.level, result.violation, result.blocks) == (Level.ADVISORY, True, False)


def test_undeclared_is_no_violation_unless_asked_for() -> None:
    ignored = judged(RULE, {BYPASSES: ABSENT})
    assert (ignored.verdict, ignored.violation) == (not_declared(BYPASSES), False)
    strict = judged(RULE, {BYPASSES: ABSENT}, BypassedDataEvents(undeclared="violation"))
    assert (strict.verdict, strict.violation) == (not_declared(BYPASSES), True)


def test_known_after_deployment() -> None:
    assert verdict(RULE, {BYPASSES: UNKNOWN}) == not_known_yet(BYPASSES)


def test_text_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {BYPASSES: "no"}) == unreadable(
        BYPASSES,
        "no",
        '"no" is text; accepted: true or false. Write true or false without quotes.',
    )
