"""Service dates of the releases."""

from __future__ import annotations

from datetime import date

import pytest

from dualwrite.vocabulary.versions import (
    ApplicationRelease,
    ServicePeriod,
    first_release_with_service_dates,
    service_period,
    table_date,
)


@pytest.mark.parametrize(
    ("release", "first", "last"),
    [
        (ApplicationRelease(10, 0, 25), date(2022, 3, 18), date(2022, 6, 10)),
        (ApplicationRelease(10, 0, 47), date(2026, 3, 13), date(2026, 11, 20)),
        (ApplicationRelease(10, 0, 48), date(2026, 6, 5), date(2027, 2, 16)),
        (ApplicationRelease(10, 0, 51), date(2027, 3, 12), date(2027, 11, 19)),
        (ApplicationRelease(10, 0, 24), None, None),
        (ApplicationRelease(8, 1, 3), None, None),
    ],
)
def test_service_period(release: ApplicationRelease, first: date | None, last: date | None) -> None:
    assert service_period(release) == ServicePeriod(release, first, last)


def test_no_service_period_beyond_the_table() -> None:
    assert service_period(ApplicationRelease(10, 0, 52)) is None


def test_first_release_with_service_dates() -> None:
    assert first_release_with_service_dates() == ApplicationRelease(10, 0, 25)


def test_table_date() -> None:
    assert table_date() == date(2026, 11, 23)
