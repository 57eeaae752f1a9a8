"""A resource as the engine or a state shows it, out of the wrappings of either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    has_outputs: bool = True
    """Whether all is there that it says. Before it is created, only inputs are: what is missing among
    them may be an output."""


def name_in(urn: str) -> str:
    """A resource's name: all that follows stack, project and type, ``::`` in it included."""
    return urn.split("::", 3)[-1]


def above(parent: str | None, parents: Mapping[str, str]) -> Iterator[str]:
    """A parent and all above it, by URN. A circle, which no engine makes, ends the way."""
    seen: set[str] = set()
    while parent and parent not in seen:
        seen.add(parent)
        yield parent
        parent = parents.get(parent)


def laid_over(inputs: Mapping[str, Any], outputs: Mapping[str, Any]) -> dict[str, Any]:
    """Outputs, and beneath them the inputs that a provider does not give back, nested ones too."""
    found = {**inputs, **outputs}
    for key in inputs.keys() & outputs.keys():
        one, other = inputs[key], outputs[key]
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            found[key] = laid_over(one, other)
    return found
