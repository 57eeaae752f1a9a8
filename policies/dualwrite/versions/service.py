"""From when to when Microsoft services a release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .lines import ApplicationRelease
from .table import listed_releases, release_rows, releases


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
