"""What every policy can be configured with, and how a policy's own parameters are declared."""

from __future__ import annotations

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

from .whole_numbers import parse_whole_number


class Parameters(BaseModel):
    """The parameters that every policy takes. A requirement adds its own in a subclass."""

    model_config = ConfigDict(
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        frozen=True,
        strict=True,
        defer_build=True,
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
