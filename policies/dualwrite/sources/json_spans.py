"""Where the parts of a JSON text stand: for line numbers, and for changes that keep the rest.

Python's own parser says where a value ends, though not where it begins. Stepping over the members of
one mapping or list with it gives both. The text must be one that ``parse_json`` has accepted.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_BETWEEN = re.compile(r"[ \t\n\r,:]*")
"""What stands between keys and values, in a text that is known to be JSON."""
_DECODER = json.JSONDecoder()


class Span(NamedTuple):
    """A value in the text, from ``start`` to before ``end``. ``named_at`` is where its key begins."""

    named_at: int
    start: int
    end: int


def whole(text: str) -> Span:
    """The one value that the text holds."""
    start = _next_value(text, 0)
    return Span(start, start, _DECODER.raw_decode(text, start)[1])


def members(text: str, mapping: Span) -> dict[str, Span]:
    """The members of a mapping, by key; of any other value, none."""
    found: dict[str, Span] = {}
    if text[mapping.start] != "{":
        return found
    position = _next_value(text, mapping.start + 1)
    while text[position] != "}":
        key, after_key = _DECODER.raw_decode(text, position)
        start = _next_value(text, after_key)
        end = _DECODER.raw_decode(text, start)[1]
        found[key] = Span(position, start, end)
        position = _next_value(text, end)
    return found


def keys(text: str, mapping: Span) -> Iterator[tuple[str, int]]:
    """The keys of a mapping, and where each begins; of any other value, none."""
    if text[mapping.start] != "{":
        return
    between, decode = _BETWEEN.match, _DECODER.raw_decode
    position = _next_value(text, mapping.start + 1)
    while text[position] != "}":
        key, after_key = decode(text, position)
        yield key, position
        end = decode(text, between(text, after_key).end())[1]  # type: ignore[union-attr]
        position = between(text, end).end()  # type: ignore[union-attr]


def items(text: str, sequence: Span) -> list[Span]:
    """The items of a list, in order; of any other value, none."""
    found: list[Span] = []
    if text[sequence.start] != "[":
        return found
    position = _next_value(text, sequence.start + 1)
    while text[position] != "]":
        end = _DECODER.raw_decode(text, position)[1]
        found.append(Span(position, position, end))
        position = _next_value(text, end)
    return found


def _next_value(text: str, position: int) -> int:
    """Where the next key or value begins, or the bracket that ends it all."""
    return _BETWEEN.match(text, position).end()  # type: ignore[union-attr]  # it matches nothing, too


class LineNumbers:
    """Line numbers, from 1, of places in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def of(self, position: int) -> int:
        """The line that a place is on."""
        return bisect_right(self._starts, position)
