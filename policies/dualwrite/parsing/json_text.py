"""Reading JSON that people write: duplicate keys and non-standard numbers are errors."""

from __future__ import annotations

import json
from typing import Any

from ..text import quoted


class JsonError(ValueError):
    """JSON that cannot be taken; the text says where and why."""


def parse_json(text: str) -> Any:
    """Parse one JSON document.

    :raises JsonError: for malformed text, duplicate keys, NaN and infinities.
    """
    try:
        return json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise JsonError(f"line {error.lineno}, column {error.colno}: {error.msg}.") from None
    except RecursionError:
        raise JsonError("nested too deeply.") from None
    except JsonError:
        raise
    except ValueError:  # Python reads no integer of more than some thousands of digits
        raise JsonError("a number has too many digits.") from None


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        first, value = pairs[0]
        raise JsonError(
            f"the key {quoted(twice)} is there twice, in the mapping that begins with"
            f" {quoted(first)}: {quoted(value)}."
        )
    return found


def _refuse(constant: str) -> Any:
    raise JsonError(f"{constant} is no JSON number.")
