"""What the engine sends to the pack of a stack whose state was recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime import proto

from dualwrite.model.facts import UnknownValue
from dualwrite.model.raw_values import is_marked_secret
from support.analyzer import on_the_wire, secret

Resource = Mapping[str, Any]


def analyze_request(resource: Resource, everything: Iterable[Resource], preview: bool) -> Any:
    """What it sends of one resource before it is created: its inputs.

    :param everything: all resources of the stack, the provider among them.
    :param preview: whether nothing exists yet: then inputs that come from others are unknown.
    """
    properties = resource.get("inputs", {})
    if preview:
        properties = _with_unknown_inputs(resource)
    return proto.AnalyzeRequest(**_described(resource, everything), properties=_struct(properties))


def stack_request(everything: Iterable[Resource], preview: bool) -> Any:
    """What it sends of all resources at the end: their outputs.

    :param preview: whether nothing exists yet: then outputs that were not given are unknown.
    """
    resources = list(everything)
    return proto.AnalyzeStackRequest(
        resources=[
            proto.AnalyzerResource(
                **_described(one, resources),
                properties=_struct(_outputs(one, preview)),
                parent=one.get("parent", ""),
                dependencies=one.get("dependencies", ()),
                propertyDependencies={
                    key: proto.AnalyzerPropertyDependencies(urns=urns)
                    for key, urns in one.get("propertyDependencies", {}).items()
                },
            )
            for one in resources
        ]
    )


def _described(resource: Resource, everything: Iterable[Resource]) -> dict[str, Any]:
    urn = resource["urn"]
    described = {"type": resource["type"], "urn": urn, "name": urn.split("::", 3)[-1]}
    named = resource.get("provider", "").rpartition("::")[0]  # its ID comes last
    for one in everything:
        if one["urn"] == named:
            described["provider"] = proto.AnalyzerProviderResource(
                type=one["type"],
                urn=named,
                name=named.split("::", 3)[-1],
                properties=_struct(one.get("inputs", {})),
            )
    return described


def _outputs(resource: Resource, preview: bool) -> Mapping[str, Any]:
    outputs = resource.get("outputs", {})
    if not preview:
        return outputs
    return _unknown_where_made(outputs, _with_unknown_inputs(resource))


def _unknown_where_made(outputs: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Outputs as they are at preview: known where they were given, in blocks, too."""
    shown: dict[str, Any] = {}
    for key, value in outputs.items():
        given = inputs.get(key)
        if isinstance(value, dict) and isinstance(given, dict) and not is_marked_secret(given):
            shown[key] = _unknown_where_made(value, given)
        else:
            shown[key] = inputs.get(key, UnknownValue())
    return shown


def _with_unknown_inputs(resource: Resource) -> dict[str, Any]:
    from_others = resource.get("propertyDependencies", {})
    return {
        key: UnknownValue() if from_others.get(key) else value
        for key, value in resource.get("inputs", {}).items()
    }


def _struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update(on_the_wire(_marked(properties)))
    return struct


def _marked(value: Any) -> Any:
    """The same value with secrets as the engine sends them; a state has them as JSON texts."""
    if isinstance(value, dict):
        if is_marked_secret(value) and "plaintext" in value:
            return secret(json.loads(value["plaintext"]))
        return {key: _marked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_marked(one) for one in value]
    return value
