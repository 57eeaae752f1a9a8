"""DW013: nothing relies on a transaction across both apps."""

from __future__ import annotations

from dualwrite.model.verdicts import Kind, Level, Verdict
from dualwrite.requirements.no_distributed_transactions import (
    DistributedTransactions,
    NoDistributedTransactions,
)
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

RULE = NoDistributedTransactions()
RELIES = "link.distributedTransactions"


def test_passes_where_nothing_does() -> None:
    assert verdict(RULE, {RELIES: False}) == Verdict(Kind.PASS, "", "", evidence((RELIES, False)))


def test_fails_where_a_process_does() -> None:
    assert verdict(RULE, {RELIES: True}) == Verdict(
        Kind.FAIL,
        "A process relies on one transaction across both apps; dual-write has no distributed"
        " transactions.",
        "Make the process tolerate a part that failed (for example, compensate or repeat), then"
        " declare link.distributedTransactions: false.",
        evidence((RELIES, True)),
    )


def test_advises_and_does_not_block() -> None:
    result = judged(RULE, {RELIES: True})
    assert (result.level, result.violation, result.blocks) == (Level.ADVISORY, True, False)


def test_undeclared_is_no_violation_unless_asked_for() -> None:
    for changes in ({RELIES: ABSENT}, {"link": ABSENT}):
        ignored = judged(RULE, changes)
        assert (ignored.verdict, ignored.violation) == (not_declared(RELIES), False)
        strict = judged(RULE, changes, DistributedTransactions(undeclared="violation"))
        assert (strict.verdict, strict.violation) == (not_declared(RELIES), True)


def test_known_after_deployment() -> None:
    for changes in ({RELIES: UNKNOWN}, {"link": UNKNOWN}):
        assert verdict(RULE, changes) == not_known_yet(RELIES)


def test_a_number_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {RELIES: 1}) == unreadable(
        RELIES, 1, "1 is a number; accepted: true or false."
    )
