"""What a mapping takes a fact from: a constant, or an expression and what is made of its result."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import isfinite
from typing import Any

from pydantic import WithJsonSchema

from ...model.facts import SecretValue, UnknownValue, UnreadableValue
from ...model.schema import SECTIONS, keys_of
from ...text.quoting import as_found, joined, kind_of, quoted
from .expressions import Evaluation, EvaluationError, Expression

_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_MOST_DIGITS = 400
"""More than a float has. Python reads and writes no number of some thousands."""
_DIGITS = re.compile(rf"[0-9]{{1,{_MOST_DIGITS}}}")


NOT_TAKEN = object()
"""What a conversion gives for a value that it does not take."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion by its name; ``takes`` says what it takes, for people."""

    name: str
    takes: str
    of: Callable[[Any], Any]
    """From a value to what it is made of it, or to ``NOT_TAKEN``."""


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if not _is_number(value):
        return NOT_TAKEN
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _whole_number(value: Any) -> Any:
    if isinstance(value, str):
        digits = value.strip()
        return int(digits) if _DIGITS.fullmatch(digits) else NOT_TAKEN
    return value if _is_number(value) else NOT_TAKEN


def _boolean(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    word = _text(value)
    return NOT_TAKEN if word is NOT_TAKEN else _BOOLEANS.get(word.strip().casefold(), NOT_TAKEN)


def _negate(value: Any) -> Any:
    found = _boolean(value)
    return found if found is NOT_TAKEN else not found


def _url(value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        return NOT_TAKEN
    host = value.strip()
    return host if "://" in host else f"https://{host}"


def _is_number(value: Any) -> bool:
    """Whether it is a number that has digits, and not more than anybody reads."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isfinite(value) if isinstance(value, float) else abs(value) < 10**_MOST_DIGITS


_BOOLEAN_WORDS = "true or false, also as text; yes, no, 1 or 0"

CONVERSIONS: Mapping[str, Conversion] = {
    one.name: one
    for one in (
        Conversion("text", "text or a number", _text),
        Conversion("wholeNumber", "digits as text, or a number", _whole_number),
        Conversion("boolean", _BOOLEAN_WORDS, _boolean),
        Conversion("negate", _BOOLEAN_WORDS, _negate),
        Conversion("url", "a host name, or a URL", _url),
    )
}
"""By name, in the order of the documents."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; ``conversion`` is the one that makes it of other kinds, if there is one."""

    title: str
    holds: Callable[[Any], bool]
    conversion: str | None = None


def _is_plain_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KINDS = {
    "string": Kind("text", lambda value: isinstance(value, str), "text"),
    "boolean": Kind("true or false", lambda value: isinstance(value, bool), "boolean"),
    "integer": Kind("a whole number", _is_plain_number, "wholeNumber"),
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


@dataclass(frozen=True, slots=True)
class Constant:
    """A fact that is the same for each resource."""

    value: Any

    def read(self, evaluation: Evaluation) -> Any:
        """The constant, whatever the resource."""
        return self.value

    def __str__(self) -> str:
        return "a constant"


@dataclass(frozen=True, slots=True)
class Computed:
    """A fact that an expression gives.

    ``values`` is a table from what the expression gives to the fact; without entries there is none.
    """

    mapping: str
    """What the mapping is called in messages."""
    expression: Expression
    kind: Kind
    """What the fact takes."""
    values: Mapping[str, Any] = field(default_factory=dict)
    convert: Conversion | None = None
    default: Any = None
    """The fact where the expression finds nothing; None where the mapping names none."""

    def read(self, evaluation: Evaluation) -> Any:
        """The fact of one resource.

        :returns: a plain value, or one in a mark of ``facts.py``; None where nothing is said.
        """
        try:
            found = evaluation.result(self.expression)
        except EvaluationError as error:
            return self._unreadable(f"{error}.")
        if found is None:
            return self.default
        if isinstance(found, UnknownValue):
            return found
        is_secret = isinstance(found, SecretValue)
        plain = found.value if isinstance(found, SecretValue) else found
        made, accepted = self._made_of(plain)
        if accepted:
            return self._unreadable(f"{shown(plain, is_secret)}; {accepted}")
        return SecretValue(made) if is_secret else made

    def __str__(self) -> str:
        return str(self.expression)

    def _made_of(self, found: Any) -> tuple[Any, str]:
        """The fact out of a result, or what would have been accepted instead."""
        if self.values:
            return self._from_table(found)
        made = found
        if self.convert is not None:
            made = self.convert.of(found)
            if made is NOT_TAKEN:
                return None, f"convert: {self.convert.name} takes {self.convert.takes}."
        if self.kind.holds(made):
            return made, ""
        return None, f"accepted: {self.kind.title}.{self._advice(found)}"

    def _from_table(self, found: Any) -> tuple[Any, str]:
        key = quoted(found) if isinstance(found, int | float) else found
        if isinstance(key, str) and key in self.values:
            return self.values[key], ""
        return None, f"values has {joined([quoted(one) for one in self.values])}."

    def _advice(self, found: Any) -> str:
        """The conversion that would do, where the mapping names none."""
        name = self.kind.conversion
        if self.convert is not None or name is None or CONVERSIONS[name].of(found) is NOT_TAKEN:
            return ""
        return f" convert: {name} makes it that."

    def _unreadable(self, why: str) -> UnreadableValue:
        return UnreadableValue(f"{self.mapping} takes it from {self}: {why}")


def shown(found: Any, is_secret: bool) -> str:
    """What a result is, as messages may tell it: of a secret, only the kind."""
    return f"a secret, which is {kind_of(found)}" if is_secret else as_found(found)


Source = Constant | Computed
