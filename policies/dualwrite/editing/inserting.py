"""Adding a member to a mapping or an item to a list in a JSON text. The rest stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..sources.json_spans import Span, items, members
from .layout import Layout, indentation_at, line_break_in
from .rendering import Value, enclosed, key_text, member, on_a_line, rendered

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
