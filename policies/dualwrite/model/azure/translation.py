"""What resources of other packages say, in the words of pulumi-azure-native."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..facts import SecretValue, UnknownValue
from ..raw_values import opened
from .kinds import AzureKind


@dataclass(frozen=True)
class Translated:
    """A kind, and properties and references as a resource of that kind has them in azure-native."""

    kind: AzureKind
    properties: Mapping[str, Any] = field(default_factory=dict)
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    type_name: str = ""
    """What people look its type up by."""
    is_in_table: bool = True
    """Whether all that requirements ask of such a resource can be read of it."""


def each_of(value: Any, change: Callable[[Any], Any]) -> Any:
    """A list with each entry changed; what is no list, or not known, stays as it is."""
    value = opened(value)
    return [change(one) for one in value] if isinstance(value, list | tuple) else value


def changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """A single value, changed; a secret one stays secret, and one that is not known unknown."""
    if value is None or isinstance(value, UnknownValue):
        return value
    if isinstance(value, SecretValue) and not isinstance(value.value, dict | list):
        return SecretValue(change(value.value))
    return change(opened(value))
