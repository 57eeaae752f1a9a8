"""Reading JSON that people write: duplicate keys and non-standard numbers are errors."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from ..text import quoted

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
