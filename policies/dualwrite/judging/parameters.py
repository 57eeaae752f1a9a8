"""What every policy can be configured with, and how a policy's own parameters are declared."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, Protocol

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    WithJsonSchema,
)

from ..text.quoting import as_found, quoted
from ..text.strict_model import StrictModel, parse_whole_number
from .exemptions import Grant, Grants, grant_schema


def _list_of_grants(value: object) -> object:
    if not isinstance(value, list | tuple):
        raise ValueError(f"{as_found(value)}; accepted: a list of exemptions.")
    return tuple(value)


def _each_with_its_own_id(grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    counts = Counter(one.id for one in grants if one.id is not None)
    for name, times in counts.items():
        if times > 1:
            raise ValueError(f"{times} exemptions have the id {quoted(name)}; give each its own.")
    return grants


ListOfGrants = Annotated[
    tuple[Grant, ...],
    BeforeValidator(_list_of_grants),
    AfterValidator(_each_with_its_own_id),
    WithJsonSchema({"type": "array", "items": grant_schema()}),
]


class Parameters(StrictModel):
    """The parameters that every requirement takes. A requirement adds its own in a subclass."""

    undeclared: Literal["violation", "ignore"] = Field(
        "violation",
        description="What an undeclared fact is: a violation at the policy's level, or ignored.",
    )
    unknown: Literal["advise", "block"] = Field(
        "advise",
        description="What a fact that is known only after deployment is during preview: an"
        " advisory, or a violation at the policy's level.",
    )
    exemptions: ListOfGrants = Field(
        (),
        description="Grants that exempt pairs from this policy until a day: pairs (names or globs),"
        " category (waiver or mitigated), reason, owner, expiresOn; also covers (undeclared, fail or"
        " both), id, approvedBy, ticket.",
    )

    @cached_property
    def grants(self) -> Grants:
        """The exemptions, found by the name of a pair."""
        return Grants(self.exemptions)


WholeNumber = Annotated[
    int, BeforeValidator(parse_whole_number), WithJsonSchema({"type": "integer", "minimum": 0})
]
"""A parameter that counts: 0, 1, 2 and so on."""


def spelling_of(parse: Callable[[str], object]) -> Any:
    """Declare a text parameter that must be readable by ``parse``; the text itself is kept."""

    def check(value: str) -> str:
        parse(value)
        return value

    return Annotated[str, AfterValidator(check)]


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
