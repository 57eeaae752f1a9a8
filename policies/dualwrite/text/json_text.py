"""Reading JSON that people write: duplicate keys and non-standard numbers are errors."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from .quoting import quoted

DEEPEST = 50
"""As in YAML. What reads a document goes down into it, and must not run out of stack."""
MOST_KEYS = 100_000
_TOO_DEEP = f"nested more than {DEEPEST} levels deep."


class JsonError(ValueError):
    """JSON that cannot be taken; the text says where and why."""


def parse_json(text: str) -> Any:
    """Parse one JSON document.

    :raises JsonError: for malformed text, duplicate keys, NaN and infinities, and beyond the bounds.
    """
    try:
        found = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise JsonError(f"line {error.lineno}, column {error.colno}: {error.msg}.") from None
    except RecursionError:
        raise JsonError(_TOO_DEEP) from None
    except JsonError:
        raise
    except ValueError:  # Python reads no integer of more than some thousands of digits
        raise JsonError("a number has too many digits.") from None
    if nests_too_deeply(found):
        raise JsonError(_TOO_DEEP)
    return found


def nests_too_deeply(document: Any, deepest: int = DEEPEST) -> bool:
    """Whether parsed JSON has more levels than those that read it go down. It is no recursion."""
    level = [document]
    for _ in range(deepest + 1):
        level = [
            child
            for one in level
            if isinstance(one, dict | list)
            for child in (one.values() if isinstance(one, dict) else one)
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MOST_KEYS:
        raise JsonError(f"a mapping has {len(pairs):,} keys; accepted are at most {MOST_KEYS:,}.")
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        twice = next(key for key, _ in pairs if times[key] > 1)
        first, value = pairs[0]
        raise JsonError(
            f"the key {quoted(twice)} is there twice, in the mapping that begins with"
            f" {quoted(first)}: {quoted(value)}."
        )
    return found


def _refuse(constant: str) -> Any:
    raise JsonError(f"{constant} is no JSON number.")


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
