"""From the SDK's view of a resource's properties to plain values with unknowns marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pulumi_policy.proxy import UnknownValueError

from ..facts import MASKED, SECRET, UnknownValue
from .decoding import Decoded

_DEEPEST = 32
"""Deeper than anybody nests; what lies deeper is not looked at."""


def plain(properties: Any, depth: int = 0) -> Any:
    """Copy properties out of the SDK's proxies; what is known only after deployment is marked.

    The proxies are neither dict nor list, and touching an unknown raises; hence the copy. What our
    own servicer has decoded is plain already.
    """
    if isinstance(properties, str):
        return UnknownValue(MASKED) if properties == SECRET else properties
    if isinstance(properties, Decoded) or depth > _DEEPEST:
        return properties
    if isinstance(properties, Mapping):
        return {str(key): _at(properties, key, depth) for key in properties}
    if isinstance(properties, Sequence):
        return [_at(properties, index, depth) for index in range(len(properties))]
    return properties


def _at(properties: Any, key: Any, depth: int) -> Any:
    try:
        value = properties[key]
    except UnknownValueError:
        return UnknownValue()
    return plain(value, depth + 1)
