"""What kind of value each fact takes, by the schema: told before anybody parses the value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import WithJsonSchema

from ..schema import SECTIONS, keys_of


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; ``conversion`` is the one that makes it of other kinds, if there is one."""

    title: str
    holds: Callable[[Any], bool]
    conversion: str | None = None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KINDS = {
    "string": Kind("text", lambda value: isinstance(value, str), "text"),
    "boolean": Kind("true or false", lambda value: isinstance(value, bool), "boolean"),
    "integer": Kind("a whole number", _is_number, "wholeNumber"),
    "array": Kind("a list", lambda value: isinstance(value, list)),
}
_ANY = Kind("any value", lambda _: True)


@cache
def kind_of_fact(path: str) -> Kind:
    """The kind of value that a fact takes.

    :param path: one that the schema has.
    """
    section, _, key = path.partition(".")
    model = SECTIONS[section]
    field = list(model.model_fields.values())[keys_of(model).index(key)]
    for told in field.metadata:
        if isinstance(told, WithJsonSchema) and told.json_schema is not None:
            return _KINDS.get(told.json_schema.get("type", ""), _ANY)
    return _ANY
