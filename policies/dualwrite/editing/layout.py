"""How a JSON text is laid out, so that what is added to it looks like the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..sources.json_spans import members, whole

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_INDENTATION = re.compile(r"[ \t]*")
_INDENTED_LINE = re.compile(r"[\r\n]([ \t]+)(?=[^ \t\r\n])")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True)
class Layout:
    """What stands between the parts of a text.

    ``step`` is one step of indentation; None where everything stands on one line. ``colon`` stands
    between a key and its value, ``comma`` between two values on one line.
    """

    newline: str = "\n"
    step: str | None = "  "
    colon: str = ": "
    comma: str = ", "


def layout_of(text: str) -> Layout:
    """Read the layout from the text itself; what it does not show is as most people write JSON.

    :param text: JSON, or nothing but white space.
    """
    newline = line_break_in(text) or Layout.newline
    if not text.strip():
        return Layout(newline)
    root = whole(text)
    parts = list(members(text, root).values())
    if not parts:
        return Layout(newline)
    colon = _colon(text[parts[0].named_at : parts[0].start])
    comma = "," if colon == ":" else Layout.comma
    if len(parts) > 1:
        between = text[parts[0].end : parts[1].named_at]
        comma = comma if line_break_in(between) else between
    body = text[root.start : root.end]
    step = _step(body, indentation_at(text, root.start)) if line_break_in(body) else None
    return Layout(newline, step, colon, comma)


def line_break_in(text: str) -> str | None:
    """The first line break of a text. JSON has them between its parts only, never in a value."""
    found = _LINE_BREAK.search(text)
    return found[0] if found else None


def indentation_at(text: str, position: int) -> str:
    """What the line that a place is on is indented with."""
    start = max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1
    found = _INDENTATION.match(text, start, position)
    return found[0] if found else ""


def _colon(key_and_colon: str) -> str:
    key = _TEXT.match(key_and_colon)
    colon = key_and_colon[key.end() :] if key else Layout.colon
    return Layout.colon if line_break_in(colon) else colon


def _step(body: str, outermost: str) -> str:
    found = _INDENTED_LINE.search(body)
    return found[1].removeprefix(outermost) if found else ""
