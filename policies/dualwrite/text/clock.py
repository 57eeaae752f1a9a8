"""Today, for those at the edge who hand it to the rules."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime

from .quoting import quoted

TODAY_VARIABLE = "DUALWRITE_TODAY"
EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"
_LATEST_EPOCH = 253_402_300_799
"""The last second of the year 9999, where Python's calendar ends."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class DateError(ValueError):
    """A date that cannot be read; the text says what is accepted."""


def parse_date(text: str) -> date:
    """Read a calendar date, ``2026-11-24``.

    :raises DateError: for anything else.
    """
    stripped = text.strip()
    try:
        if _DATE.fullmatch(stripped):
            return date.fromisoformat(stripped)
    except ValueError:
        pass  # the form of a date, but no day of the calendar
    raise DateError(f"{quoted(text)} is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.")


def today_in_utc() -> date:
    """The day it is now, in UTC, or the day that the variable ``DUALWRITE_TODAY`` sets.

    :raises DateError: where the variable is no date.
    """
    setting = os.environ.get(TODAY_VARIABLE)
    if setting:
        try:
            return parse_date(setting)
        except DateError as error:
            raise DateError(f"{TODAY_VARIABLE}: {error}") from None
    return datetime.now(UTC).date()


def now_in_utc() -> datetime:
    """This moment, or the one that the variable ``SOURCE_DATE_EPOCH`` sets (seconds since 1970).

    Reports carry it. The variable makes them reproducible (reproducible-builds.org).

    :raises DateError: where the variable is no such number.
    """
    setting = os.environ.get(EPOCH_VARIABLE)
    if not setting:
        return datetime.now(UTC)
    if setting.isascii() and setting.isdigit() and len(setting) <= 12:
        seconds = int(setting)
        if seconds <= _LATEST_EPOCH:
            return datetime.fromtimestamp(seconds, UTC)
    raise DateError(
        f"{EPOCH_VARIABLE}: {quoted(setting)} is no time. Accepted: whole seconds since 1970-01-01."
    )
