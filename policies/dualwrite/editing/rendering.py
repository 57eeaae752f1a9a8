"""Writing values as JSON in a given layout."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from .layout import Layout

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
