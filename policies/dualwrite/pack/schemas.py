"""The JSON schema of each policy's parameters.

Made from the pydantic models and kept in ``data/parameter_schemas.json`` (``make docs``), because
making them takes longer than all the rest of the pack's start. A test holds the file to the models.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..configuration import Policy

KEPT_IN = Path(__file__).resolve().parent.parent / "data" / "parameter_schemas.json"
_FOR_PEOPLE_ONLY = ("title",)
Schema = dict[str, dict[str, Any]]


def parameter_schema(policy: Policy[Any]) -> Schema:
    """The properties that the policy takes, with their types, defaults and descriptions.

    The engine fills in the defaults and refuses what breaks the schema, before the pack sees it.
    """
    kept = _kept().get(policy.name)
    return kept if kept is not None else make_parameter_schema(policy)


def make_parameter_schema(policy: Policy[Any]) -> Schema:
    """Make the schema anew from the policy's parameters."""
    schema = policy.parameters.model_json_schema(by_alias=True)
    defaults = policy.parameters().model_dump(mode="json", by_alias=True)
    return {
        name: {
            **{key: value for key, value in one.items() if key not in _FOR_PEOPLE_ONLY},
            "default": defaults[name],
        }
        for name, one in schema["properties"].items()
    }


@cache
def _kept() -> Mapping[str, Schema]:
    found: Mapping[str, Schema] = json.loads(KEPT_IN.read_text(encoding="utf-8"))
    return found
