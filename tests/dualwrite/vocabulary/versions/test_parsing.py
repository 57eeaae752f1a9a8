"""Reading versions: which line a number belongs to, and what the errors say."""

from __future__ import annotations

import pytest

from dualwrite.vocabulary.versions import (
    ApplicationBuild,
    ApplicationRelease,
    ApplicationVersion,
    CustomerEngagementBuild,
    DualWriteCoreVersion,
    PlatformBuild,
    PlatformUpdate,
    PlatformVersion,
    UnifiedVersion,
    VersionError,
    parse_application_version,
    parse_customer_engagement_version,
    parse_dual_write_core_version,
    parse_platform_version,
)

ACCEPTED_APPLICATION = (
    "accepted: a release (10.0.48), an application build (10.0.2645.66) or a "
    "unified-environment version (10.0.47.11)"
)
ACCEPTED_PLATFORM = (
    'accepted: a platform build (7.0.7996.40) or a platform update ("PU72", "Update 72", '
    '"Platform update 72")'
)
ACCEPTED_CUSTOMER_ENGAGEMENT = "accepted: four numbers, as in 9.2.25091.00212"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.48", ApplicationRelease(10, 0, 48)),
        ("10.0.9", ApplicationRelease(10, 0, 9)),
        ("10.0", ApplicationRelease(10, 0, 0)),
        ("10.0.0", ApplicationRelease(10, 0, 0)),
        ("10.0.8", ApplicationRelease(10, 0, 8)),  # builds of 10.0 begin so too
        ("10.0.51", ApplicationRelease(10, 0, 51)),  # builds of 10.0.1 begin so too
        ("10.0.52", ApplicationRelease(10, 0, 52)),  # newer than the table
        ("10.0.99", ApplicationRelease(10, 0, 99)),
        (" 10.0.048\n", ApplicationRelease(10, 0, 48)),
        ("10 . 0. 48", ApplicationRelease(10, 0, 48)),
        ("10.0.80", ApplicationBuild(10, 0, 80)),
        ("10.0.80.7", ApplicationBuild(10, 0, 80, 7)),
        ("10.0.383", ApplicationBuild(10, 0, 383)),
        ("10.0.383.20013", ApplicationBuild(10, 0, 383, 20013)),
        ("10.0.2645.66", ApplicationBuild(10, 0, 2645, 66)),
        ("10.0.100", ApplicationBuild(10, 0, 100)),
        ("10.0.9999.1", ApplicationBuild(10, 0, 9999, 1)),
        ("10.0.47.11", UnifiedVersion(ApplicationRelease(10, 0, 47), 11)),
        ("10.0.52.3", UnifiedVersion(ApplicationRelease(10, 0, 52), 3)),
        ("8.1.3", ApplicationRelease(8, 1, 3)),
        ("8.1", ApplicationRelease(8, 1, 0)),
        ("8.1.227", ApplicationBuild(8, 1, 227)),
        ("8.1.227.30015", ApplicationBuild(8, 1, 227, 30015)),
        ("8.0", ApplicationRelease(8, 0, 0)),
        ("8.0.35", ApplicationBuild(8, 0, 35)),
        ("7.3", ApplicationRelease(7, 3, 0)),
        ("7.3.11971.56116", ApplicationBuild(7, 3, 11971, 56116)),
        ("7.2", ApplicationRelease(7, 2, 0)),
        ("7.1.1541.3036", ApplicationBuild(7, 1, 1541, 3036)),
        ("7.0", ApplicationRelease(7, 0, 0)),
        ("7.0.1", ApplicationRelease(7, 0, 1)),
        ("7.0.1265.3015", ApplicationBuild(7, 0, 1265, 3015)),
    ],
)
def test_application_version(text: str, expected: ApplicationVersion) -> None:
    assert parse_application_version(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7.0.7996.40", PlatformBuild(7996, 40)),
        ("7.0.5559", PlatformBuild(5559)),
        ("7.0.05559.0040", PlatformBuild(5559, 40)),
        ("PU72", PlatformUpdate(72)),
        ("pu72", PlatformUpdate(72)),
        ("PU 072", PlatformUpdate(72)),
        ("Update72", PlatformUpdate(72)),
        ("Update 72", PlatformUpdate(72)),
        ("Platform update 72", PlatformUpdate(72)),
        ("PLATFORM UPDATE72", PlatformUpdate(72)),
        ("\tplatformupdate72 ", PlatformUpdate(72)),
        ("PU76", PlatformUpdate(76)),
        ("PU13", PlatformUpdate(13)),
    ],
)
def test_platform_version(text: str, expected: PlatformVersion) -> None:
    assert parse_platform_version(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9.2.25091.00212", CustomerEngagementBuild(9, 2, 25091, 212)),
        ("9.2.25091.212", CustomerEngagementBuild(9, 2, 25091, 212)),
        ("9.1.0000.11732", CustomerEngagementBuild(9, 1, 0, 11732)),
        (" 09.01.0.11732 ", CustomerEngagementBuild(9, 1, 0, 11732)),
        ("8.2.2.112", CustomerEngagementBuild(8, 2, 2, 112)),
    ],
)
def test_customer_engagement_version(text: str, expected: CustomerEngagementBuild) -> None:
    assert parse_customer_engagement_version(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.0.24073.3", DualWriteCoreVersion(24073, 3)),
        ("1.0.24073", DualWriteCoreVersion(24073)),
        ("10.0.36", DualWriteCoreVersion(36)),
        ("10.0.36.0", DualWriteCoreVersion(36, 0)),
        ("10.0.24073.3", DualWriteCoreVersion(24073, 3)),
    ],
)
def test_dual_write_core_version(text: str, expected: DualWriteCoreVersion) -> None:
    assert parse_dual_write_core_version(text) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (parse_application_version("10.0.0"), "10.0"),
        (parse_application_version("10.0.048"), "10.0.48"),
        (parse_application_version("10.0.383"), "10.0.383"),
        (parse_application_version("10.0.47.011"), "10.0.47.11"),
        (parse_application_version("7.3"), "7.3"),
        (parse_platform_version("update 72"), "PU72"),
        (parse_platform_version("7.0.7996"), "7.0.7996"),
        (parse_customer_engagement_version("9.2.25091.212"), "9.2.25091.00212"),
        (parse_customer_engagement_version("9.1.0.11732"), "9.1.0000.11732"),
        (parse_dual_write_core_version("10.0.36.0"), "1.0.36.0"),
    ],
)
def test_str_is_the_usual_spelling(value: object, text: str) -> None:
    assert str(value) == text


BROKEN = [
    "",
    " ",
    ".",
    "latest",
    "v10.0.48",
    "10.0.48 preview",
    "10.0.48-preview",
    "+10.0.48",
    "-10.0.48",
    "10.-0.48",
    "10..48",
    "10.0.48.",
    ".10.0.48",
    "10,0,48",
    "10.0.4 8",
    "10.0.1000000",
    "10.0.0000048",
    "0000010.0.48",
    "10.0.2645.66.1",
    "10.0.4\N{ARABIC-INDIC DIGIT EIGHT}",
    "\N{FULLWIDTH DIGIT ONE}0.0.48",
    "10.0.4\N{SUPERSCRIPT TWO}",
    "10",
    "10.1.2",
    "11.0",
    "1611",
    "0x10.0.48",
    "1_0.0.48",
    "1e1.0.48",
    "7.0.1265.3015.9",
]


@pytest.mark.parametrize("text", BROKEN)
def test_unreadable_application_version(text: str) -> None:
    with pytest.raises(VersionError) as caught:
        parse_application_version(text)
    assert str(caught.value) == f'"{text}" is not an application version; {ACCEPTED_APPLICATION}'


@pytest.mark.parametrize(
    "text", ["", "72", "PU", "PU0", "PU-1", "PU1000", "PU7996", "PU72.1", "PU72b", "P U72", "7"]
)
def test_unreadable_platform_version(text: str) -> None:
    with pytest.raises(VersionError) as caught:
        parse_platform_version(text)
    assert str(caught.value) == (
        f'"{text}" is not a platform version of finance and operations; {ACCEPTED_PLATFORM}'
    )


@pytest.mark.parametrize("text", ["", "9.2", "9.2.25091", "9.2.25091.212.1", "9.2.x.1", "v9.2.1.1"])
def test_unreadable_customer_engagement_version(text: str) -> None:
    with pytest.raises(VersionError) as caught:
        parse_customer_engagement_version(text)
    assert str(caught.value) == (
        f'"{text}" is not a platform version of customer engagement; {ACCEPTED_CUSTOMER_ENGAGEMENT}'
    )


@pytest.mark.parametrize("text", ["", "1.0", "1.1.24073.3", "2.0.1.1", "1.0.24073.3.1", "1.0.a"])
def test_unreadable_dual_write_core_version(text: str) -> None:
    with pytest.raises(VersionError) as caught:
        parse_dual_write_core_version(text)
    assert str(caught.value) == (
        f'"{text}" is not a version of the dual-write core solution; accepted: 1.0.24073.3 or '
        "1.0.24073 (10.0 at the start is read as 1.0)"
    )


@pytest.mark.parametrize(
    ("text", "release", "other"),
    [("10.0.51.7", "10.0.51", "10.0.1"), ("10.0.8.7", "10.0.8", "10.0")],
)
def test_a_number_that_fits_two_lines(text: str, release: str, other: str) -> None:
    with pytest.raises(VersionError) as caught:
        parse_application_version(text)
    assert str(caught.value) == (
        f'"{text}" is not one version: it fits two lines, the unified-environment versions of '
        f"{release} and the builds of {other}; accepted: the release alone ({release} or {other}), "
        "or the platform build in financeAndOperations.platformVersion instead"
    )


@pytest.mark.parametrize(
    ("text", "owner", "key"),
    [
        ("7.0.7996.40", "of the platform", "financeAndOperations.platformVersion"),
        ("7.0.5559", "of the platform", "financeAndOperations.platformVersion"),
        ("7.0.2", "of the platform", "financeAndOperations.platformVersion"),
        ("7.0.1.5", "of the platform", "financeAndOperations.platformVersion"),
        ("PU72", "of the platform", "financeAndOperations.platformVersion"),
        ("9.2.25091.00212", "of customer engagement", "customerEngagement.platformVersion"),
    ],
)
def test_misplaced_as_application_version(text: str, owner: str, key: str) -> None:
    with pytest.raises(VersionError) as caught:
        parse_application_version(text)
    assert str(caught.value) == (
        f'"{text}" is not an application version but a version {owner}, which belongs in {key}; '
        f"{ACCEPTED_APPLICATION}"
    )


@pytest.mark.parametrize(
    ("text", "owner", "key"),
    [
        ("10.0.48", "of the application", "financeAndOperations.applicationVersion"),
        ("10.0.2645.66", "of the application", "financeAndOperations.applicationVersion"),
        ("8.1.3", "of the application", "financeAndOperations.applicationVersion"),
        ("7.0", "of the application", "financeAndOperations.applicationVersion"),
        ("7.0.1", "of the application", "financeAndOperations.applicationVersion"),
        ("7.0.1265.3015", "of the application", "financeAndOperations.applicationVersion"),
        ("9.2.25091.00212", "of customer engagement", "customerEngagement.platformVersion"),
    ],
)
def test_misplaced_as_platform_version(text: str, owner: str, key: str) -> None:
    with pytest.raises(VersionError) as caught:
        parse_platform_version(text)
    assert str(caught.value) == (
        f'"{text}" is not a platform version of finance and operations but a version {owner}, '
        f"which belongs in {key}; {ACCEPTED_PLATFORM}"
    )


@pytest.mark.parametrize(
    ("text", "owner", "key"),
    [
        (
            "10.0.2645.66",
            "of the finance and operations application",
            "financeAndOperations.applicationVersion",
        ),
        (
            "7.0.7996.40",
            "of the finance and operations platform",
            "financeAndOperations.platformVersion",
        ),
        (
            "1.0.24073.3",
            "of the dual-write core solution",
            "customerEngagement.dualWriteCoreVersion",
        ),
    ],
)
def test_misplaced_as_customer_engagement_version(text: str, owner: str, key: str) -> None:
    with pytest.raises(VersionError) as caught:
        parse_customer_engagement_version(text)
    assert str(caught.value) == (
        f'"{text}" is not a platform version of customer engagement but a version {owner}, '
        f"which belongs in {key}; {ACCEPTED_CUSTOMER_ENGAGEMENT}"
    )


def test_an_error_is_one_short_printable_line() -> None:
    with pytest.raises(VersionError) as caught:
        parse_application_version("\x1b[31m\n\N{RIGHT-TO-LEFT OVERRIDE}\ud800" + "x" * 10_000)
    message = str(caught.value)
    assert message.startswith('"\\x1b[31m\\n\\u202e\\ud800x')
    assert message.isprintable()
    assert len(message) < 300
