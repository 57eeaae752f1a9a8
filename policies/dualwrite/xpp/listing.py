"""A scan as lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..text.quoting import counted, printable
from .judging import Finding, Judged, Verdict
from .rules import BY_ID
from .wording import WHAT_NONE_MEANS, scanned_text, side_notes, suppressed_text, verdict_text

_MOST_REASONS = 25
_MOST_ACCEPTED = 50


def listing(judged: Judged, width: int) -> Iterator[str]:
    """The findings, what to do about them, and what the scan does not say."""
    findings = [one for one in judged.findings if one.suppressed is None]
    for one in findings:
        yield from _finding(one, width)
    for rule in dict.fromkeys(one.hit.rule for one in findings):
        yield from _wrapped(f"{rule}: {BY_ID[rule].reason} {BY_ID[rule].remedy}", width, "", "    ")
    if findings:
        yield ""
    yield from _wrapped(verdict_text(judged), width)
    yield from _wrapped(f"Scanned: {scanned_text(judged)}.", width)
    accepted = [one for one in judged.findings if one.suppressed is not None]
    if accepted:
        yield from _wrapped(f"{suppressed_text(judged)}:", width)
    for one in accepted[:_MOST_ACCEPTED]:
        yield from _accepted(one, width)
    if len(accepted) > _MOST_ACCEPTED:
        yield f"  - and {len(accepted) - _MOST_ACCEPTED} more"
    if judged.verdict is Verdict.NONE:
        yield from _wrapped(WHAT_NONE_MEANS, width)
    if judged.reasons:
        yield "Reasons:" if judged.verdict is Verdict.CANNOT_TELL else "Not everything was decided:"
        for reason in judged.reasons[:_MOST_REASONS]:
            yield from _wrapped(printable(reason), width, "  - ", "    ")
        if len(judged.reasons) > _MOST_REASONS:
            yield f"  - and {counted(len(judged.reasons) - _MOST_REASONS, 'more reason')}"
    for note in side_notes(judged):
        yield from _wrapped(f"note: {note}", width, "", "  ")


def _finding(one: Finding, width: int) -> Iterator[str]:
    hit = one.hit
    table = printable(one.table) if one.table else "table not known"
    receiver = f" on {printable(hit.receiver)}" if hit.receiver else ""
    yield f"{one.place}: {hit.rule} {hit.construct}{receiver} ({table})"
    yield f"    {printable(hit.path)}"
    if one.undecided is not None:
        yield from _wrapped(f"cannot tell: {printable(one.undecided)}", width, "    ", "    ")


def _accepted(one: Finding, width: int) -> list[str]:
    assert one.suppressed is not None
    table = printable(one.table) if one.table else "table not known"
    text = f"{one.place}: {one.hit.rule} ({table}): {printable(one.suppressed.reason)}"
    return _wrapped(text, width, "  - ", "    ")


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        max(width - 1, 39),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
