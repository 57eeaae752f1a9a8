"""DW015: the update that Microsoft made mandatory for dual-write is there."""

from __future__ import annotations

from datetime import date

import pytest

from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.mandatory_dual_write_update import MandatoryDualWriteUpdate
from support.pairs import ABSENT, UNKNOWN, evidence, verdict

RULE = MandatoryDualWriteUpdate()
PLATFORM = "financeAndOperations.platformVersion"
APPLICATION = "financeAndOperations.applicationVersion"
CORE = "customerEngagement.dualWriteCoreVersion"
GOOD_CORE = "1.0.25031.2"
NEEDED = (
    "PU63 from 7.0.7198.188, PU64 from 7.0.7279.121 or any later platform is mandatory since"
    " 2024-11-30"
)
CORE_NEEDED = "1.0.24073.3 or later is mandatory since 2024-11-30"
REMEDY = (
    "Update the finance and operations platform, and the dual-write core solution in the customer"
    " engagement environment."
)


def alone(platform: str) -> dict[str, object]:
    """A platform version with no application version beside it."""
    return {PLATFORM: platform, APPLICATION: ABSENT}


@pytest.mark.parametrize(
    "platform",
    [
        "7.0.7198.188",
        "7.0.7198.189",
        "7.0.7279.121",
        "7.0.7279.202",
        "7.0.7300.1",  # after the line of PU64
        "PU65",
        "7.0.7367.0",
        "Update 72",
        "PU99",
        "7.0.9000.1",
    ],
)
def test_passes_the_two_builds_and_any_later_platform(platform: str) -> None:
    assert verdict(RULE, alone(platform)) == Verdict(
        Kind.PASS, "", "", evidence((PLATFORM, platform), (CORE, GOOD_CORE))
    )


@pytest.mark.parametrize(
    "platform",
    [
        "PU62",
        "PU33",
        "7.0.7120.9999",
        "7.0.7150.1",  # between the lines of PU62 and PU63
        "7.0.7198.187",
        "7.0.7198.0",
        "7.0.7279.120",  # PU64 has a floor of its own, above that of PU63
    ],
)
def test_fails_older_platforms_with_both_versions(platform: str) -> None:
    assert verdict(RULE, alone(platform)) == Verdict(
        Kind.FAIL,
        f'The finance and operations platform is "{platform}"; {NEEDED}.',
        REMEDY,
        evidence((PLATFORM, platform), (CORE, GOOD_CORE)),
    )


@pytest.mark.parametrize(
    ("platform", "read", "floor"),
    [
        ("PU63", "PU63", "7.0.7198.188"),
        ("update 64", "PU64", "7.0.7279.121"),
        ("7.0.7198", "7.0.7198", "7.0.7198.188"),
        ("7.0.7279", "7.0.7279", "7.0.7279.121"),
    ],
)
def test_the_two_updates_without_a_build_are_undeclared(
    platform: str, read: str, floor: str
) -> None:
    assert verdict(RULE, alone(platform)) == Verdict(
        Kind.UNDECLARED,
        f'The finance and operations platform is "{platform}"; financeAndOperations.platformVersion'
        f" is needed with its build: {read} does not say which build it is, and {floor} lies inside"
        " it.",
        "Declare financeAndOperations.platformVersion with its build.",
        evidence((PLATFORM, platform), (CORE, GOOD_CORE)),
    )


@pytest.mark.parametrize(
    ("application", "update", "floor"),
    [
        ("10.0.39", "PU63", "7.0.7198.188"),
        ("10.0.40", "PU64", "7.0.7279.121"),
        ("10.0.1860.5", "PU63", "7.0.7198.188"),
        ("10.0.40.3", "PU64", "7.0.7279.121"),  # a unified version that the table does not list
    ],
)
def test_their_releases_without_a_platform_build_are_undeclared(
    application: str, update: str, floor: str
) -> None:
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: application}) == Verdict(
        Kind.UNDECLARED,
        f'The finance and operations platform is {update} (taken from application "{application}");'
        f" financeAndOperations.platformVersion is needed with its build: {update} does not say"
        f" which build it is, and {floor} lies inside it.",
        "Declare financeAndOperations.platformVersion with its build.",
        evidence((APPLICATION, application), (PLATFORM, None), (CORE, GOOD_CORE)),
    )


@pytest.mark.parametrize(
    ("application", "platform"),
    [
        ("10.0.40.10", "7.0.7279.202"),
        ("10.0.1935.208", "7.0.7279.202"),  # the build of the same row
        ("10.0.41", "PU65"),
        ("10.0.48", "PU72"),
    ],
)
def test_a_release_or_a_listed_unified_version_decides_through_its_platform(
    application: str, platform: str
) -> None:
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: application}) == Verdict(
        Kind.PASS,
        f"The finance and operations platform is {platform} (taken from application"
        f' "{application}").',
        "",
        evidence((APPLICATION, application), (CORE, GOOD_CORE)),
    )


def test_older_releases_fail_through_their_platform() -> None:
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: "10.0.38"}) == Verdict(
        Kind.FAIL,
        f'The finance and operations platform is PU62 (taken from application "10.0.38");'
        f" {NEEDED}.",
        REMEDY,
        evidence((APPLICATION, "10.0.38"), (CORE, GOOD_CORE)),
    )


def test_an_application_newer_than_the_table_passes() -> None:
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: "10.0.60"}) == Verdict(
        Kind.PASS,
        "The finance and operations platform is newer than the table of 2026-11-23 (taken from"
        ' application "10.0.60").',
        "",
        evidence((APPLICATION, "10.0.60"), (CORE, GOOD_CORE)),
    )


@pytest.mark.parametrize("platform", ["7.0.7199", "7.0.7210.1", "7.0.7278.999"])
def test_a_build_between_the_two_lines_is_of_no_update(platform: str) -> None:
    found = verdict(RULE, alone(platform))
    assert (found.kind, found.remedy) == (Kind.FAIL, REMEDY)
    assert "lists no platform update between PU63 and PU64 that it could be of" in found.message


def test_what_is_newer_than_the_table_passes() -> None:
    assert verdict(RULE, alone("7.0.9999.1")) == Verdict(
        Kind.PASS,
        "",
        "",
        evidence((PLATFORM, "7.0.9999.1"), (CORE, GOOD_CORE)),
    )


@pytest.mark.parametrize(
    "core", ["1.0.24073.3", "10.0.24073.3", "1.0.24073.4", "1.0.24074", "1.0.25031.2"]
)
def test_passes_the_core_solution_from_its_minimum_on(core: str) -> None:
    assert verdict(RULE, {**alone("PU72"), CORE: core}) == Verdict(
        Kind.PASS, "", "", evidence((PLATFORM, "PU72"), (CORE, core))
    )


@pytest.mark.parametrize("core", ["1.0.24073.2", "10.0.36.0", "1.0.23105.1", "1.0.9999"])
def test_fails_an_older_core_solution_with_both_versions(core: str) -> None:
    assert verdict(RULE, {**alone("PU72"), CORE: core}) == Verdict(
        Kind.FAIL,
        f'The dual-write core solution is "{core}"; {CORE_NEEDED}.',
        REMEDY,
        evidence((PLATFORM, "PU72"), (CORE, core)),
    )


def test_a_core_solution_without_its_last_number_is_undeclared() -> None:
    assert verdict(RULE, {**alone("PU72"), CORE: "1.0.24073"}) == Verdict(
        Kind.UNDECLARED,
        'The dual-write core solution is "1.0.24073"; customerEngagement.dualWriteCoreVersion is'
        " needed with its build: 1.0.24073 does not say which build it is, and 1.0.24073.3 lies"
        " inside it.",
        "Declare customerEngagement.dualWriteCoreVersion with its build.",
        evidence((PLATFORM, "PU72"), (CORE, "1.0.24073")),
    )


def test_both_conditions_are_told_where_both_fail() -> None:
    assert verdict(RULE, {**alone("PU62"), CORE: "1.0.1.0"}) == Verdict(
        Kind.FAIL,
        f'The finance and operations platform is "PU62"; {NEEDED}.'
        f' The dual-write core solution is "1.0.1.0"; {CORE_NEEDED}.',
        REMEDY,
        evidence((PLATFORM, "PU62"), (CORE, "1.0.1.0")),
    )


@pytest.mark.parametrize("other", [UNKNOWN, ABSENT])
def test_a_declared_fact_that_fails_fails_whatever_becomes_of_the_other(other: object) -> None:
    assert verdict(RULE, {**alone("PU62"), CORE: other}) == Verdict(
        Kind.FAIL,
        f'The finance and operations platform is "PU62"; {NEEDED}.',
        REMEDY,
        evidence((PLATFORM, "PU62"), (CORE, None)),
    )
    versions = {PLATFORM: other, APPLICATION: ABSENT, CORE: "1.0.1.0"}
    assert verdict(RULE, versions) == Verdict(
        Kind.FAIL,
        f'The dual-write core solution is "1.0.1.0"; {CORE_NEEDED}.',
        REMEDY,
        evidence((PLATFORM, None), (CORE, "1.0.1.0")),
    )


def test_undeclared_names_every_fact_that_is_missing() -> None:
    assert verdict(RULE, {PLATFORM: ABSENT, APPLICATION: ABSENT, CORE: ABSENT}) == Verdict(
        Kind.UNDECLARED,
        f"{PLATFORM} is not declared. {CORE} is not declared.",
        f"Declare {PLATFORM} in the pair. Declare {CORE} in the pair.",
        evidence((PLATFORM, None), (CORE, None)),
    )


def test_known_after_deployment() -> None:
    assert verdict(RULE, {CORE: UNKNOWN}) == Verdict(
        Kind.UNKNOWN,
        f"{CORE} cannot be judged yet: it is known only after deployment.",
        "",
        evidence((PLATFORM, "7.0.7996.40"), (CORE, None)),
    )


def test_undeclared_is_named_before_what_comes_later() -> None:
    assert verdict(RULE, {PLATFORM: UNKNOWN, CORE: ABSENT}).kind is Kind.UNDECLARED


def test_notes_a_contradiction() -> None:
    assert verdict(RULE, {PLATFORM: "PU62"}) == Verdict(
        Kind.FAIL,
        f'The finance and operations platform is "PU62"; {NEEDED}. Note that applicationVersion'
        ' "10.0.48" and platformVersion "PU62" are of different releases: one of them is wrong.',
        REMEDY,
        evidence((PLATFORM, "PU62"), (APPLICATION, "10.0.48"), (CORE, GOOD_CORE)),
    )


@pytest.mark.parametrize("today", [date(2024, 11, 29), date(2020, 1, 1), date(2030, 1, 1)])
def test_applies_whatever_the_date(today: date) -> None:
    assert verdict(RULE, alone("PU62"), today=today).kind is Kind.FAIL
    assert verdict(RULE, alone("PU65"), today=today).kind is Kind.PASS


def test_an_unreadable_core_version_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {CORE: "24073"}) == Verdict(
        Kind.FAIL,
        f'{CORE}: "24073" is not a version of the dual-write core solution; accepted:'
        f" 1.0.24073.3 or"
        " 1.0.24073 (10.0 at the start is read as 1.0)",
        f"Correct {CORE}: what is there cannot be judged.",
        evidence((PLATFORM, "7.0.7996.40"), (CORE, "24073")),
    )
