"""What the schema says of a fact: its meaning, and what it accepts."""

from __future__ import annotations

import re

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from dualwrite.model.schema import SECTIONS

_UNREADABLE = "?"
"""No fact of the schema reads as this."""
_ACCEPTED = re.compile(r"accepted: (.*)", re.IGNORECASE | re.DOTALL)


class SchemaDocsError(Exception):
    """The schema does not say what the documents need."""


def meaning_of(path: str) -> str:
    """The description of a fact, by its path."""
    _, info = _field(path)
    return info.description or ""


def accepted_by(path: str) -> str:
    """What a fact accepts, in the words of the error that a wrong value gets.

    :raises SchemaDocsError: where the error does not say it.
    """
    model, _ = _field(path)
    try:
        model.model_validate({path.partition(".")[2]: _UNREADABLE})
    except ValidationError as error:
        found = _ACCEPTED.search(error.errors()[0]["msg"])
        if found is not None:
            return found[1].split(". ")[0].rstrip(".")
    raise SchemaDocsError(f"{path}: the error for a wrong value does not say what is accepted")


def _field(path: str) -> tuple[type[BaseModel], FieldInfo]:
    section, _, key = path.partition(".")
    model = SECTIONS[section]
    fields = model.model_fields.items()
    return model, next(info for name, info in fields if (info.alias or name) == key)
