"""DW036: trial and Teams environments are in no enterprise policy."""

from __future__ import annotations

import pytest

from dualwrite.model.facts import SecretValue
from dualwrite.model.schema import CUSTOMER_ENGAGEMENT_TYPES
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.managed_capabilities_environment_type import (
    ManagedCapabilitiesEnvironmentType,
)
from support.companions import companions, verdict_with
from support.pairs import ABSENT, UNKNOWN, evidence, not_declared, not_known_yet

RULE = ManagedCapabilitiesEnvironmentType()
TYPE = "customerEngagement.environmentType"
POLICIES = companions("injection", "encryption")


@pytest.mark.parametrize("kind", CUSTOMER_ENGAGEMENT_TYPES)
def test_only_trial_and_teams_fail(kind: str) -> None:
    found = verdict_with(RULE, POLICIES, {TYPE: kind})
    assert found.kind is (Kind.FAIL if kind in ("trial", "teams") else Kind.PASS)


def test_all_policies_are_named() -> None:
    assert verdict_with(RULE, POLICIES, {TYPE: "Teams"}) == Verdict(
        Kind.FAIL,
        'The customer engagement environment is of type "Teams", which cannot be in enterprise policy'
        ' "injection" and enterprise policy "encryption".',
        RULE.remedy,
        evidence((TYPE, "Teams")),
    )


@pytest.mark.parametrize("kind", ["trial", ABSENT, UNKNOWN])
def test_not_applicable_without_a_policy(kind: object) -> None:
    found = verdict_with(RULE, companions("group", "vault"), {TYPE: kind})
    assert found == Verdict(Kind.NOT_APPLICABLE, "No enterprise policy is tied to the pair.")


def test_undeclared_and_unknown_types() -> None:
    assert verdict_with(RULE, POLICIES, {TYPE: ABSENT}) == not_declared(TYPE)
    assert verdict_with(RULE, POLICIES, {TYPE: UNKNOWN}) == not_known_yet(TYPE)


def test_a_secret_type_is_not_told() -> None:
    found = verdict_with(RULE, POLICIES[:1], {TYPE: SecretValue("trial")})
    assert found.message == (
        "The customer engagement environment is of type [secret], which cannot be in enterprise"
        ' policy "injection".'
    )
