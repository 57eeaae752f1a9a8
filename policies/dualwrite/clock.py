"""Today, for those at the edge who hand it to the rules."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

TODAY_VARIABLE = "DUALWRITE_TODAY"


class DateError(ValueError):
    """A date that cannot be read; the text says what is accepted."""


def parse_date(text: str) -> date:
    """Read a calendar date, ``2026-11-24``.

    :raises DateError: for anything else.
    """
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError:
        raise DateError(f'"{text}" is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.') from None
    return found


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
