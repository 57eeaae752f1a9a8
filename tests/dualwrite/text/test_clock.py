"""Dates from outside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.text.clock import TODAY_VARIABLE, DateError, parse_date, today_in_utc


def test_parse_date() -> None:
    assert parse_date("2026-11-24") == date(2026, 11, 24)
    assert parse_date(" 2028-02-29\n") == date(2028, 2, 29)


@given(st.dates())
def test_what_is_printed_is_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2026-02-29",
        "2026-13-01",
        "2026-00-01",
        "0000-01-01",
        "2026-1-5",
        "26-01-05",
        "20261124",
        "2026-W48-2",
        "24.11.2026",
        "2026-11-24T00:00:00Z",
        "２０２６-11-24",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert str(caught.value) == (
        f'"{text}" is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.'
    )


def test_the_error_is_printable_and_bounded() -> None:
    with pytest.raises(DateError) as caught:
        parse_date("\x1b[2J\n" + "9" * 10_000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def test_the_variable_sets_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TODAY_VARIABLE, "2026-11-24")
    assert today_in_utc() == date(2026, 11, 24)
    monkeypatch.setenv(TODAY_VARIABLE, "tomorrow")
    with pytest.raises(DateError) as caught:
        today_in_utc()
    assert str(caught.value) == (
        'DUALWRITE_TODAY: "tomorrow" is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.'
    )


@pytest.mark.parametrize("setting", [None, ""])
def test_otherwise_it_is_the_day_in_utc(
    setting: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(TODAY_VARIABLE, raising=False)
    if setting is not None:
        monkeypatch.setenv(TODAY_VARIABLE, setting)
    before = datetime.now(UTC).date()
    assert before <= today_in_utc() <= before + timedelta(days=1)
