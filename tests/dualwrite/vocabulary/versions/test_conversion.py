"""From one line to another through the table, and None where it does not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.vocabulary.versions import (
    PlatformBuild,
    PlatformUpdate,
    ReleaseRow,
    application_of,
    is_newer_than_table,
    parse_application_version,
    parse_platform_version,
    platform_of,
    platform_update_of,
    release_of,
    releases,
    same_release,
)


def spelling(version: object) -> str | None:
    return None if version is None else str(version)


@pytest.mark.parametrize(
    ("text", "release", "update", "platform"),
    [
        ("10.0.9", "10.0.9", "PU33", "PU33"),
        ("10.0", "10.0", "PU24", "PU24"),
        ("10.0.51", "10.0.51", "PU75", "PU75"),
        ("10.0.383.20013", "10.0.9", "PU33", "PU33"),
        ("10.0.2790.3", "10.0.49", "PU73", "PU73"),
        ("10.0.100.1", None, None, None),
        ("10.0.2900.1", None, None, None),
        ("10.0.48.6", "10.0.48", "PU72", "7.0.7996.111"),
        ("10.0.48.5", "10.0.48", "PU72", "PU72"),
        ("10.0.2645.124", "10.0.48", "PU72", "7.0.7996.111"),
        ("10.0.2645.125", "10.0.48", "PU72", "PU72"),
        ("10.0.55", "10.0.55", None, None),
        ("10.0.55.2", "10.0.55", None, None),
        ("8.1.3", "8.1.3", None, None),
        ("8.1.227.4", "8.1.3", None, None),
        ("8.0.35", "8.0", None, None),
        ("7.0.1265.3015", "7.0", None, None),
        ("7.0.1265.23014", "7.0.1", None, None),
        ("7.0.1265", None, None, None),
    ],
)
def test_application(
    text: str, release: str | None, update: str | None, platform: str | None
) -> None:
    version = parse_application_version(text)
    found = (release_of(version), platform_update_of(version), platform_of(version))
    assert tuple(map(spelling, found)) == (release, update, platform)


@pytest.mark.parametrize(
    ("text", "release", "update"),
    [
        ("PU33", "10.0.9", "PU33"),
        ("PU75", "10.0.51", "PU75"),
        ("PU76", None, "PU76"),
        ("PU23", None, "PU23"),
        ("7.0.5559.17", "10.0.9", "PU33"),
        ("7.0.7996", "10.0.48", "PU72"),
        ("7.0.4127.1", None, "PU1"),
        ("7.0.5560.1", None, None),
        ("7.0.8100.1", None, None),
    ],
)
def test_platform(text: str, release: str | None, update: str | None) -> None:
    version = parse_platform_version(text)
    found = (release_of(version), application_of(version), platform_update_of(version))
    assert tuple(map(spelling, found)) == (release, release, update)


@pytest.mark.parametrize(
    ("application", "platform", "expected"),
    [
        ("10.0.48", "PU72", True),
        ("10.0.48", "7.0.7996.40", True),
        ("10.0.48.3", "7.0.7996.40", True),
        ("10.0.2645.66", "7.0.7996.40", True),
        ("10.0.48", "PU71", False),
        ("10.0.9", "7.0.7996.40", False),
        ("8.1.3", "PU72", False),
        ("10.0.55", "PU72", False),
        ("10.0.48", "PU20", False),
        ("10.0.100.1", "PU72", False),
        ("10.0.48", "7.0.8100.1", None),
    ],
)
def test_same_release(application: str, platform: str, expected: bool | None) -> None:
    result = same_release(parse_application_version(application), parse_platform_version(platform))
    assert result is expected


@given(st.sampled_from(releases()), st.integers(1, 200))
def test_a_listed_release_has_its_one_platform_update(row: ReleaseRow, number: int) -> None:
    """Whether the table has the update or not: newer ones are not those of older releases either."""
    assert same_release(row.release, PlatformUpdate(number)) is (
        row.platform_update.number == number
    )


@given(st.sampled_from(releases()), st.integers(0, 20000), st.integers(0, 99999))
def test_a_listed_release_contradicts_builds_before_and_after_its_neighbours(
    row: ReleaseRow, build: int, revision: int
) -> None:
    found = same_release(row.release, PlatformBuild(build, revision))
    number = row.platform_update.number
    built = {
        one.platform_update.number: one.platform_build for one in releases() if one.platform_build
    }
    last = max(built)
    before, after = built.get(number - 1), built.get(number + 1)
    is_before = before is not None and build < before.build
    is_after = after is not None and build > after.build
    if is_before or is_after or (number < last and build > built[last].build):
        assert found is False
    elif number in built and build == built[number].build:
        assert found is not False
    elif number > last and build > built[last].build:
        assert found is None


@pytest.mark.parametrize(
    ("application", "platform", "expected"),
    [
        ("10.0.48", "PU90", False),
        ("10.0.48", "7.0.7300.1", False),
        ("10.0.48", "7.0.9999.1", False),
        ("10.0.48.6", "PU76", False),
        ("10.0.2645.124", "7.0.7300.1", False),
        ("10.0.55", "PU72", False),
        ("10.0.55", "7.0.7300.1", False),
        ("10.0.9999.1", "PU72", False),
        ("8.1.3", "PU90", False),
        # What the table does not tell apart is no contradiction.
        ("10.0.39", "7.0.7250.1", None),
        ("10.0.40", "7.0.7250.1", None),
        ("10.0.50", "7.0.8219.4", None),
        ("10.0.51", "7.0.8300.1", None),
        ("10.0.55", "PU90", None),
        ("10.0.55", "7.0.9999.1", None),
        ("10.0.9999.1", "PU90", None),
    ],
)
def test_same_release_beyond_and_between_the_lines_of_the_table(
    application: str, platform: str, expected: bool | None
) -> None:
    result = same_release(parse_application_version(application), parse_platform_version(platform))
    assert result is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.51", False),
        ("10.0.52", True),
        ("10.0.2790.1", False),
        ("10.0.2791", True),
        ("10.0.100", False),
        ("10.0.48.99", False),  # a later one of a release that the table has
        ("10.0.52.1", True),
        ("8.1.3", False),
        ("8.1.9999.1", False),
    ],
)
def test_application_newer_than_table(text: str, expected: bool) -> None:
    assert is_newer_than_table(parse_application_version(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("PU75", False), ("PU76", True), ("7.0.8199.999", False), ("7.0.8200", True)],
)
def test_platform_newer_than_table(text: str, expected: bool) -> None:
    assert is_newer_than_table(parse_platform_version(text)) is expected
