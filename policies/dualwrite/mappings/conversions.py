"""The conversions that a mapping can name: from how a resource spells something to what a fact takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_MOST_DIGITS = 400
"""More than a float has. Python reads and writes no number of some thousands."""
_DIGITS = re.compile(rf"[0-9]{{1,{_MOST_DIGITS}}}")


NOT_TAKEN = object()
"""What a conversion gives for a value that it does not take."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion by its name; ``takes`` says what it takes, for people."""

    name: str
    takes: str
    of: Callable[[Any], Any]
    """From a value to what it is made of it, or to ``NOT_TAKEN``."""


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if not _is_number(value):
        return NOT_TAKEN
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _whole_number(value: Any) -> Any:
    if isinstance(value, str):
        digits = value.strip()
        return int(digits) if _DIGITS.fullmatch(digits) else NOT_TAKEN
    return value if _is_number(value) else NOT_TAKEN


def _boolean(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    word = _text(value)
    return NOT_TAKEN if word is NOT_TAKEN else _BOOLEANS.get(word.strip().casefold(), NOT_TAKEN)


def _negate(value: Any) -> Any:
    found = _boolean(value)
    return found if found is NOT_TAKEN else not found


def _url(value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        return NOT_TAKEN
    host = value.strip()
    return host if "://" in host else f"https://{host}"


def _is_number(value: Any) -> bool:
    """Whether it is a number that has digits, and not more than anybody reads."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isfinite(value) if isinstance(value, float) else abs(value) < 10**_MOST_DIGITS


_BOOLEAN_WORDS = "true or false, also as text; yes, no, 1 or 0"

CONVERSIONS: Mapping[str, Conversion] = {
    one.name: one
    for one in (
        Conversion("text", "text or a number", _text),
        Conversion("wholeNumber", "digits as text, or a number", _whole_number),
        Conversion("boolean", _BOOLEAN_WORDS, _boolean),
        Conversion("negate", _BOOLEAN_WORDS, _negate),
        Conversion("url", "a host name, or a URL", _url),
    )
}
"""By name, in the order of the documents."""
