"""Is a version at least a minimum? Inside one line by its numbers, across lines by the table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .lines import (
    ApplicationBuild,
    ApplicationRelease,
    ApplicationVersion,
    CustomerEngagementBuild,
    DualWriteCoreVersion,
    PlatformBuild,
    PlatformUpdate,
    PlatformVersion,
    UnifiedVersion,
)
from .table import application_lines, platform_lines, release_rows, table_date, unified_versions


class Order(Enum):
    """Where a version stands against a minimum."""

    BELOW = "below"
    AT_LEAST = "at least"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Comparison:
    """The order, and where it is UNDECIDED, why.

    `needs_build` tells the two reasons apart: True where the version is spelt too coarsely for
    the minimum (its build would decide), False where the table does not say.
    """

    order: Order
    reason: str = ""
    needs_build: bool = False


_BELOW = Comparison(Order.BELOW)
_AT_LEAST = Comparison(Order.AT_LEAST)

Build = ApplicationBuild | PlatformBuild | DualWriteCoreVersion


def compare_application(value: ApplicationVersion, minimum: ApplicationVersion) -> Comparison:
    """Compare two application versions of finance and operations.

    A build against the release 10.0.9 counts from 10.0.383.20013 on: dual-write's documented
    minimum is that build (dual-write-system-req.md, ms.date 01/15/2026).
    """
    if (value.major, value.minor) != (minimum.major, minimum.minor):
        return _decided((value.major, value.minor) > (minimum.major, minimum.minor))
    if isinstance(minimum, ApplicationBuild):
        return _application_against_build(value, minimum)
    if isinstance(minimum, UnifiedVersion):
        return _application_against_unified(value, minimum)
    if isinstance(value, ApplicationBuild):
        return _build_against_release(value, minimum)
    return _decided(_named_release(value).update >= minimum.update)


def compare_platform(value: PlatformVersion, minimum: PlatformVersion) -> Comparison:
    """Compare two platform versions of finance and operations."""
    if isinstance(value, PlatformBuild):
        if isinstance(minimum, PlatformBuild):
            return _compare_builds(value, minimum)
        position = platform_lines().position(minimum.number, value.build, value.revision)
        return _no_build_listed(minimum) if position is None else _decided(position <= 0)
    if isinstance(minimum, PlatformUpdate):
        return _decided(value.number >= minimum.number)
    position = platform_lines().position(value.number, minimum.build, minimum.revision)
    first_build = platform_lines().first_build(value.number)
    return _coarse_against_build(value, position, first_build, minimum)


def compare_customer_engagement(
    value: CustomerEngagementBuild, minimum: CustomerEngagementBuild
) -> Comparison:
    """Compare two platform versions of customer engagement, number by number."""
    return _decided(_customer_engagement_numbers(value) >= _customer_engagement_numbers(minimum))


def compare_dual_write_core(
    value: DualWriteCoreVersion, minimum: DualWriteCoreVersion
) -> Comparison:
    """Compare two versions of the dual-write core solution."""
    return _compare_builds(value, minimum)


def _decided(at_least: bool) -> Comparison:
    return _AT_LEAST if at_least else _BELOW


def _compare_builds(value: Build, minimum: Build) -> Comparison:
    if value.build != minimum.build:
        return _decided(value.build > minimum.build)
    if not minimum.revision:
        return _AT_LEAST
    if value.revision is None:
        return _needs_build(value, minimum)
    return _decided(value.revision >= minimum.revision)


def _build_against_release(value: ApplicationBuild, minimum: ApplicationRelease) -> Comparison:
    position = _position(minimum, value)
    if position is None:
        return _no_build_listed(minimum)
    row = release_rows().get(minimum)
    if position == 0 and row is not None and row.dual_write_minimum_build is not None:
        return _compare_builds(value, row.dual_write_minimum_build)
    return _decided(position <= 0)


def _application_against_build(value: ApplicationVersion, minimum: ApplicationBuild) -> Comparison:
    if isinstance(value, ApplicationBuild):
        return _compare_builds(value, minimum)
    if isinstance(value, UnifiedVersion) and value in unified_versions():
        return _compare_builds(unified_versions()[value].application_build, minimum)
    release = _named_release(value)
    lines = application_lines()[release.major, release.minor]
    first_build = lines.first_build(release.update)
    return _coarse_against_build(value, _position(release, minimum), first_build, minimum)


def _application_against_unified(value: ApplicationVersion, minimum: UnifiedVersion) -> Comparison:
    if isinstance(value, ApplicationBuild):
        return _build_against_unified(value, minimum)
    if isinstance(value, UnifiedVersion):
        value_numbers = (value.release.update, value.number)
        return _decided(value_numbers >= (minimum.release.update, minimum.number))
    if value == minimum.release:
        return _needs_build(value, minimum)
    return _decided(value.update > minimum.release.update)


def _build_against_unified(value: ApplicationBuild, minimum: UnifiedVersion) -> Comparison:
    if minimum in unified_versions():
        return _compare_builds(value, unified_versions()[minimum].application_build)
    position = _position(minimum.release, value)
    return _no_build_listed(minimum) if not position else _decided(position < 0)


def _coarse_against_build(
    value: ApplicationRelease | UnifiedVersion | PlatformUpdate,
    position: int | None,
    first_build: int | None,
    minimum: Build,
) -> Comparison:
    if position is None:
        return _no_build_listed(value)
    if position != 0:
        return _decided(position > 0)
    if minimum.build == first_build and not minimum.revision:
        return _AT_LEAST
    return _needs_build(value, minimum)


def _position(release: ApplicationRelease, build: ApplicationBuild) -> int | None:
    lines = application_lines()[build.major, build.minor]
    return lines.position(release.update, build.build, build.revision)


def _named_release(version: ApplicationRelease | UnifiedVersion) -> ApplicationRelease:
    return version.release if isinstance(version, UnifiedVersion) else version


def _customer_engagement_numbers(version: CustomerEngagementBuild) -> tuple[int, int, int, int]:
    return version.major, version.minor, version.build, version.revision


def _needs_build(value: object, minimum: object) -> Comparison:
    reason = f"{value} does not say which build it is, and {minimum} lies inside it"
    return Comparison(Order.UNDECIDED, reason, needs_build=True)


def _no_build_listed(version: object) -> Comparison:
    reason = f"the table as of {table_date()} gives no build for {version}"
    return Comparison(Order.UNDECIDED, reason)
