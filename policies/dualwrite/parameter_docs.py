"""A requirement's parameters, as people read about them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .requirement import Requirement


@dataclass(frozen=True)
class ParameterDoc:
    """One parameter: its name, its default as JSON, and its meaning with accepted forms."""

    name: str
    default: str
    description: str


def parameter_docs(requirement: Requirement[Any]) -> list[ParameterDoc]:
    """The requirement's own parameters first, then those that every policy takes."""
    model = requirement.parameters
    defaults = model().model_dump(mode="json", by_alias=True)
    common = ("undeclared", "unknown")
    fields = sorted(model.model_fields.items(), key=lambda item: item[0] in common)
    return [
        ParameterDoc(
            name=info.alias or name,
            default=json.dumps(defaults[info.alias or name]),
            description=info.description or "",
        )
        for name, info in fields
    ]
