"""DW009: cross-company data sharing is off."""

from __future__ import annotations

from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.no_cross_company_data_sharing import NoCrossCompanyDataSharing
from support.pairs import (
    ABSENT,
    UNKNOWN,
    evidence,
    not_declared,
    not_known_yet,
    unreadable,
    verdict,
)

RULE = NoCrossCompanyDataSharing()
SHARING = "financeAndOperations.crossCompanyDataSharing"


def test_passes_where_it_is_off() -> None:
    assert verdict(RULE, {SHARING: False}) == Verdict(Kind.PASS, "", "", evidence((SHARING, False)))


def test_fails_where_it_is_on() -> None:
    assert verdict(RULE, {SHARING: True}) == Verdict(
        Kind.FAIL,
        "Cross-company data sharing is on in the finance and operations environment; dual-write"
        " does not support it.",
        "Switch cross-company data sharing off for the mapped tables, then declare"
        " financeAndOperations.crossCompanyDataSharing: false.",
        evidence((SHARING, True)),
    )


def test_nobody_said_is_not_false() -> None:
    assert verdict(RULE, {SHARING: ABSENT}) == not_declared(SHARING)


def test_known_after_deployment() -> None:
    assert verdict(RULE, {SHARING: UNKNOWN}) == not_known_yet(SHARING)


def test_a_number_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {SHARING: 0}) == unreadable(
        SHARING, 0, "0 is a number; accepted: true or false."
    )
