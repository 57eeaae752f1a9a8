"""DW001: the finance and operations application is new enough."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.finance_operations_application_version import (
    FinanceOperationsApplicationVersion,
    MinimumApplication,
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

RULE = FinanceOperationsApplicationVersion()
APPLICATION = "financeAndOperations.applicationVersion"
PLATFORM = "financeAndOperations.platformVersion"
NEEDED = "10.0.9 (build 10.0.383.20013) or later is needed"
REMEDY = "Update the finance and operations environment to a release that is in service."


def alone(version: str) -> dict[str, object]:
    """An application version with no platform version beside it."""
    return {APPLICATION: version, PLATFORM: ABSENT}


@pytest.mark.parametrize(
    "version",
    [
        "10.0.9",  # the release passes without a build
        "10.0.10",  # sorts above 10.0.9
        "10.0.51",
        "10.0.383.20013",
        "10.0.383.20014",
        "10.0.420.1",
        "10.0.2645.66",
        "10.0.48.8",  # a unified-environment version that the table lists
        "10.0.47.11",  # and one that it does not
        "10.0.60",  # newer than the table
        "10.0.9000.1",
        " 10.0.48 ",
    ],
)
def test_passes_the_minimum_and_later(version: str) -> None:
    assert verdict(RULE, alone(version)) == Verdict(
        Kind.PASS, "", "", evidence((APPLICATION, version))
    )


@pytest.mark.parametrize(
    "version",
    [
        "10.0.8",
        "10.0",
        "8.1.3",
        "7.3",
        "10.0.383.100",  # a build of 10.0.9 that is too old, though 383 is more than 51
        "10.0.383.20012",
        "10.0.319.5",
        "10.0.7.4",
        "8.1.227.1",
    ],
)
def test_fails_before_it_with_both_versions(version: str) -> None:
    assert verdict(RULE, alone(version)) == Verdict(
        Kind.FAIL,
        f'The finance and operations application is "{version}"; {NEEDED}.',
        REMEDY,
        evidence((APPLICATION, version)),
    )


def test_a_build_line_does_not_say_which_build() -> None:
    assert verdict(RULE, alone("10.0.383")) == Verdict(
        Kind.UNDECLARED,
        'The finance and operations application is "10.0.383";'
        " financeAndOperations.applicationVersion is needed with its build: 10.0.383 does not say"
        " which build it is, and 10.0.383.20013 lies inside it.",
        "Declare financeAndOperations.applicationVersion with its build.",
        evidence((APPLICATION, "10.0.383")),
    )


@pytest.mark.parametrize(
    ("minimum", "below", "at_least", "needed"),
    [
        ("10.0.40", "10.0.39", "10.0.40", "10.0.40 (build 10.0.1935)"),
        ("10.0.50", "10.0.49", "10.0.50", "10.0.50"),
        ("10.0.1935.208", "10.0.1935.207", "10.0.1935.208", "10.0.1935.208"),
        ("10.0.1935", "10.0.1934.9", "10.0.1935.0", "10.0.1935"),
        ("10.0.40.10", "10.0.40.9", "10.0.40.10", "10.0.40.10"),
        ("10.0.40.10", "10.0.1935.207", "10.0.1935.208", "10.0.40.10"),
        (" 10.0.040 ", "10.0.39", "10.0.40", "10.0.40 (build 10.0.1935)"),
    ],
)
def test_the_minimum_takes_every_spelling_of_its_fact(
    minimum: str, below: str, at_least: str, needed: str
) -> None:
    parameters = MinimumApplication(minimum=minimum)
    assert verdict(RULE, alone(at_least), parameters).kind is Kind.PASS
    assert verdict(RULE, alone(below), parameters) == Verdict(
        Kind.FAIL,
        f'The finance and operations application is "{below}"; {needed} or later is needed.',
        REMEDY,
        evidence((APPLICATION, below)),
    )


def test_a_minimum_build_leaves_its_release_undeclared() -> None:
    parameters = MinimumApplication(minimum="10.0.383.20013")
    assert verdict(RULE, alone("10.0.9"), parameters) == Verdict(
        Kind.UNDECLARED,
        'The finance and operations application is "10.0.9";'
        " financeAndOperations.applicationVersion"
        " is needed with its build: 10.0.9 does not say which build it is, and 10.0.383.20013 lies"
        " inside it.",
        "Declare financeAndOperations.applicationVersion with its build.",
        evidence((APPLICATION, "10.0.9")),
    )


def test_a_minimum_that_the_table_has_no_build_for_is_said() -> None:
    parameters = MinimumApplication(minimum="10.0.51")
    assert verdict(RULE, alone("10.0.9000.1"), parameters) == Verdict(
        Kind.UNKNOWN,
        'The finance and operations application is "10.0.9000.1"; the table as of 2026-11-23 gives'
        " no build for 10.0.51.",
        "",
        evidence((APPLICATION, "10.0.9000.1")),
    )


@pytest.mark.parametrize("minimum", ["PU33", "10", "10.0.51.7", "7.0.5559.1", ""])
def test_a_minimum_that_is_no_application_version_is_refused(minimum: str) -> None:
    with pytest.raises(ValidationError, match=r"is not (an application|one) version"):
        MinimumApplication(minimum=minimum)


@pytest.mark.parametrize(
    ("platform", "release"),
    [("PU33", "10.0.9"), ("PU72", "10.0.48"), ("7.0.7996.40", "10.0.48"), ("PU74", "10.0.50")],
)
def test_an_undeclared_application_passes_by_the_platform_and_says_so(
    platform: str, release: str
) -> None:
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: platform}) == Verdict(
        Kind.PASS,
        f'The finance and operations application is {release} (taken from platform "{platform}").',
        "",
        evidence((PLATFORM, platform)),
    )


@pytest.mark.parametrize(
    ("platform", "release"), [("PU32", "10.0.8"), ("Platform update 24", "10.0")]
)
def test_an_undeclared_application_fails_by_the_platform_and_says_so(
    platform: str, release: str
) -> None:
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: platform}) == Verdict(
        Kind.FAIL,
        f"The finance and operations application is {release} (taken from platform"
        f' "{platform}"); {NEEDED}.',
        REMEDY,
        evidence((PLATFORM, platform)),
    )


@pytest.mark.parametrize("platform", ["PU99", "7.0.9000.1"])
def test_a_platform_newer_than_the_table_passes(platform: str) -> None:
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: platform}) == Verdict(
        Kind.PASS,
        "The finance and operations application is newer than the table of 2026-11-23 (taken from"
        f' platform "{platform}").',
        "",
        evidence((PLATFORM, platform)),
    )


def test_a_platform_that_the_table_has_no_release_for_leaves_it_undeclared() -> None:
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: "7.0.5570.1"}) == not_declared(
        APPLICATION,
        (PLATFORM, "7.0.5570.1"),
        hint='financeAndOperations.platformVersion "7.0.5570.1" does not decide it: the table of'
        " 2026-11-23 gives no release for it.",
    )


def test_judges_its_own_fact_and_notes_a_contradiction() -> None:
    note = (
        'Note that applicationVersion "{}" and platformVersion "{}" are of different releases: one'
        " of them is wrong."
    )
    assert verdict(RULE, {APPLICATION: "10.0.8", PLATFORM: "PU72"}) == Verdict(
        Kind.FAIL,
        f'The finance and operations application is "10.0.8"; {NEEDED}.'
        f" {note.format('10.0.8', 'PU72')}",
        REMEDY,
        evidence((APPLICATION, "10.0.8"), (PLATFORM, "PU72")),
    )
    for platform in ("PU32", "PU90", "7.0.7300.1"):  # an update, a newer one, and no update's build
        assert verdict(RULE, {APPLICATION: "10.0.48", PLATFORM: platform}) == Verdict(
            Kind.PASS,
            note.format("10.0.48", platform),
            "",
            evidence((APPLICATION, "10.0.48"), (PLATFORM, platform)),
        )


@pytest.mark.parametrize(
    "platform", ["PU72", "Update 72", "7.0.7996.122", "7.0.8100.1", UNKNOWN, ABSENT]
)
def test_notes_nothing_where_nothing_contradicts(platform: object) -> None:
    assert verdict(RULE, {APPLICATION: "10.0.48.8", PLATFORM: platform}) == Verdict(
        Kind.PASS, "", "", evidence((APPLICATION, "10.0.48.8"))
    )


def test_undeclared_names_the_application() -> None:
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: ABSENT}) == not_declared(APPLICATION)


def test_known_after_deployment() -> None:
    # The application is declared, so that the platform does not stand in for it.
    assert verdict(RULE, {APPLICATION: UNKNOWN, PLATFORM: "PU72"}) == not_known_yet(APPLICATION)
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: UNKNOWN}) == not_known_yet(PLATFORM)


def test_a_declared_application_fails_whatever_becomes_of_the_platform() -> None:
    for platform in (UNKNOWN, ABSENT, "nonsense"):
        assert verdict(RULE, {APPLICATION: "10.0.8", PLATFORM: platform}).kind is Kind.FAIL


def test_a_number_that_fits_two_lines_is_a_violation() -> None:
    assert verdict(RULE, {APPLICATION: "10.0.51.7"}) == unreadable(
        APPLICATION,
        "10.0.51.7",
        '"10.0.51.7" is not one version: it fits two lines, the unified-environment versions of'
        " 10.0.51 and the builds of 10.0.1; accepted: the release alone (10.0.51 or 10.0.1), or the"
        " platform build in financeAndOperations.platformVersion instead",
    )


def test_an_unreadable_platform_is_a_violation_where_it_stands_in() -> None:
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: "PU"}) == unreadable(
        PLATFORM,
        "PU",
        '"PU" is not a platform version of finance and operations; accepted: a platform build'
        ' (7.0.7996.40) or a platform update ("PU72", "Update 72", "Platform update 72")',
    )
    assert verdict(RULE, {PLATFORM: "PU"}).kind is Kind.PASS
