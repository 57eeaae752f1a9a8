"""Texts that several reports show: one line each, printable, and the same in all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..model.verdicts import Kind
from ..results.document import Document, ExemptionRow, GrantRow, ResultRow
from ..text.quoting import counted, printable

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


_URN = re.compile(r"urn:pulumi:(?P<stack>.+?)::(?P<project>.+?)::")
_PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")


@lru_cache(maxsize=1024)  # the rows of one pair have the same one
def stack_of(urn: str | None) -> str | None:
    """The stack of a Pulumi resource, as ``project/stack``; None where there is none."""
    found = _URN.match(urn) if urn else None
    return None if found is None else f"{found['project']}/{found['stack']}"


def file_of(row: ResultRow) -> str | None:
    """The file that the pair is declared in, however it was named to the command line.

    A state is declared nowhere, and points to the file of its project: then it is the source.
    """
    if row.source is None or row.location is None:
        return row.source
    path = row.location.path
    return row.source if path.rpartition("/")[2] in _PROJECT_FILES else path
