"""A scan as Markdown, for a summary of a job or a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from ..reports.markdown_text import code, prose
from ..text.quoting import counted
from .judging import Finding, Judged, Verdict
from .wording import (
    WHAT_NONE_MEANS,
    message,
    remedy,
    scanned_text,
    side_notes,
    suppressed_text,
    verdict_text,
)

_MOST_ROWS = 500
_MOST_REASONS = 50


def render(judged: Judged) -> bytes:
    """Write the verdict, the reasons, and a table of findings."""
    return ("\n".join(_lines(judged)) + "\n").encode("utf-8", "backslashreplace")


def _lines(judged: Judged) -> Iterator[str]:
    yield "## X++ that writes past dual-write"
    yield ""
    yield prose(verdict_text(judged))
    yield ""
    yield f"Scanned: {prose(scanned_text(judged))}"
    if judged.verdict is Verdict.NONE:
        yield ""
        yield prose(WHAT_NONE_MEANS)
    if judged.reasons:
        yield from (
            "",
            "Why it cannot be ruled out:" if judged.verdict is not Verdict.FOUND else "Also:",
            "",
        )
        yield from (f"- {prose(one)}" for one in judged.reasons[:_MOST_REASONS])
        if len(judged.reasons) > _MOST_REASONS:
            yield f"- and {counted(len(judged.reasons) - _MOST_REASONS, 'more reason')}"
    open_findings = [one for one in judged.findings if one.suppressed is None]
    accepted = [one for one in judged.findings if one.suppressed is not None]
    if open_findings:
        yield from (
            "",
            "| rule | where | method | what | what to do |",
            "| --- | --- | --- | --- | --- |",
        )
        yield from map(_row, open_findings[:_MOST_ROWS])
    if accepted:
        yield from (
            "",
            f"{prose(suppressed_text(judged))}.",
            "",
            "| rule | where | table | reason |",
        )
        yield "| --- | --- | --- | --- |"
        yield from map(_accepted_row, accepted[:_MOST_ROWS])
    left_out = max(len(open_findings) - _MOST_ROWS, 0) + max(len(accepted) - _MOST_ROWS, 0)
    if left_out:
        yield from ("", f"{counted(left_out, 'more finding')} not shown here.")
    notes = list(side_notes(judged))
    if notes:
        yield from ("", "Notes:", "")
        yield from (f"- {prose(one)}" for one in notes[:_MOST_REASONS])


def _row(one: Finding) -> str:
    where = code(f"{one.path}:{one.hit.line}")
    method = code(f"{one.hit.object}.{one.hit.method}")
    return f"| {one.hit.rule} | {where} | {method} | {prose(message(one))} | {prose(remedy(one))} |"


def _accepted_row(one: Finding) -> str:
    assert one.suppressed is not None
    where = code(f"{one.path}:{one.hit.line}")
    table = code(one.table) if one.table else ""
    return f"| {one.hit.rule} | {where} | {table} | {prose(one.suppressed.reason)} |"
