"""DW017: the database was created with "Enable Dynamics 365 apps"."""

from __future__ import annotations

from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.dynamics_365_apps_enabled import Dynamics365AppsEnabled
from support.pairs import (
    ABSENT,
    UNKNOWN,
    evidence,
    not_declared,
    not_known_yet,
    unreadable,
    verdict,
)

RULE = Dynamics365AppsEnabled()
PATH = "customerEngagement.dynamics365AppsEnabled"


def test_passes_where_they_were_enabled() -> None:
    assert verdict(RULE, {PATH: True}) == Verdict(Kind.PASS, "", "", evidence((PATH, True)))


def test_fails_where_they_were_not() -> None:
    assert verdict(RULE, {PATH: False}) == Verdict(
        Kind.FAIL,
        "The customer engagement environment's database was created without"
        ' "Enable Dynamics 365 apps"; finance and operations apps cannot be connected to it.',
        'Create the customer engagement environment again with "Enable Dynamics 365 apps", then'
        " declare customerEngagement.dynamics365AppsEnabled: true.",
        evidence((PATH, False)),
    )


def test_undeclared_is_no_pass() -> None:
    assert verdict(RULE, {PATH: ABSENT}) == not_declared(PATH)


def test_known_after_deployment() -> None:
    assert verdict(RULE, {PATH: UNKNOWN}) == not_known_yet(PATH)


def test_a_text_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {PATH: "Yes"}) == unreadable(
        PATH,
        "Yes",
        '"Yes" is text; accepted: true or false. Write true or false without quotes.',
    )
