"""Lists among raw values: a fact that is a list is known as a whole, secret as a whole, or neither."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .facts import SecretValue, UnknownValue, UnreadableValue

_DEEPEST = 4
"""A list of mappings with lists. What lies deeper is no value of any fact."""


def settled(value: Any) -> Any:
    """Return a list as one value; anything else as it is.

    Where anything in the list cannot be taken or is not known yet, that stands for the whole, as
    the rest decides nothing alone. Where anything in it is a secret, the whole is one.
    """
    if isinstance(value, str | bool):  # most facts
        return value
    content = value.value if isinstance(value, SecretValue) else value
    if not isinstance(content, list | tuple):
        return value
    leaves = list(_leaves(value, 0))
    for kind in (UnreadableValue, UnknownValue):
        for leaf in leaves:
            if isinstance(leaf, kind):
                return leaf
    if any(isinstance(leaf, SecretValue) for leaf in leaves):
        return SecretValue(_revealed(value, 0))
    return value


def _leaves(value: Any, depth: int) -> Iterator[Any]:
    """All that stands in a value, and each secret before what it holds."""
    if isinstance(value, str):  # a mapping is looked for below, and that takes time
        yield value
        return
    if isinstance(value, SecretValue):
        yield value
        value = value.value
    if depth <= _DEEPEST and isinstance(value, Mapping):
        value = list(value.values())
    if depth <= _DEEPEST and isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one, depth + 1)
    else:
        yield value


def _revealed(value: Any, depth: int) -> Any:
    if isinstance(value, SecretValue):
        value = value.value
    if depth > _DEEPEST:
        return value
    if isinstance(value, Mapping):
        return {key: _revealed(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_revealed(one, depth + 1) for one in value]
    return value
