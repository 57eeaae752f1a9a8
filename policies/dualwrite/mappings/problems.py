"""What is wrong with a part of a file of mappings, told so that its author can correct it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ValidationError

from ..refusals import refusal
from ..suggestions import did_you_mean
from ..text import joined, printable


def keys(model: type[BaseModel]) -> list[str]:
    """The keys that a part takes."""
    return list(model.model_fields)


def problems_in(error: ValidationError, model: type[BaseModel], where: str) -> Iterator[str]:
    """Everything that a model refuses, each with its place and with what is accepted."""
    for detail in error.errors(include_url=False):
        if not detail["loc"]:  # a key that is no Unicode text, such as half a surrogate pair
            yield f"{where}: a key cannot be read. Accepted: {joined(keys(model))}."
            continue
        key = str(detail["loc"][0])
        place = f"{where}, {printable(key)}"
        if detail["type"] == "extra_forbidden":
            accepted = keys(model)
            hint = did_you_mean(key, accepted)
            yield f"{place}: unknown key.{hint} Accepted: {joined(accepted)}."
        elif detail["type"] == "missing":
            needed = [name for name, one in model.model_fields.items() if one.is_required()]
            yield f"{place}: missing. Needed: {joined(needed)}."
        else:
            yield f"{place}: {refusal(detail)}"
