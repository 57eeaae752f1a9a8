"""DW008: live synchronization stays within its limit of legal entities."""

from __future__ import annotations

import pytest

from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.initial_sync_legal_entities import InitialSyncLegalEntities
from dualwrite.requirements.live_sync_legal_entities import LiveSyncLegalEntities, MaximumLiveSync
from support.pairs import (
    ABSENT,
    UNKNOWN,
    evidence,
    not_declared,
    not_known_yet,
    unreadable,
    verdict,
)

RULE = LiveSyncLegalEntities()
NUMBER = "link.liveSyncLegalEntities"
REMEDY = "Select fewer legal entities for live synchronization."


@pytest.mark.parametrize("number", [0, 1, 249, 250])
def test_passes_up_to_the_maximum(number: int) -> None:
    assert verdict(RULE, {NUMBER: number}) == Verdict(Kind.PASS, "", "", evidence((NUMBER, number)))


def test_fails_above_it_with_both_numbers() -> None:
    assert verdict(RULE, {NUMBER: 251}) == Verdict(
        Kind.FAIL,
        "Live synchronization has 251 legal entities; at most 250 can take part.",
        REMEDY,
        evidence((NUMBER, 251)),
    )


def test_the_maximum_is_a_parameter() -> None:
    assert verdict(RULE, {NUMBER: 251}, MaximumLiveSync(maximum=251)).kind is Kind.PASS
    assert verdict(RULE, {NUMBER: 1}, MaximumLiveSync(maximum=0)) == Verdict(
        Kind.FAIL,
        "Live synchronization has 1 legal entity; at most 0 can take part.",
        REMEDY,
        evidence((NUMBER, 1)),
    )


def test_is_independent_of_initial_synchronization() -> None:
    changes = {"link.initialSyncLegalEntities": 41, NUMBER: 41}
    assert verdict(RULE, changes).kind is Kind.PASS
    assert verdict(InitialSyncLegalEntities(), changes).kind is Kind.FAIL
    assert verdict(RULE, {"link.initialSync": False, NUMBER: 251}).kind is Kind.FAIL


def test_undeclared_is_not_zero() -> None:
    for changes in ({NUMBER: ABSENT}, {"link": ABSENT}):
        assert verdict(RULE, changes) == not_declared(NUMBER)


def test_known_after_deployment() -> None:
    assert verdict(RULE, {NUMBER: UNKNOWN}) == not_known_yet(NUMBER)


def test_numbers_arrive_from_the_engine_as_floats() -> None:
    assert verdict(RULE, {NUMBER: 250.0}).kind is Kind.PASS
    assert verdict(RULE, {NUMBER: 251.0}).message == (
        "Live synchronization has 251 legal entities; at most 250 can take part."
    )


def test_a_negative_number_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {NUMBER: -1}) == unreadable(
        NUMBER, -1, "-1 is out of range; accepted: a whole number, 0 or more."
    )
