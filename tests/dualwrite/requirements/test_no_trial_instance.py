"""DW005: the finance and operations environment is not a trial."""

from __future__ import annotations

import pytest

from dualwrite.model.schema import CUSTOMER_ENGAGEMENT_TYPES, FINANCE_AND_OPERATIONS_TYPES
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.no_trial_instance import NoTrialInstance
from support.pairs import (
    ABSENT,
    UNKNOWN,
    evidence,
    not_declared,
    not_known_yet,
    unreadable,
    verdict,
)

RULE = NoTrialInstance()
TYPE = "financeAndOperations.environmentType"


@pytest.mark.parametrize("kind", [one for one in FINANCE_AND_OPERATIONS_TYPES if one != "trial"])
def test_passes_every_other_type(kind: str) -> None:
    assert verdict(RULE, {TYPE: kind}) == Verdict(Kind.PASS, "", "", evidence((TYPE, kind)))


@pytest.mark.parametrize("spelling", ["trial", "Trial"])
def test_fails_a_trial(spelling: str) -> None:
    assert verdict(RULE, {TYPE: spelling}) == Verdict(
        Kind.FAIL,
        f'The finance and operations environment is of type "{spelling}"; dual-write cannot be set'
        " up on a trial.",
        "Pair a finance and operations environment that is not a trial.",
        evidence((TYPE, spelling)),
    )


@pytest.mark.parametrize("kind", CUSTOMER_ENGAGEMENT_TYPES)
def test_says_nothing_of_customer_engagement(kind: str) -> None:
    assert verdict(RULE, {"customerEngagement.environmentType": kind}).kind is Kind.PASS


def test_undeclared() -> None:
    assert verdict(RULE, {TYPE: ABSENT}) == not_declared(TYPE)


def test_known_after_deployment() -> None:
    assert verdict(RULE, {TYPE: UNKNOWN}) == not_known_yet(TYPE)


def test_a_type_that_nobody_knows_is_a_violation() -> None:
    assert verdict(RULE, {TYPE: "prod"}) == unreadable(
        TYPE,
        "prod",
        '"prod" is not an environment type. Did you mean "production"?'
        " Accepted: production, sandbox, developer, cloudHosted, demo, trial, onPremises.",
    )
