"""DW014: the finance and operations release is in service, and updates are not put off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dualwrite.model.verdicts import Kind, Level, Verdict
from dualwrite.requirements.one_version import OneVersion, ServiceWindow
from dualwrite.vocabulary.versions import ReleaseRow, releases, table_date
from support.pairs import ABSENT, UNKNOWN, evidence, judged, verdict

RULE = OneVersion()
APPLICATION = "financeAndOperations.applicationVersion"
PLATFORM = "financeAndOperations.platformVersion"
PAUSED = "financeAndOperations.consecutiveUpdatesPaused"
REMEDY = (
    "Update the environment to a release that stays in service, and take the next service update"
    " instead of pausing it."
)
AVAILABLE = date(2026, 6, 5)
"""General availability of 10.0.48."""
LAST_DAY = date(2027, 2, 16)
"""Its end of service."""
DAY = timedelta(days=1)
APP = "The finance and operations application is"


def alone(version: str) -> dict[str, object]:
    """An application version with no platform version beside it."""
    return {APPLICATION: version, PLATFORM: ABSENT}


def of_48(kind: Kind, message: str = "") -> Verdict:
    """A verdict on the correct pair, which has 10.0.48."""
    remedy = REMEDY if kind is Kind.FAIL else ""
    return Verdict(kind, message, remedy, evidence((APPLICATION, "10.0.48"), (PAUSED, 0)))


@pytest.mark.parametrize(
    "today", [AVAILABLE, AVAILABLE + DAY, date(2026, 11, 24), LAST_DAY - 61 * DAY]
)
def test_passes_in_service(today: date) -> None:
    assert verdict(RULE, today=today) == of_48(Kind.PASS)


@pytest.mark.parametrize("today", [AVAILABLE - DAY, date(2020, 1, 1)])
def test_fails_before_general_availability(today: date) -> None:
    assert verdict(RULE, today=today) == of_48(
        Kind.FAIL, f'{APP} "10.0.48", generally available from 2026-06-05 only (today is {today}).'
    )


@pytest.mark.parametrize("today", [LAST_DAY + DAY, date(2040, 1, 1)])
def test_fails_after_the_end_of_service(today: date) -> None:
    assert verdict(RULE, today=today) == of_48(
        Kind.FAIL,
        f'{APP} "10.0.48", out of service since its last day, 2027-02-16 (today is {today}).',
    )


@pytest.mark.parametrize(
    ("days_left", "said"), [(60, "60 days"), (59, "59 days"), (1, "1 day"), (0, "0 days")]
)
def test_fails_within_the_last_days_and_says_how_many(days_left: int, said: str) -> None:
    assert verdict(RULE, today=LAST_DAY - days_left * DAY) == of_48(
        Kind.FAIL, f'{APP} "10.0.48", whose last day of service is 2027-02-16: {said} left.'
    )


@pytest.mark.parametrize("days_left", [60, 1, 0])
def test_zero_turns_the_warning_off(days_left: int) -> None:
    window = ServiceWindow(warn_days=0)
    today = LAST_DAY - days_left * DAY
    assert verdict(RULE, parameters=window, today=today) == of_48(Kind.PASS)


def test_zero_does_not_turn_the_end_of_service_off() -> None:
    window = ServiceWindow(warn_days=0)
    assert verdict(RULE, parameters=window, today=LAST_DAY + DAY).kind is Kind.FAIL


def test_warn_days_is_a_parameter() -> None:
    window = ServiceWindow(warn_days=7)
    assert verdict(RULE, parameters=window, today=LAST_DAY - 8 * DAY) == of_48(Kind.PASS)
    assert verdict(RULE, parameters=window, today=LAST_DAY - 7 * DAY).kind is Kind.FAIL


@pytest.mark.parametrize(
    "row",
    [row for row in releases() if row.end_of_service is not None],
    ids=lambda row: str(row.release),
)
def test_every_release_is_in_service_from_its_first_to_its_last_day(row: ReleaseRow) -> None:
    first, last = row.general_availability, row.end_of_service
    assert first is not None
    assert last is not None
    days = {first - DAY: Kind.FAIL, first: Kind.PASS, last: Kind.PASS, last + DAY: Kind.FAIL}
    for today, expected in days.items():
        changes, window = alone(str(row.release)), ServiceWindow(warn_days=0)
        assert verdict(RULE, changes, window, today).kind is expected


def test_a_release_that_is_not_available_yet_fails() -> None:
    assert verdict(RULE, alone("10.0.50")).message == (
        f'{APP} "10.0.50", generally available from 2026-12-22 only (today is 2026-11-24).'
    )


@pytest.mark.parametrize(
    "version",
    [
        "10.0.24",
        "10.0",
        "8.1.3",
        "7.0",
        "10.0.400.1",  # between two lines of the table, and older than all that have dates
        "8.1.200.5",
    ],
)
def test_older_than_the_first_service_date_is_out_of_service(version: str) -> None:
    assert verdict(RULE, alone(version)) == Verdict(
        Kind.FAIL,
        f'{APP} "{version}", older than 10.0.25 and so out of service.',
        REMEDY,
        evidence((APPLICATION, version), (PAUSED, 0)),
    )


@pytest.mark.parametrize(
    ("version", "release"),
    [("10.0.2527.208", "10.0.47"), ("10.0.47.13", "10.0.47"), ("10.0.383.20013", "10.0.9")],
)
def test_a_build_or_unified_version_is_judged_by_its_release_and_says_so(
    version: str, release: str
) -> None:
    said = (
        "out of service since its last day, 2026-11-20 (today is 2026-11-24)"
        if release == "10.0.47"
        else "older than 10.0.25 and so out of service"
    )
    assert verdict(RULE, alone(version)) == Verdict(
        Kind.FAIL,
        f'{APP} "{version}", release {release}, {said}.',
        REMEDY,
        evidence((APPLICATION, version), (PAUSED, 0)),
    )


@pytest.mark.parametrize("version", ["10.0.52", "10.0.60", "10.0.60.3", "10.0.9000.1"])
def test_newer_than_the_table_is_unknown_and_never_a_failure(version: str) -> None:
    for today in (date(2020, 1, 1), date(2026, 11, 24), date(2040, 1, 1)):
        assert verdict(RULE, alone(version), today=today) == Verdict(
            Kind.UNKNOWN,
            f'{APP} "{version}"; the table of service dates of {table_date()} ends before it.',
            "",
            evidence((APPLICATION, version), (PAUSED, 0)),
        )


def test_a_build_that_belongs_to_no_listed_release_is_unknown() -> None:
    assert verdict(RULE, alone("10.0.1200.5")) == Verdict(
        Kind.UNKNOWN,
        f'{APP} "10.0.1200.5"; the table of {table_date()} lists no release for it.',
        "",
        evidence((APPLICATION, "10.0.1200.5"), (PAUSED, 0)),
    )


@pytest.mark.parametrize("platform", ["PU72", "7.0.7996.40"])
def test_an_undeclared_application_passes_by_the_platform_and_says_so(platform: str) -> None:
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: platform}) == Verdict(
        Kind.PASS,
        f'{APP} 10.0.48 (taken from platform "{platform}").',
        "",
        evidence((PLATFORM, platform), (PAUSED, 0)),
    )


def test_an_undeclared_application_fails_by_the_platform_and_says_so() -> None:
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: "PU71"}) == Verdict(
        Kind.FAIL,
        f'{APP} 10.0.47 (taken from platform "PU71"), out of service since its last day, 2026-11-20'
        " (today is 2026-11-24).",
        REMEDY,
        evidence((PLATFORM, "PU71"), (PAUSED, 0)),
    )


@pytest.mark.parametrize("platform", ["PU99", "7.0.9000.1"])
def test_a_platform_newer_than_the_table_is_unknown(platform: str) -> None:
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: platform}) == Verdict(
        Kind.UNKNOWN,
        f'{APP} newer than the table of {table_date()} (taken from platform "{platform}"); its'
        " service dates are not known.",
        "",
        evidence((PLATFORM, platform), (PAUSED, 0)),
    )


def test_a_platform_that_the_table_has_no_release_for_leaves_it_undeclared() -> None:
    result = verdict(RULE, {APPLICATION: ABSENT, PLATFORM: "7.0.5570.1"})
    assert result == Verdict(
        Kind.UNDECLARED,
        f'{APPLICATION} is not declared. {PLATFORM} "7.0.5570.1" does not decide it: the table of'
        f" {table_date()} gives no release for it.",
        f"Declare {APPLICATION} in the pair.",
        evidence((PLATFORM, "7.0.5570.1"), (APPLICATION, None), (PAUSED, 0)),
    )


def test_a_declared_application_is_judged_itself_and_a_contradiction_noted() -> None:
    note = (
        'Note that applicationVersion "10.0.48" and platformVersion "PU71" are of different'
        " releases: one of them is wrong."
    )
    facts = evidence((APPLICATION, "10.0.48"), (PLATFORM, "PU71"), (PAUSED, 0))
    assert verdict(RULE, {PLATFORM: "PU71"}) == Verdict(Kind.PASS, note, "", facts)
    assert verdict(RULE, {PLATFORM: "PU71"}, today=LAST_DAY) == Verdict(
        Kind.FAIL,
        f'{APP} "10.0.48", whose last day of service is 2027-02-16: 0 days left. {note}',
        REMEDY,
        facts,
    )


@pytest.mark.parametrize(("paused", "kind"), [(0, Kind.PASS), (1, Kind.PASS), (2, Kind.FAIL)])
def test_one_paused_update_is_accepted(paused: int, kind: Kind) -> None:
    message = f"Service updates paused in a row: {paused}; at most 1 is accepted."
    assert verdict(RULE, {PAUSED: paused}) == Verdict(
        kind,
        message if kind is Kind.FAIL else "",
        REMEDY if kind is Kind.FAIL else "",
        evidence((APPLICATION, "10.0.48"), (PAUSED, paused)),
    )


def test_how_many_may_be_paused_is_a_parameter() -> None:
    assert verdict(RULE, {PAUSED: 3}, ServiceWindow(maximum_paused=3)).kind is Kind.PASS
    assert verdict(RULE, {PAUSED: 1}, ServiceWindow(maximum_paused=0)).message == (
        "Service updates paused in a row: 1; at most 0 is accepted."
    )


@pytest.mark.parametrize(
    "versions",
    [
        {APPLICATION: "10.0.60", PLATFORM: ABSENT},  # the table does not know it
        {APPLICATION: "10.0.1200.5", PLATFORM: ABSENT},
        {APPLICATION: UNKNOWN},
        {APPLICATION: ABSENT, PLATFORM: UNKNOWN},
        {APPLICATION: ABSENT, PLATFORM: ABSENT},
        {APPLICATION: "10.0.48"},
    ],
)
def test_paused_updates_fail_whatever_is_known_of_the_release(versions: dict[str, object]) -> None:
    result = verdict(RULE, {**versions, PAUSED: 2})
    assert (result.kind, result.message, result.remedy) == (
        Kind.FAIL,
        "Service updates paused in a row: 2; at most 1 is accepted.",
        REMEDY,
    )


@pytest.mark.parametrize("paused", [UNKNOWN, ABSENT])
def test_a_release_out_of_service_fails_whatever_is_known_of_pauses(paused: object) -> None:
    assert verdict(RULE, {**alone("10.0.47"), PAUSED: paused}) == Verdict(
        Kind.FAIL,
        f'{APP} "10.0.47", out of service since its last day, 2026-11-20 (today is 2026-11-24).',
        REMEDY,
        evidence((APPLICATION, "10.0.47"), (PAUSED, None)),
    )


def test_both_conditions_are_told_where_both_fail() -> None:
    assert verdict(RULE, {**alone("10.0.24"), PAUSED: 2}).message == (
        f'{APP} "10.0.24", older than 10.0.25 and so out of service.'
        " Service updates paused in a row: 2; at most 1 is accepted."
    )


def test_undeclared_names_the_fact() -> None:
    assert verdict(RULE, {PAUSED: ABSENT}) == Verdict(
        Kind.UNDECLARED,
        f"{PAUSED} is not declared.",
        f"Declare {PAUSED} in the pair.",
        evidence((APPLICATION, "10.0.48"), (PAUSED, None)),
    )
    assert verdict(RULE, {APPLICATION: ABSENT, PLATFORM: ABSENT}) == Verdict(
        Kind.UNDECLARED,
        f"{APPLICATION} is not declared.",
        f"Declare {APPLICATION} in the pair.",
        evidence((APPLICATION, None), (PAUSED, 0)),
    )


def test_known_after_deployment() -> None:
    assert verdict(RULE, {PAUSED: UNKNOWN}) == Verdict(
        Kind.UNKNOWN,
        f"{PAUSED} cannot be judged yet: it is known only after deployment.",
        "",
        evidence((APPLICATION, "10.0.48"), (PAUSED, None)),
    )


def test_what_the_table_does_not_know_is_a_violation_only_where_it_blocks() -> None:
    changes = alone("10.0.60")
    assert judged(RULE, changes).violation is False
    assert judged(RULE, changes, ServiceWindow(unknown="block")).violation is True


def test_advises_and_does_not_block() -> None:
    result = judged(RULE, {PAUSED: 2})
    assert (result.level, result.violation, result.blocks) == (Level.ADVISORY, True, False)


def test_an_unreadable_number_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {PAUSED: 1.5}) == Verdict(
        Kind.FAIL,
        f"{PAUSED}: 1.5 is out of range; accepted: a whole number, 0 or more.",
        f"Correct {PAUSED}: what is there cannot be judged.",
        evidence((APPLICATION, "10.0.48"), (PAUSED, 1.5)),
    )
