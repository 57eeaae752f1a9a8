"""From the schema that the SDK generates to the one that other languages need.

The SDK's analyzer reads the annotations and docstrings of the components and their arguments. What
it cannot express is completed here, out of the same annotations and docstrings.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pulumi.provider.experimental.analyzer import Analyzer
from pulumi.provider.experimental.schema import ComplexType, remove_none

_SUFFIX = "Args"
_TYPES = "#/types/"

Schema = dict[str, Any]


@dataclass(frozen=True)
class Alternative:
    """A list whose items are texts or mappings: the analyzer takes the text and forgets the other."""

    owner: type
    """The class that has the list."""
    key: str
    """The list's key in it."""
    item: type
    """The class of an item that is a mapping."""


def completed(generated: Schema, alternatives: Sequence[Alternative]) -> Schema:
    """Complete a schema that the SDK's analyzer has made.

    :returns: the same with four changes. Lists of either kind accept both. An output has the type
        of the input of its name, where the analyzer has a mapping of anything. Types lose the
        ending ``Args`` of the Python classes, since every language adds its own. A description is
        one line a paragraph.
    """
    schema = dict(generated)
    for one in alternatives:
        _accept(one, schema)
    for resource in schema["resources"].values():
        for key, output in resource["properties"].items():
            given = resource["inputProperties"].get(key)
            if given is not None:
                resource["properties"][key] = {**given, "description": output["description"]}
    schema["types"] = {name.removesuffix(_SUFFIX): one for name, one in schema["types"].items()}
    _tidy(schema)
    return schema


def _accept(alternative: Alternative, schema: Schema) -> None:
    analyzer = Analyzer(schema["name"])
    reference = analyzer.analyze_property(
        alternative.item,
        alternative.owner,
        alternative.key,
        can_be_plain=False,
        is_component_output=False,
    ).ref
    for name, definition in analyzer.type_definitions.items():
        made = remove_none(ComplexType.from_definition(definition).to_json())
        schema["types"][f"{schema['name']}:index:{name}"] = made
    owner = schema["types"][f"{schema['name']}:index:{alternative.owner.__name__}"]
    items = owner["properties"][alternative.key]["items"]
    items["oneOf"] = [{"type": items.pop("type")}, {"$ref": reference}]


def _tidy(value: Any) -> None:
    """Unwrap descriptions, drop those of items, which repeat their list's, and mend references."""
    if isinstance(value, list):
        for one in value:
            _tidy(one)
    if not isinstance(value, dict):
        return
    for key in ("items", "additionalProperties"):
        if isinstance(value.get(key), dict):
            value[key].pop("description", None)
    if isinstance(value.get("description"), str):
        value["description"] = _unwrapped(value["description"])
    if str(value.get("$ref")).startswith(_TYPES):
        value["$ref"] = value["$ref"].removesuffix(_SUFFIX)
    for one in value.values():
        _tidy(one)


def _unwrapped(docstring: str) -> str:
    paragraphs = inspect.cleandoc(docstring).split("\n\n")
    return "\n\n".join(" ".join(one.split()) for one in paragraphs)
