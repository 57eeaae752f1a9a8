"""DW032: an enterprise policy's location is that of the pair's environment."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.facts import SecretValue
from dualwrite.requirements.enterprise_policy_location import EnterprisePolicyLocation
from dualwrite.verdicts import Kind, Verdict
from support.companions import companion, verdict_with
from support.pairs import ABSENT, UNKNOWN, evidence, not_declared, not_known_yet

RULE = EnterprisePolicyLocation()
REGION = "customerEngagement.region"
GEOGRAPHY = "customerEngagement.geography"
LOCATION = 'location of enterprise policy "injection"'


def _policy(location: Any) -> tuple[Any, ...]:
    return (companion("injection", {"location": location}),)


@pytest.mark.parametrize(
    ("geography", "location"),
    [
        ("europe", "europe"),
        ("europe", "Europe"),
        ("unitedkingdom", "uk"),
        ("unitedstates", "unitedstates"),
        ("unitedarabemirates", "uae"),
        ("unitedarabemirates", "unitedarabemirates"),
        ("southamerica", "brazil"),
        ("usgov", "usgov"),
    ],
)
def test_the_environments_own_location_passes(geography: str, location: str) -> None:
    facts = {REGION: ABSENT, GEOGRAPHY: geography}
    assert verdict_with(RULE, _policy(location), facts).kind is Kind.PASS


@pytest.mark.parametrize("location", ["unitedstates", "westeurope", "uk", "nowhere"])
def test_any_other_fails(location: str) -> None:
    assert verdict_with(RULE, _policy(location)) == Verdict(
        Kind.FAIL,
        f'Enterprise policy "injection" has the location "{location}"; policies for an environment'
        ' in europe have "europe".',
        RULE.remedy,
        evidence((REGION, "westeurope"), (LOCATION, location)),
    )


def test_both_spellings_are_told() -> None:
    found = verdict_with(RULE, _policy("europe"), {REGION: ABSENT, GEOGRAPHY: "unitedarabemirates"})
    assert found.message.endswith('have "uae" or "unitedarabemirates".')


def test_a_geography_that_the_table_has_not() -> None:
    facts = {REGION: ABSENT, GEOGRAPHY: "usgov"}
    assert verdict_with(RULE, _policy("europe"), facts).kind is Kind.FAIL
    assert verdict_with(RULE, _policy("newplace"), facts).kind is Kind.UNKNOWN


def test_not_applicable_without_a_policy() -> None:
    found = verdict_with(RULE, (companion("west"),), {REGION: ABSENT, GEOGRAPHY: ABSENT})
    assert found == Verdict(Kind.NOT_APPLICABLE, "No enterprise policy is tied to the pair.")


def test_the_other_sides_region_does_not_stand_in() -> None:
    facts = {REGION: ABSENT, GEOGRAPHY: ABSENT}
    assert verdict_with(RULE, _policy("unitedstates"), facts) == not_declared(REGION)


def test_undeclared_and_unknown_locations() -> None:
    assert verdict_with(RULE, _policy(ABSENT)) == Verdict(
        Kind.UNDECLARED,
        f"{LOCATION} is not declared.",
        'Set location on the enterprise policy "injection".',
        evidence((REGION, "westeurope"), (LOCATION, None)),
    )
    assert verdict_with(RULE, _policy(UNKNOWN)) == not_known_yet(LOCATION, (REGION, "westeurope"))


def test_secrets_are_judged_and_not_told() -> None:
    found = verdict_with(RULE, _policy(SecretValue("uk")), {REGION: SecretValue("westeurope")})
    assert found.message == (
        'Enterprise policy "injection" has the location [secret]; policies for an environment in its'
        " geography have another one."
    )
