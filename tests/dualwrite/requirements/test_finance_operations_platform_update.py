"""DW002: the finance and operations platform is new enough."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.finance_operations_platform_update import (
    FinanceOperationsPlatformUpdate,
    MinimumPlatform,
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

RULE = FinanceOperationsPlatformUpdate()
PLATFORM = "financeAndOperations.platformVersion"
APPLICATION = "financeAndOperations.applicationVersion"
NEEDED = "PU33 (7.0.5559) or later is needed"
REMEDY = "Update the finance and operations environment to a release that is in service."


def alone(version: str) -> dict[str, object]:
    """A platform version with no application version beside it."""
    return {PLATFORM: version, APPLICATION: ABSENT}


@pytest.mark.parametrize(
    "version",
    [
        "PU33",
        "pu33",
        "PU 33",
        "Update33",
        "Update 72",
        "platform update 72",
        "Platform Update 100",  # newer than the table
        "7.0.5559.0",
        "7.0.5559",
        "7.0.5570.1",  # between two listed lines
        "7.0.7996.40",
        "7.0.9000.1",
    ],
)
def test_passes_the_minimum_and_later(version: str) -> None:
    assert verdict(RULE, alone(version)) == Verdict(
        Kind.PASS, "", "", evidence((PLATFORM, version))
    )


@pytest.mark.parametrize("version", ["PU32", "Update 9", "PU1", "7.0.5558.9999", "7.0.4127.16103"])
def test_fails_before_it_with_both_versions(version: str) -> None:
    assert verdict(RULE, alone(version)) == Verdict(
        Kind.FAIL,
        f'The finance and operations platform is "{version}"; {NEEDED}.',
        REMEDY,
        evidence((PLATFORM, version)),
    )


@pytest.mark.parametrize("application", [UNKNOWN, ABSENT, "nonsense", "10.0.51.7"])
def test_a_declared_platform_fails_whatever_the_application_says(application: object) -> None:
    assert verdict(RULE, {PLATFORM: "PU32", APPLICATION: application}) == Verdict(
        Kind.FAIL,
        f'The finance and operations platform is "PU32"; {NEEDED}.',
        REMEDY,
        evidence((PLATFORM, "PU32")),
    )


@pytest.mark.parametrize(
    ("minimum", "below", "at_least", "needed"),
    [
        ("PU64", "PU63", "PU64", "PU64 (7.0.7279)"),
        ("Platform update 64", "7.0.7198.188", "7.0.7279.1", "PU64 (7.0.7279)"),
        ("update64", "PU63", "PU64", "PU64 (7.0.7279)"),
        ("PU73", "PU72", "PU73", "PU73 (7.0.8199)"),
        ("PU75", "PU72", "PU75", "PU75"),
        ("7.0.7279.121", "7.0.7279.120", "7.0.7279.121", "7.0.7279.121"),
        (" 7.0.7279 ", "PU63", "PU64", "7.0.7279"),
    ],
)
def test_the_minimum_takes_every_spelling_of_its_fact(
    minimum: str, below: str, at_least: str, needed: str
) -> None:
    parameters = MinimumPlatform(minimum=minimum)
    assert verdict(RULE, alone(at_least), parameters).kind is Kind.PASS
    assert verdict(RULE, alone(below), parameters) == Verdict(
        Kind.FAIL,
        f'The finance and operations platform is "{below}"; {needed} or later is needed.',
        REMEDY,
        evidence((PLATFORM, below)),
    )


def test_a_minimum_build_leaves_its_update_undeclared() -> None:
    parameters = MinimumPlatform(minimum="7.0.7279.121")
    assert verdict(RULE, alone("PU64"), parameters) == Verdict(
        Kind.UNDECLARED,
        'The finance and operations platform is "PU64"; financeAndOperations.platformVersion is'
        " needed with its build: PU64 does not say which build it is, and 7.0.7279.121 lies inside"
        " it.",
        "Declare financeAndOperations.platformVersion with its build.",
        evidence((PLATFORM, "PU64")),
    )


def test_a_minimum_that_the_table_has_no_build_for_is_said() -> None:
    parameters = MinimumPlatform(minimum="PU75")
    assert verdict(RULE, alone("7.0.9000.1"), parameters) == Verdict(
        Kind.UNKNOWN,
        'The finance and operations platform is "7.0.9000.1"; the table as of 2026-11-23 gives no'
        " build for PU75.",
        "",
        evidence((PLATFORM, "7.0.9000.1")),
    )


@pytest.mark.parametrize("minimum", ["10.0.9", "33", "PU", "9.1.0000.11732", ""])
def test_a_minimum_that_is_no_platform_version_is_refused(minimum: str) -> None:
    with pytest.raises(
        ValidationError, match="is not a platform version of finance and operations"
    ):
        MinimumPlatform(minimum=minimum)


@pytest.mark.parametrize(
    ("application", "platform"),
    [
        ("10.0.9", "PU33"),
        ("10.0.48", "PU72"),
        ("10.0.2645.66", "PU72"),
        ("10.0.48.8", "7.0.7996.122"),  # the table lists its builds
        ("10.0.48.3", "PU72"),  # and of this one it lists none
        ("10.0.50", "PU74"),
    ],
)
def test_an_absent_platform_passes_by_the_application_and_says_so(
    application: str, platform: str
) -> None:
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: application}) == Verdict(
        Kind.PASS,
        f"The finance and operations platform is {platform} (taken from application"
        f' "{application}").',
        "",
        evidence((APPLICATION, application)),
    )


def test_an_absent_platform_fails_by_the_application_and_says_so() -> None:
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: "10.0.8"}) == Verdict(
        Kind.FAIL,
        f'The finance and operations platform is PU32 (taken from application "10.0.8"); {NEEDED}.',
        REMEDY,
        evidence((APPLICATION, "10.0.8")),
    )


@pytest.mark.parametrize("application", ["10.0.60", "10.0.9000.1"])
def test_an_application_newer_than_the_table_passes(application: str) -> None:
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: application}) == Verdict(
        Kind.PASS,
        "The finance and operations platform is newer than the table of 2026-11-23 (taken from"
        f' application "{application}").',
        "",
        evidence((APPLICATION, application)),
    )


@pytest.mark.parametrize("application", ["10.0.400.1", "8.1.3"])
def test_an_application_that_the_table_has_no_platform_for_leaves_it_undeclared(
    application: str,
) -> None:
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: application}) == not_declared(
        PLATFORM,
        (APPLICATION, application),
        hint=f'financeAndOperations.applicationVersion "{application}" does not decide it:'
        f" the table"
        " of 2026-11-23 gives no platform update for it.",
    )


def test_judges_its_own_fact_and_notes_a_contradiction() -> None:
    note = (
        'Note that applicationVersion "10.0.48" and platformVersion "{}" are of different releases:'
        " one of them is wrong."
    )
    assert verdict(RULE, {PLATFORM: "PU32"}) == Verdict(
        Kind.FAIL,
        f'The finance and operations platform is "PU32"; {NEEDED}. {note.format("PU32")}',
        REMEDY,
        evidence((PLATFORM, "PU32"), (APPLICATION, "10.0.48")),
    )
    assert verdict(RULE, {PLATFORM: "PU71"}) == Verdict(
        Kind.PASS,
        note.format("PU71"),
        "",
        evidence((PLATFORM, "PU71"), (APPLICATION, "10.0.48")),
    )


def test_undeclared_names_the_platform() -> None:
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: ABSENT}) == not_declared(PLATFORM)


def test_known_after_deployment() -> None:
    assert verdict(RULE, {PLATFORM: UNKNOWN}) == not_known_yet(PLATFORM)
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: UNKNOWN}) == not_known_yet(APPLICATION)


def test_an_unreadable_version_of_another_program_is_a_violation() -> None:
    problem = (
        '"10.0.48" is not a platform version of finance and operations but a version of the'
        " application, which belongs in financeAndOperations.applicationVersion; accepted: a"
        ' platform build (7.0.7996.40) or a platform update ("PU72", "Update 72", "Platform update'
        ' 72")'
    )
    assert verdict(RULE, {PLATFORM: "10.0.48"}) == unreadable(PLATFORM, "10.0.48", problem)
