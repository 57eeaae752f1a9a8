"""What a property says: nothing, a value, a secret one, or one that is not known yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .facts import MASKED, SECRET, SecretValue, UnknownValue, UnreadableValue

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


SIGNATURE_KEY = "4dabf18193072939515e22adb298388d"
"""The key by which Pulumi marks a mapping that stands for something else."""
_SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270"
"""From pulumi/pulumi, sdk/go/common/resource/properties.go."""


def is_marked_secret(value: Mapping[str, Any]) -> bool:
    """Whether a mapping stands for a secret."""
    return value.get(SIGNATURE_KEY) == _SECRET_SIGNATURE


def unmasked(value: Any) -> Any:
    """Take each text that stands for a masked secret for what it is: a value that nobody here knows."""
    if isinstance(value, str):
        return UnknownValue(MASKED) if value == SECRET else value
    if isinstance(value, Mapping):
        return {key: unmasked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [unmasked(one) for one in value]
    return value


def _is_settled(value: Any) -> bool:
    return isinstance(value, SecretValue | UnknownValue)


def hidden(value: Any, stays: Callable[[Any], bool] = _is_settled) -> Any:
    """Mark everything in a secret as one: it is judged, and shown to nobody.

    :param stays: tells the values that are left as they are: those that are not known.
    """
    if isinstance(value, dict):
        return {key: hidden(one, stays) for key, one in value.items()}
    if isinstance(value, list):
        return [hidden(one, stays) for one in value]
    return value if stays(value) else SecretValue(value)


_NO_GUID = "00000000-0000-0000-0000-000000000000"
"""Stands for "none" in the answers of the Power Platform API."""


def said(value: Any) -> Any:
    """The value, or None where it says nothing: null, empty text, and the GUID of zeros.

    What is not known yet, and what is secret, stays so.
    """
    inner = revealed(value)
    if inner is None or (isinstance(inner, str) and inner.strip(" {}") in ("", _NO_GUID)):
        return None
    return value


def revealed(value: Any) -> Any:
    """The value itself, of a secret one, too. Whoever looks must put the mark on what follows."""
    return value.value if isinstance(value, SecretValue) else value


def opened(value: Any) -> Any:
    """A mapping or a list that is secret as a whole, as one of secrets."""
    if isinstance(value, SecretValue) and isinstance(value.value, Mapping | list):
        return hidden(value.value)
    return value


def is_known(value: Any) -> bool:
    """Whether it says something now."""
    return said(value) is not None and not isinstance(value, UnknownValue)


def marked_like(value: Any, *others: Any) -> Any:
    """What follows from other values is secret where one of them is."""
    if any(isinstance(one, SecretValue) for one in others):
        return SecretValue(value)
    return value


def text_of(value: Any) -> str | None:
    """The text of a value; None where it is none, or blank, or not known."""
    inner = revealed(value)
    return inner if isinstance(inner, str) and inner.strip() else None


def folded(value: Any) -> str:
    """The text of a value for comparison: without case and outer spaces; empty where it is none."""
    return (text_of(value) or "").strip().casefold()


def value_at(value: Any, *path: str) -> Any:
    """The value at a path in nested mappings; unknown where a part of the way is."""
    for key in path:
        value = opened(value)
        if isinstance(value, UnknownValue):
            return value
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return opened(value)
