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

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


class Span(NamedTuple):
    """A value in the text, from ``start`` to before ``end``. ``named_at`` is where its key begins."""

    named_at: int
    start: int
    end: int


def whole(text: str) -> Span:
    """The one value that the text holds."""
    start = _after_space(text, 0)
    return Span(start, start, _DECODER.raw_decode(text, start)[1])


def members(text: str, mapping: Span) -> dict[str, Span]:
    """The members of a mapping, by key; of any other value, none."""
    if text[mapping.start] != "{":
        return {}
    found: dict[str, Span] = {}
    for position in _parts(text, mapping):
        key, after_key = _DECODER.raw_decode(text, position)
        start = _after_space(text, _after_space(text, after_key) + 1)
        found[key] = Span(position, start, _DECODER.raw_decode(text, start)[1])
    return found


def items(text: str, sequence: Span) -> list[Span]:
    """The items of a list, in order; of any other value, none."""
    if text[sequence.start] != "[":
        return []
    found = []
    for position in _parts(text, sequence):
        found.append(Span(position, position, _DECODER.raw_decode(text, position)[1]))
    return found


def _parts(text: str, container: Span) -> Iterator[int]:
    """Where each member or item begins: behind the bracket, and behind every comma."""
    position = _after_space(text, container.start + 1)
    while text[position] not in "}]":
        yield position
        end = _DECODER.raw_decode(text, position)[1]
        position = _after_space(text, end)
        if text[position] == ":":
            position = _after_space(text, position + 1)
            position = _after_space(text, _DECODER.raw_decode(text, position)[1])
        if text[position] == ",":
            position = _after_space(text, position + 1)


def _after_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


class LineNumbers:
    """Line numbers, from 1, of places in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def of(self, position: int) -> int:
        """The line that a place is on."""
        return bisect_right(self._starts, position)
