"""A policy's parameters, as people read about them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Protocol

from .strict_model import StrictModel


@dataclass(frozen=True)
class ParameterDoc:
    """One parameter: its name, its default as JSON, and its meaning with accepted forms."""

    name: str
    default: str
    description: str


class Parametrized(Protocol):
    """A requirement, or the review of exemptions."""

    @property
    def parameters(self) -> type[StrictModel]:
        """The model of its parameters."""


def parameter_docs(policy: Parametrized) -> list[ParameterDoc]:
    """The policy's own parameters first, then those that every policy takes."""
    model = policy.parameters
    defaults = model().model_dump(mode="json", by_alias=True)
    common = ("undeclared", "unknown", "exemptions")
    fields = sorted(model.model_fields.items(), key=lambda item: item[0] in common)
    return [
        ParameterDoc(
            name=info.alias or name,
            default=json.dumps(defaults[info.alias or name]),
            description=info.description or "",
        )
        for name, info in fields
    ]
