"""The exemptions of the configuration, used or not, as the page lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...document.model import GrantRow
from ..wording import time_left

_MOST_NAMES = 20


@dataclass(frozen=True)
class Grant:
    """One exemption. ``state`` is a word, and ``mark`` the class that gives its colour."""

    row: GrantRow
    state: str
    mark: str
    time_left: str
    pairs: str
    covers: str


def grants_of(rows: Sequence[GrantRow]) -> list[Grant]:
    """Describe each grant, in the order of the document."""
    return [_grant(row) for row in rows]


def _grant(row: GrantRow) -> Grant:
    state, mark = _state(row)
    return Grant(row, state, mark, time_left(row.days_left), _names(row.pairs), _names(row.covers))


def _state(row: GrantRow) -> tuple[str, str]:
    """What can be said for certain: where a fact is not known yet, one that covers nothing may be needed."""
    if row.days_left < 0:
        return "expired", "f"
    if not row.covers:
        return "covers nothing", "u"
    return "in force", "x"


def _names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown} and {more:,} more" if more > 0 else shown
