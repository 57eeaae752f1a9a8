"""The JSON schema of each policy's parameters, made from its pydantic model."""

from __future__ import annotations

from typing import Any

from ..requirement import Requirement

_FOR_PEOPLE_ONLY = ("title",)


def parameter_schema(requirement: Requirement[Any]) -> dict[str, dict[str, Any]]:
    """The properties that the policy takes, with their types, defaults and descriptions.

    The engine fills in the defaults and refuses what breaks the schema, before the pack sees it.
    """
    schema = requirement.parameters.model_json_schema(by_alias=True)
    properties: dict[str, dict[str, Any]] = schema["properties"]
    return {
        name: {key: value for key, value in one.items() if key not in _FOR_PEOPLE_ONLY}
        for name, one in properties.items()
    }
