"""DW020: no cloud-hosted, on-premises or demo environment."""

from __future__ import annotations

import pytest

from dualwrite.model.facts import SecretValue
from dualwrite.model.schema import FINANCE_AND_OPERATIONS_TYPES
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.supported_deployment import SupportedDeployment
from support.pairs import (
    ABSENT,
    UNKNOWN,
    evidence,
    not_declared,
    not_known_yet,
    unreadable,
    verdict,
)

RULE = SupportedDeployment()
PATH = "financeAndOperations.environmentType"
UNSUPPORTED = {
    "cloudHosted": "the Power Platform integration of cloud-hosted environments is not supported",
    "demo": "demo environments are deployed as cloud-hosted ones, whose Power Platform integration"
    " is not supported",
    "onPremises": "dual-write is set up in Lifecycle Services or in Power Platform, for"
    " environments that Microsoft hosts",
}


@pytest.mark.parametrize(
    "kind", [one for one in FINANCE_AND_OPERATIONS_TYPES if one not in UNSUPPORTED]
)
def test_passes_every_other_type(kind: str) -> None:
    assert verdict(RULE, {PATH: kind}) == Verdict(Kind.PASS, "", "", evidence((PATH, kind)))


@pytest.mark.parametrize(("kind", "why"), UNSUPPORTED.items())
def test_fails_with_the_reason_for_the_type(kind: str, why: str) -> None:
    spelt = kind.upper()
    assert verdict(RULE, {PATH: spelt}) == Verdict(
        Kind.FAIL,
        f'The finance and operations environment is of type "{spelt}"; {why}.',
        "Pair a sandbox or production environment; for development, a unified developer"
        " environment.",
        evidence((PATH, spelt)),
    )


@pytest.mark.parametrize("kind", UNSUPPORTED)
def test_a_secret_type_is_not_told_by_its_reason(kind: str) -> None:
    assert verdict(RULE, {PATH: SecretValue(kind)}).message == (
        "The finance and operations environment is of type [secret]; dual-write cannot be set up on"
        " an environment of that type."
    )


def test_undeclared_and_unknown() -> None:
    assert verdict(RULE, {PATH: ABSENT}) == not_declared(PATH)
    assert verdict(RULE, {PATH: UNKNOWN}) == not_known_yet(PATH)


def test_a_type_that_nobody_knows_is_a_violation() -> None:
    assert verdict(RULE, {PATH: "on-premise"}) == unreadable(
        PATH,
        "on-premise",
        '"on-premise" is not an environment type. Did you mean "onPremises"? Accepted: production,'
        " sandbox, developer, cloudHosted, demo, trial, onPremises.",
    )
