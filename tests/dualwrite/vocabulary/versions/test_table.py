"""The tables agree with themselves and with each other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import dualwrite.vocabulary.versions
from dualwrite.vocabulary.versions import (
    ApplicationBuild,
    ApplicationRelease,
    parse_application_version,
    parse_platform_version,
    platform_update_of,
    release_of,
    releases,
    table_date,
)
from dualwrite.vocabulary.versions.table import older_releases, platform_updates, unified_versions

PACKAGE = Path(dualwrite.vocabulary.versions.__file__).parent
DATA = PACKAGE.parent / "data"


def rises(values: Iterable[object]) -> bool:
    known: Sequence[object] = [value for value in values if value is not None]
    return len(known) > 1 and all(one < other for one, other in pairwise(known))  # type: ignore[operator]


def test_releases_are_numbered_without_gaps() -> None:
    assert [row.release for row in releases()] == [
        ApplicationRelease(10, 0, update) for update in range(len(releases()))
    ]


def test_builds_rise_with_releases() -> None:
    assert rises(row.application_build and row.application_build.build for row in releases())
    assert rises(row.platform_build and row.platform_build.build for row in releases())


def test_platform_update_is_24_more_than_the_release() -> None:
    updates = [row.platform_update.number for row in releases()]
    assert updates == [row.release.update + 24 for row in releases()]


def test_only_the_last_releases_lack_builds() -> None:
    lacking = {
        str(row.release): (row.application_build is None, row.platform_build is None)
        for row in releases()
        if row.application_build is None or row.platform_build is None
    }
    assert lacking == {
        "10.0.50": (True, True),
        "10.0.51": (True, True),
    }


def test_service_dates_are_in_order() -> None:
    dated = [row for row in releases() if row.general_availability is not None]
    assert dated == list(releases()[25:])
    for row in dated:
        assert row.general_availability is not None
        assert row.end_of_service is not None
        assert row.general_availability < row.end_of_service, row.release
    assert rises(row.general_availability for row in dated)
    assert rises(row.end_of_service for row in dated)


def test_undated_releases_have_neither_date() -> None:
    undated = releases()[:25]
    assert {(row.general_availability, row.end_of_service) for row in undated} == {(None, None)}


def test_minimum_build_of_dual_write() -> None:
    minimums = {
        str(row.release): row.dual_write_minimum_build
        for row in releases()
        if row.dual_write_minimum_build is not None
    }
    assert minimums == {"10.0.9": ApplicationBuild(10, 0, 383, 20013)}


def test_named_platform_updates_rise_with_their_builds() -> None:
    assert rises(row.platform_update.number for row in platform_updates())
    assert rises(row.platform_build.build for row in platform_updates())


def test_named_platform_updates_agree_with_the_releases() -> None:
    builds = {row.platform_update: row.platform_build for row in releases()}
    common = [row for row in platform_updates() if row.platform_update in builds]
    assert [row.platform_update.number for row in common] == list(range(24, 36))
    for row in common:
        assert builds[row.platform_update] == row.platform_build


def test_unified_versions_agree_with_their_releases() -> None:
    rows = {row.release: row for row in releases()}
    for unified in unified_versions().values():
        release, build = rows[unified.version.release], unified.application_build
        assert ApplicationBuild(build.major, build.minor, build.build) == release.application_build
        assert release.platform_build is not None
        assert unified.platform_build.build == release.platform_build.build
        assert None not in (build.revision, unified.platform_build.revision)


def test_unified_versions_rise_with_their_builds() -> None:
    rows = list(unified_versions().values())
    assert rises((row.version.release.update, row.version.number) for row in rows)
    assert rises((row.application_build.build, row.application_build.revision) for row in rows)
    assert rises((row.platform_build.build, row.platform_build.revision) for row in rows)


def test_older_releases_rise_with_their_builds() -> None:
    rows = older_releases()
    assert rises((row.release.major, row.release.minor, row.release.update) for row in rows)
    builds = [build for row in rows for build in row.builds]
    assert rises((build.major, build.minor, build.build, build.revision or 0) for build in builds)
    for row in rows:
        for build in row.builds:
            assert (build.major, build.minor) == (row.release.major, row.release.minor)


def test_every_listed_number_leads_back_to_its_row() -> None:
    for row in releases():
        assert release_of(row.platform_update) == row.release
        assert platform_update_of(row.release) == row.platform_update
        if row.application_build is not None:
            assert release_of(row.application_build) == row.release
        if row.platform_build is not None:
            assert release_of(row.platform_build) == row.release
    for older in older_releases():
        assert {release_of(build) for build in older.builds} == {older.release}
    for update in platform_updates():
        assert platform_update_of(update.platform_build) == update.platform_update


def test_every_spelling_of_the_table_is_read() -> None:
    for row in releases():
        assert parse_application_version(str(row.release)) == row.release
        assert parse_platform_version(str(row.platform_update)) == row.platform_update
        if row.platform_build is not None:
            assert parse_platform_version(str(row.platform_build)) == row.platform_build
    for unified in unified_versions().values():
        assert parse_application_version(str(unified.version)) == unified.version
        build = unified.application_build
        assert parse_application_version(str(build)) == build
    for older in older_releases():
        assert parse_application_version(str(older.release)) == older.release
        for build in older.builds:
            assert parse_application_version(str(build)) == build


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("releases.json", ("releases", "olderReleases")),
        ("platform_updates.json", ("platformUpdates",)),
        ("unified_environments.json", ("unifiedEnvironments",)),
    ],
)
def test_every_row_has_its_source_and_date(name: str, lists: tuple[str, ...]) -> None:
    document = json.loads((DATA / name).read_text(encoding="utf-8"))
    assert set(document) == {"asOf", *lists}
    assert document["asOf"] == table_date().isoformat()
    for row in (row for key in lists for row in document[key]):
        assert row["source"].strip() != ""
        assert date(2019, 1, 1) < date.fromisoformat(row["date"]) <= table_date()


def test_the_package_needs_the_standard_library_only() -> None:
    program = (
        "import sys; before = set(sys.modules); import dualwrite.vocabulary.versions as versions; "
        "versions.releases(); versions.parse_application_version('10.0.48.6'); "
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}; "
        "print(sorted(new - sys.stdlib_module_names - {'dualwrite'}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PACKAGE.parent.parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "[]\n"
