"""What the stack's configuration marks as secret, found again where it was passed on as a plain value.

Pulumi gives a program the plain text of a secret, and marks only what is asked for as one. Its own
mask replaces the text wherever it is printed, but not where it was shortened or escaped before. So a
value is compared with the secrets first, and only then quoted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .facts import SECRET, SecretValue, UnknownValue, UnreadableValue

_SHORTEST_PART = 3
"""Pulumi masks no shorter ones either: they are parts of half of all words."""
_MOST_PARTS = 200
"""Each is searched for in each value. Of larger secrets, whole lists, only whole values are known."""
_NO_SECRETS = frozenset({"true", "false", "null", ""})
"""Two values, of which everybody can guess one, or none."""


@dataclass(frozen=True)
class SecretTexts:
    """The texts, without regard to case: ``whole`` are values, ``parts`` what others may contain."""

    whole: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.whole)

    def has(self, value: object) -> bool:
        """Whether a value is a secret, or has one in it."""
        text = _text(value)
        return text is not None and (text in self.whole or any(part in text for part in self.parts))

    def is_one(self, value: object) -> bool:
        """Whether a value is a secret as a whole."""
        return _text(value) in self.whole

    def marked(self, value: Any) -> Any:
        """A value with everything in it that is secret marked as such."""
        if isinstance(value, SecretValue | UnknownValue | UnreadableValue):
            return value
        if isinstance(value, Mapping):
            return {key: self.marked(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.marked(one) for one in value]
        return SecretValue(value) if self.has(value) else value

    def masked(self, value: Any) -> Any:
        """A value to be shown: in the place of a secret stands what Pulumi shows for one."""
        return SECRET if self.has(value) else value


def secret_texts(values: Mapping[str, str], secret_keys: Collection[str]) -> SecretTexts:
    """The secrets of a configuration: text by key, structured values as JSON."""
    if not secret_keys:
        return SecretTexts()
    return _secret_texts(tuple(values[key] for key in sorted(secret_keys) if key in values))


@lru_cache(maxsize=4)  # a program asks for each of its components
def _secret_texts(values: tuple[str, ...]) -> SecretTexts:
    leaves = [list(_leaves(value)) for value in values]
    parts = [one for found in leaves if len(found) <= _MOST_PARTS for one in found]
    return SecretTexts(
        frozenset(one for found in leaves for one in found),
        tuple(one for one in dict.fromkeys(parts) if len(one) >= _SHORTEST_PART),
    )


def _leaves(value: str) -> Iterator[str]:
    """The text itself, and where it is a structure, all values in it."""
    texts = [value]
    if value.lstrip()[:1] in ("{", "["):
        with suppress(ValueError, RecursionError):  # it may only look like one
            texts += _scalars(json.loads(value))
    for one in texts:
        text = one.casefold().strip()
        if text not in _NO_SECRETS:
            yield text


def _scalars(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _scalars(one)]
    if isinstance(value, list):
        return [text for one in value for text in _scalars(one)]
    text = _text(value)
    return [] if text is None else [text]


def _text(value: object) -> str | None:
    """A value as configuration has it; None for what is no secret, or no single value."""
    if isinstance(value, str):
        return value.casefold().strip()
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, int) and abs(value) >= 10**100:
        return None
    return str(value) if isinstance(value, int | float) else None
