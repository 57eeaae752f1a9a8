"""The shape of a file of mappings, strict. Expressions are compiled as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Annotated, Any

from pydantic import BaseModel, PlainValidator, ValidationError

from ...model.observation import SIDES
from ...text.quoting import as_found, joined, printable, quoted
from ...text.refusals import refusal
from ...text.strict_model import StrictModel
from ...text.suggestions import did_you_mean
from ..readers.environment_pair import PAIR_TYPE
from .computed import CONVERSIONS, Conversion
from .expressions import Expression, compile_expression

_OWN_PACKAGE = "dualwrite:"


def _expression(value: object) -> Expression:
    if not isinstance(value, str):
        raise ValueError(f"{as_found(value)}; accepted: a JMESPath expression, as text.")
    return compile_expression(value)


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{as_found(value)}; accepted: a name, as text.")
    if not value.strip() or value != value.strip() or not value.isprintable():
        raise ValueError(f"{quoted(value)} is not a name; accepted: text on one line.")
    return value


def _token(value: object) -> str:
    accepted = "accepted: a resource type such as acme:erp:Environment; * and ? are wildcards."
    if not isinstance(value, str):
        raise ValueError(f"{as_found(value)}; {accepted}")
    unusable = not value.isprintable() or set(value) & set(" []")
    if unusable or (":" not in value and "*" not in value):
        raise ValueError(f"{quoted(value)} is not a resource type; {accepted}")
    if value.startswith(_OWN_PACKAGE) or fnmatchcase(PAIR_TYPE, value):
        raise ValueError(
            f"{quoted(value)} covers {PAIR_TYPE}, which says itself what it is. Name the types of"
            " your own packages: acme:*."
        )
    return value


def _side(value: object) -> str:
    if isinstance(value, str) and value in SIDES:
        return value
    hint = did_you_mean(value, SIDES) if isinstance(value, str) else ""
    raise ValueError(
        f"{quoted(value)} is not a side.{hint} Accepted: {joined(SIDES, 'or')}; without the key, the"
        " resource is a whole pair."
    )


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"{as_found(value)}; accepted: true or false.")


def _entries(what: str) -> Callable[[object], Mapping[str, Any]]:
    def validate(value: object) -> Mapping[str, Any]:
        if isinstance(value, Mapping) and value:
            return value
        found = "it is empty" if isinstance(value, Mapping) else as_found(value)
        raise ValueError(f"{found}; accepted: a mapping from {what}, with one entry at least.")

    return validate


def _conversion(value: object) -> Conversion:
    if isinstance(value, str) and value in CONVERSIONS:
        return CONVERSIONS[value]
    hint = did_you_mean(value, CONVERSIONS) if isinstance(value, str) else ""
    raise ValueError(
        f"{quoted(value)} is not a conversion.{hint} Accepted: {joined([*CONVERSIONS], 'or')}."
    )


_Expression = Annotated[Expression | None, PlainValidator(_expression)]


class MappingModel(StrictModel):
    """One mapping as it is written; its facts are read apart."""

    name: Annotated[str, PlainValidator(_name)]
    token: Annotated[str, PlainValidator(_token)]
    facts: Annotated[Mapping[str, Any], PlainValidator(_entries("facts to expressions"))]
    when: _Expression = None
    side: Annotated[str | None, PlainValidator(_side)] = None
    pair: _Expression = None
    unified: Annotated[bool, PlainValidator(_flag)] = False


class FactModel(StrictModel):
    """Where one fact comes from, where that is more than an expression."""

    expression: _Expression = None
    value: Any = None
    values: Annotated[
        Mapping[str, Any] | None, PlainValidator(_entries("results of the expression to facts"))
    ] = None
    convert: Annotated[Conversion | None, PlainValidator(_conversion)] = None
    default: Any = None


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
