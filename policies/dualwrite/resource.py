"""A resource as the engine or a state shows it, out of the wrappings of either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a stack.

    ``properties`` are plain values, camelCase, with ``UnknownValue`` and ``SecretValue`` marks:
    inputs where the engine asks before it creates the resource, otherwise outputs. ``provider`` is
    the configuration of its provider, in the same form. ``references`` tells for a property which
    resources its value comes from (URNs), also while the value is unknown; ``dependencies`` are all
    of them. ``id`` is the provider's ID of the resource, where it is known: states have it, the
    engine does not show it.
    """

    type: str
    name: str
    urn: str
    properties: Mapping[str, Any]
    provider: Mapping[str, Any] = field(default_factory=dict)
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dependencies: tuple[str, ...] = ()
    id: str | None = None
