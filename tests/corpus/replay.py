"""A program that declares all resources of the corpus again, raw, in one stack."""

from __future__ import annotations

import json
from typing import Any

import pulumi

from tests.corpus.stacks import NAMES, Resource, resources

_SIGNATURE = "4dabf18193072939515e22adb298388d"


def declare_everything() -> None:
    """Declare them with the inputs that were recorded; a name begins with its stack's."""
    for stack in NAMES:
        made: dict[str, Any] = {}
        for one in resources(stack):
            if not one["type"].startswith("pulumi:"):  # the engine's own: the stack and providers
                made[one["urn"]] = _declare(one, f"{stack}/{one['urn'].split('::', 3)[-1]}", made)


def _declare(one: Resource, name: str, made: dict[str, Any]) -> pulumi.Resource:
    inputs = {key: _input(one, key, made) for key in one.get("inputs", {})}
    if one["custom"]:
        return pulumi.CustomResource(one["type"], name, inputs)
    component = pulumi.ComponentResource(one["type"], name, inputs)
    component.register_outputs(inputs)
    return component


def _input(one: Resource, key: str, made: dict[str, Any]) -> Any:
    """The value; one that came from other resources comes from them, unknown at preview, again."""
    value = _plain(one["inputs"][key])
    others = [made[urn] for urn in one.get("propertyDependencies", {}).get(key, ()) if urn in made]
    known = [other.id for other in others if isinstance(other, pulumi.CustomResource)]
    return pulumi.Output.all(*known).apply(lambda _: value) if known else value


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if "plaintext" in value and _SIGNATURE in value:
            return pulumi.Output.secret(json.loads(value["plaintext"]))
        return {key: _plain(one) for key, one in value.items() if key != _SIGNATURE}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value
