"""Adding a member to a mapping or an item to a list in a JSON text. The rest stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .json_text import Span, items, members, whole

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


Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""What a grant is made of."""
_WIDEST_LIST = 80
"""A list of names that fits a line of this width is not broken."""


def rendered(value: Value, layout: Layout, indentation: str = "") -> str:
    """Write a value over several lines, or on one where the layout has no step.

    :param indentation: of the line that the value begins on.
    """
    if isinstance(value, str):
        return quoted_text(value)
    inner = indentation + (layout.step or "")
    if isinstance(value, Mapping):
        parts = [member(key, one, layout, inner) for key, one in value.items()]
        return enclosed("{}", parts, layout, indentation)
    return enclosed("[]", [rendered(one, layout, inner) for one in value], layout, indentation)


def member(key: str, value: Value, layout: Layout, indentation: str = "") -> str:
    """Write a member of a mapping: its key, and its value as ``rendered`` does."""
    named = key_text(key, layout)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        on_one_line = named + rendered(value, on_a_line(layout))
        if len(indentation) + len(on_one_line) < _WIDEST_LIST:
            return on_one_line
    return named + rendered(value, layout, indentation)


def key_text(key: str, layout: Layout) -> str:
    """Write a key with its colon."""
    return quoted_text(key) + layout.colon


def enclosed(brackets: str, parts: Iterable[str], layout: Layout, indentation: str) -> str:
    """Put parts that are written already between brackets, each on a line of its own if any is."""
    opening, closing = brackets[0], brackets[1]
    if layout.step is None:
        return opening + layout.comma.join(parts) + closing
    own_line = layout.newline + indentation
    content = f",{own_line}{layout.step}".join(parts)
    return f"{opening}{own_line}{layout.step}{content}{own_line}{closing}"


def on_a_line(layout: Layout) -> Layout:
    """The same layout, for what is to stand on one line."""
    return Layout(layout.newline, None, layout.colon, layout.comma)


def quoted_text(text: str) -> str:
    """Write text as JSON; invisible characters as escapes, so that nobody overlooks them."""
    return "".join(
        one if one.isprintable() else json.dumps(one)[1:-1]
        for one in json.dumps(text, ensure_ascii=False)
    )


_Write = Callable[[Layout, str], str]
"""Writes what is added, in a layout, for a line with an indentation."""


def with_member(text: str, mapping: Span, key: str, value: Value, layout: Layout) -> str:
    """Add a member behind the last one of a mapping."""

    def write(used: Layout, indentation: str) -> str:
        return member(key, value, used, indentation)

    return _with_part(text, mapping, list(members(text, mapping).values()), write, layout)


def with_item(text: str, sequence: Span, value: Value, layout: Layout) -> str:
    """Add an item behind the last one of a list, on one line where that one is on one line."""
    found = items(text, sequence)
    if found and not line_break_in(text[found[-1].start : found[-1].end]):
        layout = on_a_line(layout)

    def write(used: Layout, indentation: str) -> str:
        return rendered(value, used, indentation)

    return _with_part(text, sequence, found, write, layout)


def as_first_member(
    text: str, value: Span, key: str, second: tuple[str, Value], layout: Layout
) -> str:
    """Make a mapping of a value: the value itself, as it is written, under a key; and one member."""
    indentation = indentation_at(text, value.named_at)
    inner = indentation + (layout.step or "")
    first = key_text(key, layout) + text[value.start : value.end]
    parts = [first, member(*second, layout, inner)]
    mapping = enclosed("{}", parts, layout, indentation)
    return text[: value.start] + mapping + text[value.end :]


def _with_part(
    text: str, container: Span, parts: Sequence[Span], write: _Write, layout: Layout
) -> str:
    if not parts:
        return _with_first_part(text, container, write, layout)
    gap = _gap(text, container, parts, layout)
    text_of_line = (gap, len(gap)) if line_break_in(gap) else (text, parts[-1].named_at)
    indentation = indentation_at(*text_of_line)
    place = parts[-1].end
    return text[:place] + gap + write(layout, indentation) + text[place:]


def _gap(text: str, container: Span, parts: Sequence[Span], layout: Layout) -> str:
    """What is between the last two parts; of one part alone, what its own place suggests."""
    if len(parts) > 1:
        return text[parts[-2].end : parts[-1].named_at]
    before = text[container.start + 1 : parts[0].named_at]
    if line_break_in(before):
        return "," + layout.newline + indentation_at(text, parts[0].named_at)
    return layout.comma


def _with_first_part(text: str, container: Span, write: _Write, layout: Layout) -> str:
    place = container.start + 1
    if layout.step is None:
        return text[:place] + write(layout, "") + text[place:]
    outer = indentation_at(text, container.start)
    inner = outer + layout.step
    closing_has_its_line = line_break_in(text[place : container.end])
    after = "" if closing_has_its_line else layout.newline + outer
    added = layout.newline + inner + write(layout, inner) + after
    return text[:place] + added + text[place:]
