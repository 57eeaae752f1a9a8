"""DW003: the customer engagement platform is new enough."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.customer_engagement_platform_version import (
    CustomerEngagementPlatformVersion,
    MinimumCustomerEngagement,
)
from support.pairs import (
    ABSENT,
    UNKNOWN,
    evidence,
    not_declared,
    not_known_yet,
    unreadable,
    verdict,
)

RULE = CustomerEngagementPlatformVersion()
PLATFORM = "customerEngagement.platformVersion"
REMEDY = "Update the customer engagement environment in the Power Platform admin center."


@pytest.mark.parametrize(
    "version",
    ["9.1.0000.11732", "9.1.0.11732", "9.1.0000.11733", "9.1.1.0", "9.2.25091.00212"],
)
def test_passes_the_minimum_and_later(version: str) -> None:
    assert verdict(RULE, {PLATFORM: version}) == Verdict(
        Kind.PASS, "", "", evidence((PLATFORM, version))
    )


@pytest.mark.parametrize("version", ["9.1.0000.11731", "9.1.0.9999", "9.0.9999.99999", "8.2.0.0"])
def test_fails_before_it_with_both_versions(version: str) -> None:
    assert verdict(RULE, {PLATFORM: version}) == Verdict(
        Kind.FAIL,
        f'The customer engagement platform is "{version}"; 9.1.0000.11732 or later is needed.',
        REMEDY,
        evidence((PLATFORM, version)),
    )


@pytest.mark.parametrize("minimum", ["9.2.25091.00212", "9.2.25091.212", " 9.2.25091.0212 "])
def test_the_minimum_takes_every_spelling_of_its_fact(minimum: str) -> None:
    parameters = MinimumCustomerEngagement(minimum=minimum)
    assert verdict(RULE, {PLATFORM: "9.2.25091.00212"}, parameters).kind is Kind.PASS
    assert verdict(RULE, {PLATFORM: "9.2.25091.00211"}, parameters) == Verdict(
        Kind.FAIL,
        'The customer engagement platform is "9.2.25091.00211"; 9.2.25091.00212 or later is'
        " needed.",
        REMEDY,
        evidence((PLATFORM, "9.2.25091.00211")),
    )


@pytest.mark.parametrize("minimum", ["9.1", "PU33", "10.0.48.1", ""])
def test_a_minimum_of_another_line_is_refused(minimum: str) -> None:
    with pytest.raises(ValidationError, match="is not a platform version of customer engagement"):
        MinimumCustomerEngagement(minimum=minimum)


def test_undeclared() -> None:
    assert verdict(RULE, {PLATFORM: ABSENT}) == not_declared(PLATFORM)


def test_known_after_deployment() -> None:
    assert verdict(RULE, {PLATFORM: UNKNOWN}) == not_known_yet(PLATFORM)


def test_an_unreadable_version_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {PLATFORM: "9.1"}) == unreadable(
        PLATFORM,
        "9.1",
        '"9.1" is not a platform version of customer engagement; accepted: four numbers, as in'
        " 9.2.25091.00212",
    )


def test_a_family_that_nobody_knows_is_no_pass() -> None:
    """10.1.0.0 is later than every minimum, and no version that there is."""
    found = verdict(RULE, {PLATFORM: "10.1.0.0"})
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'The customer engagement platform is "10.1.0.0", of a family that is not known here: versions'
        " begin with 9 until now. Look whether it is that of another app.",
    )
