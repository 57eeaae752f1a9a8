"""How the engine marks secrets, in what it sends and in states, and how facts carry the mark on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .facts import MASKED, SECRET, SecretValue, UnknownValue

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
