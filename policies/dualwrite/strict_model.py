"""How everything is read that people write in JSON: strictly."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


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
