"""DW004: the Prospect to cash solution is not installed."""

from __future__ import annotations

import pytest

from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.no_prospect_to_cash import NoProspectToCash
from support.pairs import (
    ABSENT,
    UNKNOWN,
    evidence,
    not_declared,
    not_known_yet,
    unreadable,
    verdict,
)

RULE = NoProspectToCash()
INSTALLED = "customerEngagement.prospectToCash"
VERSION = "customerEngagement.prospectToCashVersion"
REMEDY = (
    "Uninstall the Prospect to cash solution from the customer engagement environment, then declare"
    " customerEngagement.prospectToCash: false. Its last version, 15.0.0.2, may stay: declare"
    " customerEngagement.prospectToCashVersion."
)


def test_passes_where_it_is_not_installed() -> None:
    assert verdict(RULE, {INSTALLED: False}) == Verdict(
        Kind.PASS, "", "", evidence((INSTALLED, False))
    )


def test_fails_where_it_is_installed() -> None:
    assert verdict(RULE, {INSTALLED: True, VERSION: ABSENT}) == Verdict(
        Kind.FAIL,
        "The Prospect to cash solution for Data integrator is installed in the customer engagement"
        " environment; dual-write cannot run beside it.",
        REMEDY,
        evidence((INSTALLED, True)),
    )


def test_the_last_version_may_stay() -> None:
    assert verdict(RULE, {INSTALLED: True, VERSION: "15.0.0.2"}) == Verdict(
        Kind.PASS,
        "Prospect to cash 15.0.0.2 may stay installed: it is without the index that dual-write cannot"
        " run beside.",
        "",
        evidence((INSTALLED, True), (VERSION, "15.0.0.2")),
    )


@pytest.mark.parametrize("version", ["15.0.0.1", "15.0.0.3", "1.0.0.2"])
def test_no_other_version_may(version: str) -> None:
    assert verdict(RULE, {INSTALLED: True, VERSION: version}) == Verdict(
        Kind.FAIL,
        f'The Prospect to cash solution for Data integrator ("{version}") is installed in the customer'
        " engagement environment; dual-write cannot run beside it.",
        REMEDY,
        evidence((INSTALLED, True), (VERSION, version)),
    )


def test_a_version_that_is_not_known_yet_may_be_the_last_one() -> None:
    assert verdict(RULE, {INSTALLED: True, VERSION: UNKNOWN}).kind is Kind.UNKNOWN
    assert verdict(RULE, {INSTALLED: True, VERSION: "15"}).kind is Kind.FAIL
    assert verdict(RULE, {INSTALLED: False, VERSION: UNKNOWN}).kind is Kind.PASS


def test_nobody_said_is_not_false() -> None:
    assert verdict(RULE, {INSTALLED: ABSENT}) == not_declared(INSTALLED)


def test_known_after_deployment() -> None:
    assert verdict(RULE, {INSTALLED: UNKNOWN}) == not_known_yet(INSTALLED)


def test_text_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {INSTALLED: "false"}) == unreadable(
        INSTALLED,
        "false",
        '"false" is text; accepted: true or false. Write true or false without quotes.',
    )
