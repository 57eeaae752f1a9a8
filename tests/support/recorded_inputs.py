"""What the engine showed of programs that use real SDKs, as the resources that readers are given.

``tools/recording`` made the files in ``recorded/``, each with the SDK's version and its date.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from google.protobuf import json_format, struct_pb2

from dualwrite.model.raw_values import hidden, is_marked_secret
from dualwrite.model.resource import Resource
from dualwrite.pack.decoding import decode

_FOLDER = Path(__file__).parent / "recorded"
NATIVE = "native-0.4.9"
FLAT_NATIVE = "native-0.1.30"
BRIDGED = "bridged"
RECORDINGS = (NATIVE, FLAT_NATIVE, BRIDGED)


@cache
def recording(name: str) -> Mapping[str, Any]:
    """The content of one file: what was recorded, with which SDK and when."""
    content: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content


def before_creation(recorded: str, name: str, command: str = "preview") -> Resource:
    """What the engine shows of a resource before it is created: its inputs, and no references.

    :param command: ``preview`` or ``update``.
    """
    return _resource(_named(recording(recorded)[command]["resources"], name))


def in_stack(recorded: str, name: str, command: str = "preview") -> Resource:
    """What the engine shows of a resource among all of the stack: its outputs, and references."""
    return _resource(_named(recording(recorded)[command]["stack"], name))


def in_state(recorded: str, name: str) -> Resource:
    """What the state has of a resource that is deployed: its outputs, references and ID."""
    resources = recording(recorded)["state"]
    found = _named(resources, name)
    provider = next((one for one in resources if one["urn"] == found.get("provider")), {})
    return Resource(
        type=found["type"],
        name=name,
        urn=found["urn"],
        properties=_revealed(found["outputs"]),
        provider=_revealed(provider.get("outputs", {})),
        references={
            key: tuple(urns) for key, urns in found.get("propertyDependencies", {}).items() if urns
        },
        dependencies=tuple(found.get("dependencies", ())),
        id=found.get("id"),
    )


def changed(resource: Resource, changes: Mapping[str, Any]) -> Resource:
    """A recorded resource with some properties set by path (``dataverse.url``); None takes one out."""
    properties: dict[str, Any] = dict(resource.properties)
    for path, value in changes.items():
        block, dot, key = path.rpartition(".")
        holder = properties
        if dot:
            inner = properties.get(block)
            holder = properties[block] = dict(inner) if isinstance(inner, Mapping) else {}
        holder[key] = value
        if value is None:
            del holder[key]
    return replace(resource, properties=properties)


def _named(resources: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(one for one in resources if one["urn"].split("::", 3)[-1] == name)


def _resource(sent: Mapping[str, Any]) -> Resource:
    return Resource(
        type=sent["type"],
        name=sent["name"],
        urn=sent["urn"],
        properties=_decoded(sent["properties"]),
        provider=_decoded(sent.get("provider", {}).get("properties", {})),
        references={
            key: tuple(one.get("urns", ()))
            for key, one in sent.get("propertyDependencies", {}).items()
        },
        dependencies=tuple(sent.get("dependencies", ())),
    )


def _decoded(sent: Mapping[str, Any]) -> dict[str, Any]:
    """As the pack does: unknown values and secrets are marked."""
    return decode(json_format.ParseDict(sent, struct_pb2.Struct()))


def _revealed(value: Any) -> Any:
    """As a state that was exported with its secrets shown has it."""
    if isinstance(value, dict):
        if is_marked_secret(value):
            return hidden(json.loads(value["plaintext"]))
        return {key: _revealed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_revealed(one) for one in value]
    return value
