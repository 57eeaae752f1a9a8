"""The dated table of releases, builds, updates and service dates, read once from `data/`.

The files are built by `tools/tables/build_versions.py`; every row names its source and its date.
Rows are named tuples, not dataclasses: those take five times as long to define at each start.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from .lines import (
    ApplicationBuild,
    ApplicationRelease,
    PlatformBuild,
    PlatformUpdate,
    UnifiedVersion,
)


class LineStart(NamedTuple):
    """The first build of a line, and the number (of a release or an update) that the line has."""

    build: int
    revision: int
    number: int


class BuildLines:
    """The listed build lines of one family of numbers, in rising order.

    A line holds every revision of its build: 7.0.7996.40 lies in the line 7.0.7996 of PU72. A
    build between two listed lines belongs to neither, but lies after the one and before the other.
    """

    def __init__(self, starts: Iterable[LineStart]) -> None:
        self._starts = tuple(sorted(starts))
        self._builds = [start.build for start in self._starts]

    @property
    def last_build(self) -> int:
        """Return the build of the last listed line."""
        return self._builds[-1]

    def has(self, build: int) -> bool:
        """Tell whether a line with this build is listed."""
        return build in self._builds

    def first_build(self, number: int) -> int | None:
        """Return the build of the first line of this number; None where none is listed."""
        return next((start.build for start in self._starts if start.number == number), None)

    def number_of(self, build: int, revision: int | None) -> int | None:
        """Return the number that a build belongs to; None where the table does not say."""
        owners = [start for start in self._starts if start.build == build]
        if revision is not None:
            owners = [start for start in owners if start.revision <= revision][-1:]
        return owners[0].number if len(owners) == 1 else None

    def span(self, build: int, revision: int | None) -> tuple[int | None, int | None]:
        """Return the first and the last number that a build can be of; None where there is no end.

        A build between two lines can be a late one of the first or an early one of the second.
        """
        owner = self.number_of(build, revision)
        if owner is not None:
            return owner, owner
        before, after = bisect_left(self._builds, build), bisect_right(self._builds, build)
        owners = [start.number for start in self._starts[before:after]]
        if owners:
            return owners[0], owners[-1]
        first = self._starts[before - 1].number if before > 0 else None
        last = self._starts[before].number if before < len(self._starts) else None
        return first, last

    def position(self, number: int, build: int, revision: int | None) -> int | None:
        """Return where a number lies as seen from a build.

        -1: before it; 0: the build belongs to that number; 1: after it; None: the table does not
        say, because the number has no line listed near this build.
        """
        owner = self.number_of(build, revision)
        if owner is not None:
            return (number > owner) - (number < owner)
        following = bisect_right(self._builds, build)
        if following > 0 and number <= self._starts[following - 1].number and not self.has(build):
            return -1
        if following < len(self._starts) and number >= self._starts[following].number:
            return 1
        return None


CURRENT_FAMILY = (10, 0)
_DATA = Path(__file__).resolve().parent.parent / "data"

Row = Mapping[str, Any]


class ReleaseRow(NamedTuple):
    """A release, with what Microsoft's articles say of it; None where they say nothing.

    `application_build` and `platform_build` are build lines. `dual_write_minimum_build` is the
    build from which dual-write supports the release, where that is not its first.
    """

    release: ApplicationRelease
    application_build: ApplicationBuild | None
    platform_update: PlatformUpdate
    platform_build: PlatformBuild | None
    general_availability: date | None
    end_of_service: date | None
    dual_write_minimum_build: ApplicationBuild | None
    source: str
    date: date


class OlderReleaseRow(NamedTuple):
    """A release before 10.0, with the builds that the article gives for it."""

    release: ApplicationRelease
    builds: tuple[ApplicationBuild, ...]
    source: str
    date: date


class PlatformUpdateRow(NamedTuple):
    """A platform update by name, with its build as the article gives it."""

    platform_update: PlatformUpdate
    platform_build: PlatformBuild
    source: str
    date: date


class UnifiedRow(NamedTuple):
    """A unified-environment version, with its application build and its platform build."""

    version: UnifiedVersion
    application_build: ApplicationBuild
    platform_build: PlatformBuild
    source: str
    date: date


@cache
def table_date() -> date:
    """Return the day that the table describes: what came later, it does not know."""
    return date.fromisoformat(_document("releases.json")["asOf"])


@cache
def releases() -> tuple[ReleaseRow, ...]:
    """Return the releases from 10.0 on, oldest first."""
    return tuple(_release_row(row) for row in _document("releases.json")["releases"])


@cache
def older_releases() -> tuple[OlderReleaseRow, ...]:
    """Return the releases before 10.0, oldest first."""
    return tuple(_older_row(row) for row in _document("releases.json")["olderReleases"])


@cache
def platform_updates() -> tuple[PlatformUpdateRow, ...]:
    """Return the platform updates that an article lists by name (PU1 to PU35), oldest first."""
    rows = _document("platform_updates.json")["platformUpdates"]
    return tuple(
        PlatformUpdateRow(
            PlatformUpdate(row["platformUpdate"]), _platform_build(row["build"]), *_origin(row)
        )
        for row in rows
    )


@cache
def unified_versions() -> Mapping[UnifiedVersion, UnifiedRow]:
    """Return the listed unified-environment versions, oldest first."""
    rows = map(_unified_row, _document("unified_environments.json")["unifiedEnvironments"])
    return {row.version: row for row in rows}


@cache
def release_rows() -> Mapping[ApplicationRelease, ReleaseRow]:
    """Return the rows from 10.0 on by their release."""
    return {row.release: row for row in releases()}


@cache
def rows_by_platform_update() -> Mapping[PlatformUpdate, ReleaseRow]:
    """Return the rows from 10.0 on by their platform update."""
    return {row.platform_update: row for row in releases()}


@cache
def listed_releases() -> frozenset[ApplicationRelease]:
    """Return every release of the table, those before 10.0 too."""
    return frozenset((*release_rows(), *(row.release for row in older_releases())))


@cache
def application_lines() -> Mapping[tuple[int, int], BuildLines]:
    """Return the application build lines of each family: (10, 0), (8, 1) and so on."""
    starts: dict[tuple[int, int], list[LineStart]] = {}
    for release, build in _application_builds():
        family = starts.setdefault((build.major, build.minor), [])
        # Two releases can share a line (7.0 and 7.0.1): the later one starts at its listed build.
        shared = any(start.build == build.build for start in family)
        first_revision = build.revision or 0 if shared else 0
        family.append(LineStart(build.build, first_revision, release.update))
    return {family: BuildLines(rows) for family, rows in starts.items()}


@cache
def platform_lines() -> BuildLines:
    """Return the platform build lines, from the named updates and from the releases."""
    builds = {row.platform_update.number: row.platform_build.build for row in platform_updates()}
    for row in releases():
        if row.platform_build is not None:
            builds[row.platform_update.number] = row.platform_build.build
    return BuildLines(LineStart(build, 0, number) for number, build in builds.items())


@cache
def _document(name: str) -> Row:
    document: Row = json.loads((_DATA / name).read_text(encoding="utf-8"))
    return document


def _application_builds() -> Iterable[tuple[ApplicationRelease, ApplicationBuild]]:
    for older in older_releases():
        for build in older.builds:
            yield older.release, build
    for row in releases():
        if row.application_build is not None:
            yield row.release, row.application_build


def _release_row(row: Row) -> ReleaseRow:
    return ReleaseRow(
        _release(row["release"]),
        _application_build(row["applicationBuild"]) if row["applicationBuild"] else None,
        PlatformUpdate(row["platformUpdate"]),
        _platform_build(row["platformBuild"]) if row["platformBuild"] else None,
        _date(row.get("generalAvailability")),
        _date(row.get("endOfService")),
        _minimum_build(row),
        *_origin(row),
    )


def _older_row(row: Row) -> OlderReleaseRow:
    builds = tuple(_application_build(build) for build in row["builds"])
    return OlderReleaseRow(_release(row["release"]), builds, *_origin(row))


def _unified_row(row: Row) -> UnifiedRow:
    major, minor, update, number = _numbers(row["version"])
    return UnifiedRow(
        UnifiedVersion(ApplicationRelease(major, minor, update), number),
        _application_build(row["applicationBuild"]),
        _platform_build(row["platformBuild"]),
        *_origin(row),
    )


def _minimum_build(row: Row) -> ApplicationBuild | None:
    text = row.get("dualWriteMinimumBuild")
    return _application_build(text) if text else None


def _origin(row: Row) -> tuple[str, date]:
    return row["source"], date.fromisoformat(row["date"])


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def _release(text: str) -> ApplicationRelease:
    major, minor, update = (*_numbers(text), 0)[:3]
    return ApplicationRelease(major, minor, update)


def _application_build(text: str) -> ApplicationBuild:
    return ApplicationBuild(*_numbers(text))


def _platform_build(text: str) -> PlatformBuild:
    return PlatformBuild(*_numbers(text)[2:])
