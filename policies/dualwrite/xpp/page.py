"""A scan as a section of HTML, and as a page that holds nothing else. No script, no address is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ..text.quoting import printable
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

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #8886;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top}code{overflow-wrap:anywhere}"
)


def render(judged: Judged) -> bytes:
    """Write the page."""
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>X++ that writes past dual-write</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return f"{head}{section(judged)}</body>\n</html>\n".encode("utf-8", "backslashreplace")


def section(judged: Judged) -> str:
    """Write the section alone, for a page that has others."""
    return "".join(f"{one}\n" for one in _parts(judged))


def _parts(judged: Judged) -> Iterator[str]:
    yield '<section id="xpp">'
    yield "<h2>X++ that writes past dual-write</h2>"
    yield f"<p><strong>{_text(verdict_text(judged))}</strong></p>"
    yield f"<p>Scanned: {_text(scanned_text(judged))}</p>"
    if judged.verdict is Verdict.NONE:
        yield f"<p>{_text(WHAT_NONE_MEANS)}</p>"
    yield from _list("What could not be told", judged.reasons)
    open_findings = [one for one in judged.findings if one.suppressed is None]
    accepted = [one for one in judged.findings if one.suppressed is not None]
    if open_findings:
        yield from _table(
            ("Rule", "Where", "Method", "What", "What to do"), map(_row, open_findings)
        )
    if accepted:
        yield f"<h3>{_text(suppressed_text(judged))}</h3>"
        yield from _table(("Rule", "Where", "Table", "Reason"), map(_accepted_row, accepted))
    yield from _list("Notes", list(side_notes(judged)))
    yield "</section>"


def _list(title: str, texts: list[str]) -> Iterator[str]:
    if texts:
        yield f"<h3>{_text(title)}</h3>"
        yield f"<ul>{''.join(f'<li>{_text(one)}</li>' for one in texts)}</ul>"


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield "<table>"
    cells = "".join(f'<th scope="col">{_text(one)}</th>' for one in head)
    yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>"
    yield "</tbody></table>"


def _row(one: Finding) -> tuple[str, ...]:
    return (
        one.hit.rule,
        f"<code>{_text(one.place)}</code>",
        f"<code>{_text(one.hit.path)}</code>",
        _text(message(one)),
        _text(remedy(one)),
    )


def _accepted_row(one: Finding) -> tuple[str, ...]:
    assert one.suppressed is not None
    return (
        one.hit.rule,
        f"<code>{_text(one.place)}</code>",
        _text(one.table or ""),
        _text(one.suppressed.reason),
    )


def _text(text: str) -> str:
    return escape(printable(text))
