"""The JSON schema of the results document, made from its pydantic models."""

from __future__ import annotations

import json
from typing import Any

from dualwrite.results.document import Document

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def results_schema() -> str:
    """The text of the schema's file."""
    schema = _without_titles(Document.model_json_schema(by_alias=True, mode="validation"))
    made = {
        "$schema": _DIALECT,
        "title": "Results of dualwrite check and dualwrite preview",
        **schema,
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _without_titles(value: Any) -> Any:
    """Leave out what pydantic makes of the names of classes and fields: it repeats the keys."""
    if isinstance(value, dict):
        return {
            key: _without_titles(one)
            for key, one in value.items()
            if not (key == "title" and isinstance(one, str))
        }
    if isinstance(value, list):
        return [_without_titles(one) for one in value]
    return value
