"""The parameters of one requirement, as its page shows them."""

from __future__ import annotations

from typing import Any

from dualwrite.judging.configuration import default_setting
from dualwrite.judging.parameters import ParameterDoc, parameter_docs
from dualwrite.judging.requirement import Requirement
from dualwrite.model.verdicts import Level

from .markdown import code, escaped, link


def example_configuration(requirement: Requirement[Any]) -> dict[str, Any]:
    """A policy-pack configuration that sets everything; of two choices, not the default."""
    other = Level.ADVISORY if requirement.level is Level.MANDATORY else Level.MANDATORY
    defaults = default_setting(requirement).parameters.model_dump(mode="json", by_alias=True)
    values = {
        one.name: _other_value(_schema_of(requirement, one.name), defaults[one.name])
        for one in parameter_docs(requirement)
    }
    return {requirement.name: {"enforcementLevel": other.value, **values}}


def _other_value(schema: dict[str, Any], default: Any) -> Any:
    if "enum" in schema:
        return next(one for one in schema["enum"] if one != default)
    return default[:2] if isinstance(default, list) else default


def _schema_of(requirement: Requirement[Any], parameter: str) -> dict[str, Any]:
    schema: dict[str, Any] = requirement.parameters.model_json_schema(by_alias=True)
    found: dict[str, Any] = schema["properties"][parameter]
    return found


def parameter_row(requirement: Requirement[Any], one: ParameterDoc) -> tuple[str, ...]:
    """Describe a parameter in the cells of a table: name, accepted, default, meaning."""
    accepted = _accepted(_schema_of(requirement, one.name))
    return code(one.name), accepted, code(one.default), escaped(one.description)


def _accepted(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " or ".join(code(f'"{one}"') for one in schema["enum"])
    if schema["type"] == "integer":
        return "a whole number, 0 or more"
    if schema["type"] != "array":
        return "text"
    if schema["items"]["type"] == "object":
        return f"a list of {link('exemptions', '../exemptions.md')}"
    return "a list of texts"
