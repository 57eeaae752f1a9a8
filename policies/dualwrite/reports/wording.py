"""Texts that several reports show: one line each, printable, and the same in all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document.model import Document, ExemptionRow, GrantRow, ResultRow
from ..text import counted, printable
from ..verdicts import Kind

_WHITE_SPACE = re.compile(r"[ \t\r\n]+")


def flowed(text: str) -> str:
    """Return prose on one line, with everything invisible written as an escape.

    Reasons and messages may be written over several lines; names are shown by ``printable`` alone.
    """
    if text.isprintable():
        return text.strip()
    return printable(_WHITE_SPACE.sub(" ", text).strip())


def shortened(text: str, longest: int) -> str:
    """Cut a text that is longer, with an ellipsis in place of the rest."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def labelled(document: Document) -> list[tuple[str, ResultRow]]:
    """Every row with what its pair is called, in the order of the document."""
    return [(pair.label, row) for pair in document.by_pair for row in pair.rows]


def rank(row: ResultRow) -> int:
    """Order findings by what must be acted on first: blocking, advisory, not yet known, exempt."""
    if row.blocks:
        return 0
    if row.is_violation:
        return 1
    return 2 if row.verdict is Kind.UNKNOWN else 3


def time_left(days: int) -> str:
    """Say how long a grant is in force, from the days until its last one."""
    if days < 0:
        return f"expired {counted(-days, 'day')} ago"
    return f"{counted(days, 'day')} left" if days else "last day"


def grant_name(grant: GrantRow) -> str:
    """Call a grant by its ID, or by the pairs that it is granted for."""
    return printable(grant.id if grant.id else ", ".join(grant.pairs))


def exemption_text(found: ExemptionRow) -> str:
    """Say in one line what kind of exemption it is, until when, by whom and why."""
    return f"{', '.join(_parts(found))}: {flowed(found.reason)}"


def _parts(found: ExemptionRow) -> Iterator[str]:
    yield f"{found.category} {printable(found.id)}" if found.id else found.category
    yield f"until {found.expires_on} ({time_left(found.days_left)})"
    yield f"owner {flowed(found.owner)}"
    if found.approved_by:
        yield f"approved by {flowed(found.approved_by)}"
    if found.ticket:
        yield f"ticket {flowed(found.ticket)}"
