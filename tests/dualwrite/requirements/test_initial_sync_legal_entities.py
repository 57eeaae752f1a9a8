"""DW007: initial synchronization stays within its limit of legal entities."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.initial_sync_legal_entities import (
    InitialSyncLegalEntities,
    MaximumInitialSync,
)
from dualwrite.requirements.live_sync_legal_entities import LiveSyncLegalEntities
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

RULE = InitialSyncLegalEntities()
ASKED = "link.initialSync"
NUMBER = "link.initialSyncLegalEntities"
REMEDY = (
    "Ask for no initial synchronization (link.initialSync: false) and load the data otherwise, or"
    " select fewer legal entities for it."
)


@pytest.mark.parametrize("number", [0, 1, 39, 40])
def test_passes_up_to_the_maximum(number: int) -> None:
    assert verdict(RULE, {NUMBER: number}) == Verdict(
        Kind.PASS, "", "", evidence((ASKED, True), (NUMBER, number))
    )


def test_fails_above_it_with_both_numbers() -> None:
    assert verdict(RULE, {NUMBER: 41}) == Verdict(
        Kind.FAIL,
        "Initial synchronization has 41 legal entities; at most 40 can take part.",
        REMEDY,
        evidence((ASKED, True), (NUMBER, 41)),
    )


def test_the_maximum_is_a_parameter() -> None:
    assert verdict(RULE, {NUMBER: 41}, MaximumInitialSync(maximum=41)).kind is Kind.PASS
    assert verdict(RULE, {NUMBER: 1}, MaximumInitialSync(maximum=0)) == Verdict(
        Kind.FAIL,
        "Initial synchronization has 1 legal entity; at most 0 can take part.",
        REMEDY,
        evidence((ASKED, True), (NUMBER, 1)),
    )


@pytest.mark.parametrize("number", [12, 41, ABSENT, UNKNOWN])
def test_does_not_apply_where_none_is_asked_for(number: Any) -> None:
    assert verdict(RULE, {ASKED: False, NUMBER: number}) == Verdict(
        Kind.NOT_APPLICABLE,
        "Initial synchronization is not asked for.",
        "",
        evidence((ASKED, False)),
    )


def test_41_and_41_break_this_one_only() -> None:
    changes = {NUMBER: 41, "link.liveSyncLegalEntities": 41}
    assert verdict(RULE, changes).kind is Kind.FAIL
    assert verdict(LiveSyncLegalEntities(), changes).kind is Kind.PASS


@pytest.mark.parametrize("asked", [ABSENT, UNKNOWN])
def test_at_most_the_maximum_passes_whether_it_is_asked_for_or_not(asked: Any) -> None:
    assert verdict(RULE, {ASKED: asked, NUMBER: 40}) == Verdict(
        Kind.PASS, "", "", evidence((NUMBER, 40))
    )


def test_more_is_undeclared_where_nobody_said_whether_it_is_asked_for() -> None:
    assert verdict(RULE, {ASKED: ABSENT, NUMBER: 41}) == not_declared(
        ASKED,
        (NUMBER, 41),
        hint="It decides here: 41 legal entities are more than the 40 that can take part.",
    )


def test_more_is_unknown_where_it_is_known_later_whether_it_is_asked_for() -> None:
    assert verdict(RULE, {ASKED: UNKNOWN, NUMBER: 41}) == not_known_yet(ASKED, (NUMBER, 41))


def test_the_number_is_undeclared() -> None:
    assert verdict(RULE, {NUMBER: ABSENT}) == not_declared(NUMBER, (ASKED, True))
    assert verdict(RULE, {NUMBER: ABSENT, ASKED: ABSENT}) == not_declared(NUMBER)
    assert verdict(RULE, {"link": ABSENT}) == not_declared(NUMBER)
    # It must be acted on now, whatever becomes known later.
    assert verdict(RULE, {NUMBER: ABSENT, ASKED: UNKNOWN}) == not_declared(NUMBER)


def test_the_number_is_known_after_deployment() -> None:
    assert verdict(RULE, {NUMBER: UNKNOWN}) == not_known_yet(NUMBER, (ASKED, True))
    assert verdict(RULE, {NUMBER: UNKNOWN, ASKED: ABSENT}) == not_known_yet(NUMBER)


def test_not_applicable_is_no_violation() -> None:
    result = judged(RULE, {ASKED: False, NUMBER: 41})
    assert (result.violation, result.blocks) == (False, False)


@pytest.mark.parametrize("number", [12, 41, ABSENT])
def test_an_unreadable_answer_of_another_program_is_a_violation(number: Any) -> None:
    problem = '"yes" is text; accepted: true or false. Write true or false without quotes.'
    assert verdict(RULE, {ASKED: "yes", NUMBER: number}) == unreadable(ASKED, "yes", problem)


def test_an_unreadable_number_of_another_program_is_a_violation() -> None:
    problem = '"12" is text; accepted: a whole number, 0 or more, without quotes.'
    assert verdict(RULE, {NUMBER: "12"}) == unreadable(NUMBER, "12", problem, (ASKED, True))
    # Of no consequence where no initial synchronization is asked for.
    assert verdict(RULE, {NUMBER: "12", ASKED: False}).kind is Kind.NOT_APPLICABLE
