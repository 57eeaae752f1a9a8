"""DW004: the Prospect to cash solution is not installed."""

from __future__ import annotations

from dualwrite.requirements.no_prospect_to_cash import NoProspectToCash
from dualwrite.verdicts import Kind, Verdict
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


def test_passes_where_it_is_not_installed() -> None:
    assert verdict(RULE, {INSTALLED: False}) == Verdict(
        Kind.PASS, "", "", evidence((INSTALLED, False))
    )


def test_fails_where_it_is_installed() -> None:
    assert verdict(RULE, {INSTALLED: True}) == Verdict(
        Kind.FAIL,
        "The Prospect to cash solution for Data integrator is installed in the customer engagement"
        " environment; dual-write cannot run beside it.",
        "Uninstall the Prospect to cash solution from the customer engagement environment, then"
        " declare customerEngagement.prospectToCash: false.",
        evidence((INSTALLED, True)),
    )


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
