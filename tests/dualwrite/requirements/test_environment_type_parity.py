"""DW019: both environments are for production, or neither is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dualwrite.judging.configuration import default_setting
from dualwrite.judging.judge import judge
from dualwrite.model.estate import Estate
from dualwrite.model.facts import SecretValue
from dualwrite.model.schema import CUSTOMER_ENGAGEMENT_TYPES, FINANCE_AND_OPERATIONS_TYPES
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.environment_type_parity import EnvironmentTypeParity
from support.pairs import (
    ABSENT,
    TODAY,
    UNKNOWN,
    evidence,
    not_declared,
    not_known_yet,
    pair,
    unreadable,
    verdict,
)

RULE = EnvironmentTypeParity()
FINANCE = "financeAndOperations.environmentType"
CUSTOMER = "customerEngagement.environmentType"
FINANCE_ID = "financeAndOperations.environmentId"
CUSTOMER_ID = "customerEngagement.environmentId"
ID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"
REMEDY = "Pair environments of one kind: production with production, sandbox with sandbox."
OTHERS = ("sandbox", "developer", "trial")


@pytest.mark.parametrize("finance", FINANCE_AND_OPERATIONS_TYPES)
@pytest.mark.parametrize("customer", CUSTOMER_ENGAGEMENT_TYPES)
def test_production_with_production_and_others_with_others(finance: str, customer: str) -> None:
    expected = customer == "production" if finance == "production" else customer in OTHERS
    found = verdict(RULE, {FINANCE: finance, CUSTOMER: customer})
    assert found.kind is (Kind.PASS if expected else Kind.FAIL)


def test_fails_with_both_types() -> None:
    assert verdict(RULE, {CUSTOMER: "Sandbox"}) == Verdict(
        Kind.FAIL,
        'The finance and operations environment is of type "production" and the customer'
        ' engagement environment of type "Sandbox"; both must be for production, or neither.',
        REMEDY,
        evidence((FINANCE, "production"), (CUSTOMER, "Sandbox")),
    )


@pytest.mark.parametrize("finance", ["production", "sandbox", ABSENT, UNKNOWN, "nonsense"])
@pytest.mark.parametrize("customer", ["default", "teams"])
def test_some_types_are_in_no_pair_whatever_the_other_side(finance: Any, customer: str) -> None:
    assert verdict(RULE, {FINANCE: finance, CUSTOMER: customer}) == Verdict(
        Kind.FAIL,
        f'The customer engagement environment is of type "{customer}", which is paired with no'
        " finance and operations environment.",
        REMEDY,
        evidence((CUSTOMER, customer)),
    )


def test_undeclared_names_the_side() -> None:
    assert verdict(RULE, {CUSTOMER: ABSENT}) == not_declared(CUSTOMER, (FINANCE, "production"))
    assert verdict(RULE, {FINANCE: ABSENT, CUSTOMER: UNKNOWN}) == Verdict(
        Kind.UNDECLARED,
        f"{FINANCE} is not declared.",
        f"Declare {FINANCE} in the pair.",
        evidence((FINANCE, None), (CUSTOMER, None)),
    )


def test_known_after_deployment() -> None:
    assert verdict(RULE, {CUSTOMER: UNKNOWN}) == not_known_yet(CUSTOMER, (FINANCE, "production"))


def test_a_type_of_another_program_that_cannot_be_read_is_a_violation() -> None:
    assert verdict(RULE, {CUSTOMER: "prod"}) == unreadable(
        CUSTOMER,
        "prod",
        '"prod" is not an environment type. Did you mean "production"? Accepted: production,'
        " sandbox, developer, trial, default, teams.",
        (FINANCE, "production"),
    )


def test_secret_types_are_not_told() -> None:
    found = verdict(RULE, {FINANCE: SecretValue("sandbox"), CUSTOMER: SecretValue("teams")})
    assert found.message == (
        "The customer engagement environment is of type [secret], which is paired with no finance"
        " and operations environment."
    )


def test_one_environment_with_both_apps_passes_whatever_its_types() -> None:
    changes = {FINANCE_ID: ID, CUSTOMER_ID: ID.upper(), CUSTOMER: "sandbox", FINANCE: ABSENT}
    assert verdict(RULE, changes) == Verdict(
        Kind.PASS,
        "One unified environment has both apps.",
        "",
        evidence((FINANCE_ID, ID), (CUSTOMER_ID, ID.upper())),
    )


def test_an_environment_that_a_resource_shows_to_be_unified_passes_without_an_identity() -> None:
    unnamed = {FINANCE_ID: UNKNOWN, CUSTOMER_ID: ABSENT, CUSTOMER: ABSENT}
    unified = replace(pair(unnamed), in_one_environment=True)
    found = judge(RULE, unified, Estate([unified]), default_setting(RULE), TODAY)
    assert found.verdict == Verdict(Kind.PASS, "One unified environment has both apps.")
