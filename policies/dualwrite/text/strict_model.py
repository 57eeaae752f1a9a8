"""How everything is read that people write in JSON: strictly."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from .quoting import as_found, quoted


class StrictModel(BaseModel):
    """camelCase keys, none that is unknown, nothing converted, and nothing changed afterwards."""

    model_config = ConfigDict(
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        frozen=True,
        strict=True,
        defer_build=True,  # the pack is started at each preview, and most models are not used
    )


LARGEST = 2**53 - 1
"""Beyond it a JSON number is not exact: the engine carries all numbers as doubles."""


def parse_whole_number(value: object) -> int:
    """Read a count: 0, 1, 2 and so on. The engine hands 40 over as 40.0, which is the same.

    :raises ValueError: for other kinds, booleans among them, for fractions and for what is out of
        range; the text says what is accepted.
    """
    if isinstance(value, str):
        raise ValueError(
            f"{quoted(value)} is text; accepted: a whole number, 0 or more, without quotes."
        )
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{as_found(value)}; accepted: a whole number, 0 or more.")
    if value > LARGEST:
        raise ValueError(f"{quoted(value)} is out of range; accepted: {LARGEST} at most.")
    if not value >= 0 or value != int(value):  # "not >=" also refuses NaN
        raise ValueError(f"{quoted(value)} is out of range; accepted: a whole number, 0 or more.")
    return int(value)
