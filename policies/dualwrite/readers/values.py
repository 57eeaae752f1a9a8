"""What a property says: nothing, a value, a secret one, or one that is not known yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..facts import SecretValue, UnknownValue
from ..secret_marks import hidden

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
    """The text of a value; None where it is none, or not known."""
    inner = revealed(value)
    return inner if isinstance(inner, str) else None


def folded(value: Any) -> str:
    """The text of a value for comparison: without case and outer spaces; empty where it is none."""
    return (text_of(value) or "").strip().casefold()
