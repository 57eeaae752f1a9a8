"""From one line to another, only as the table says; None is "the table does not say"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from .lines import (
    ApplicationBuild,
    ApplicationRelease,
    ApplicationVersion,
    PlatformBuild,
    PlatformUpdate,
    PlatformVersion,
    UnifiedVersion,
)
from .table import (
    CURRENT_FAMILY,
    application_lines,
    listed_releases,
    platform_lines,
    release_rows,
    releases,
    rows_by_platform_update,
    unified_versions,
)


@lru_cache(maxsize=1024)
def release_of(version: ApplicationVersion | PlatformVersion) -> ApplicationRelease | None:
    """Return the release of a version: its own where it names one, otherwise through the table."""
    if isinstance(version, ApplicationRelease):
        return version
    if isinstance(version, UnifiedVersion):
        return version.release
    if isinstance(version, ApplicationBuild):
        return _release_of_build(version)
    update = platform_update_of(version)
    row = rows_by_platform_update().get(update) if update is not None else None
    return row.release if row is not None else None


@lru_cache(maxsize=1024)
def platform_update_of(version: ApplicationVersion | PlatformVersion) -> PlatformUpdate | None:
    """Return the platform update: PU33 for 7.0.5559.17, for 10.0.9 and for 10.0.383.20013."""
    if isinstance(version, PlatformUpdate):
        return version
    if isinstance(version, PlatformBuild):
        number = platform_lines().number_of(version.build, version.revision)
        return PlatformUpdate(number) if number is not None else None
    release = release_of(version)
    row = release_rows().get(release) if release is not None else None
    return row.platform_update if row is not None else None


@lru_cache(maxsize=1024)
def platform_of(version: ApplicationVersion) -> PlatformVersion | None:
    """Return the platform build that the table lists with this very version or build.

    Where it lists none, return the platform update of the release.
    """
    if isinstance(version, UnifiedVersion) and version in unified_versions():
        return unified_versions()[version].platform_build
    if isinstance(version, ApplicationBuild) and version in _platform_builds():
        return _platform_builds()[version]
    return platform_update_of(version)


def application_of(version: PlatformVersion) -> ApplicationVersion | None:
    """Return the release that came with a platform version."""
    return release_of(version)


@lru_cache(maxsize=1024)
def same_release(application: ApplicationVersion, platform: PlatformVersion) -> bool | None:
    """Tell whether both are of one release; False where they contradict each other.

    They do, too, where the table has no release for one of them, but tells that it lies before or
    after the other: PU90 is newer than the table, and so is not the platform update of 10.0.48.
    """
    application_release, platform_release = release_of(application), release_of(platform)
    if application_release is not None and platform_release is not None:
        return application_release == platform_release
    first, last = _updates_of_application(application)
    other_first, other_last = _updates_of_platform(platform)
    if _is_before(last, other_first) or _is_before(other_last, first):
        return False
    return None


def _is_before(last: int | None, first: int | None) -> bool:
    return last is not None and first is not None and last < first


def _updates_of_platform(version: PlatformVersion) -> tuple[int | None, int | None]:
    """The first and the last platform update that a version can be of; None where there is no end."""
    if isinstance(version, PlatformUpdate):
        return version.number, version.number
    return platform_lines().span(version.build, version.revision)


def _updates_of_application(version: ApplicationVersion) -> tuple[int | None, int | None]:
    """The same of an application, through the platform updates of the releases it can be of."""
    if (version.major, version.minor) != CURRENT_FAMILY:
        return None, releases()[0].platform_update.number - 1
    release = release_of(version)
    if release is not None:
        span: tuple[int | None, int | None] = (release.update, release.update)
    elif isinstance(version, ApplicationBuild):
        span = application_lines()[CURRENT_FAMILY].span(version.build, version.revision)
    else:
        span = (None, None)
    return _first_update(span[0]), _last_update(span[1])


def _first_update(release: int | None) -> int | None:
    if release is None:
        return None
    newest = releases()[-1]
    if release > newest.release.update:
        return newest.platform_update.number + 1
    return _update_of_current(release)


def _last_update(release: int | None) -> int | None:
    # A release that the table does not have yet can have any later update.
    return None if release is None else _update_of_current(release)


def _update_of_current(release: int) -> int | None:
    row = release_rows().get(ApplicationRelease(*CURRENT_FAMILY, release))
    return row.platform_update.number if row is not None else None


def is_newer_than_table(version: ApplicationVersion | PlatformVersion) -> bool:
    """Tell whether a release, a build or an update lies beyond the last one that the table has.

    A unified-environment version is as new as its release. A build is newer when its line is
    after the last listed line, although the releases of the last rows have no build listed yet.
    """
    last = releases()[-1]
    if isinstance(version, PlatformUpdate):
        return version.number > last.platform_update.number
    if isinstance(version, PlatformBuild):
        return version.build > platform_lines().last_build
    if (version.major, version.minor) != CURRENT_FAMILY:
        return False
    if isinstance(version, ApplicationBuild):
        return version.build > application_lines()[CURRENT_FAMILY].last_build
    release = version.release if isinstance(version, UnifiedVersion) else version
    return release.update > last.release.update


def _release_of_build(version: ApplicationBuild) -> ApplicationRelease | None:
    lines = application_lines()[version.major, version.minor]
    update = lines.number_of(version.build, version.revision)
    return ApplicationRelease(version.major, version.minor, update) if update is not None else None


@cache
def _platform_builds() -> dict[ApplicationBuild, PlatformBuild]:
    return {row.application_build: row.platform_build for row in unified_versions().values()}


@dataclass(frozen=True)
class ServicePeriod:
    """The first and the last day of service, both included; None where no article gives it."""

    release: ApplicationRelease
    general_availability: date | None
    end_of_service: date | None


def service_period(release: ApplicationRelease) -> ServicePeriod | None:
    """Return the service dates of a release; None for a release that the table does not have.

    Source: public-preview-releases.md, ms.date 08/25/2025, and its copy of 2026-06-04.
    """
    row = release_rows().get(release)
    if row is not None:
        return ServicePeriod(release, row.general_availability, row.end_of_service)
    return ServicePeriod(release, None, None) if release in listed_releases() else None


def first_release_with_service_dates() -> ApplicationRelease:
    """Return the oldest release with service dates: what is older is out of service."""
    return next(row.release for row in releases() if row.end_of_service is not None)
