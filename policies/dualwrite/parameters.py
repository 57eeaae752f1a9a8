"""What every policy can be configured with, and how a policy's own parameters are declared."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel

from .text import kind_of, quoted


class Parameters(BaseModel):
    """The parameters that every policy takes. A requirement adds its own in a subclass."""

    model_config = ConfigDict(
        extra="forbid", alias_generator=to_camel, populate_by_name=True, frozen=True, strict=True
    )

    undeclared: Literal["violation", "ignore"] = Field(
        "violation",
        description="What an undeclared fact is: a violation at the policy's level, or ignored.",
    )
    unknown: Literal["advise", "block"] = Field(
        "advise",
        description="What a fact that is known only after deployment is during preview: an"
        " advisory, or a violation at the policy's level.",
    )


def _whole(value: Any) -> Any:
    # The engine hands every number over as a float: 40 arrives as 40.0.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{quoted(value)} is {kind_of(value)}; accepted: a whole number, 0 or more.")
    if not math.isfinite(value) or value != int(value) or value < 0:
        raise ValueError(f"{quoted(value)} is out of range; accepted: a whole number, 0 or more.")
    return int(value)


WholeNumber = Annotated[
    int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})
]
"""A parameter that counts: 0, 1, 2 and so on."""


def spelling_of(parse: Callable[[str], object]) -> Any:
    """Declare a text parameter that must be readable by ``parse``; the text itself is kept."""

    def check(value: str) -> str:
        parse(value)
        return value

    return Annotated[str, AfterValidator(check)]
