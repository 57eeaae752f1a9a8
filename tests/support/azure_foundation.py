"""Foundations made with mocks: what a program registers, without an engine."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Mapping
from typing import Any, NamedTuple

import pulumi

from components import AzureFoundation, EnvironmentPair

from .pairs import declaration

POOL = "10.20.0.0/16"
FULL: dict[str, Any] = {
    "network": {"addressSpace": POOL},
    "encryption": {},
    "logs": {},
    "storage": {},
}
"""Every part, with as little as can be said of it."""
COMPUTED: dict[str, dict[str, Any]] = {
    "azure-native:network:PublicIPAddress": {"ipAddress": "203.0.113.7"},
    "azure-native:keyvault:Vault": {"properties": {"vaultUri": "https://kv.example"}},
    "azure-native:powerplatform:EnterprisePolicy": {
        "systemId": "/regions/europe/policy",
        "identity": {"systemAssignedIdentityPrincipalId": "principal"},
    },
}
"""What Azure would add, by type."""


class Made(NamedTuple):
    """One resource as the engine would get it."""

    type: str
    inputs: dict[str, Any]


class Foundation(NamedTuple):
    """All resources by name, and the outputs of the component."""

    made: dict[str, Made]
    outputs: dict[str, Any]

    def types(self) -> set[str]:
        """The types of Azure's resources."""
        return {one.type for one in self.made.values() if one.type.startswith("azure-native:")}

    def inputs(self, name: str) -> dict[str, Any]:
        """The inputs of one resource, without what the component says of all alike."""
        return {
            key: value
            for key, value in self.made[name].inputs.items()
            if key not in ("tags", "resourceGroupName")
        }


class _Mocks(pulumi.runtime.Mocks):
    def __init__(self) -> None:
        self.made: dict[str, Made] = {}

    def new_resource(
        self, args: pulumi.runtime.MockResourceArgs
    ) -> tuple[str | None, dict[str, Any]]:
        self.made[args.name] = Made(args.typ, args.inputs)
        named = {"name": args.inputs[_NAMES[args.typ]]} if args.typ in _NAMES else {}
        return f"{args.name}-id", {**args.inputs, **named, **COMPUTED.get(args.typ, {})}

    def call(self, args: pulumi.runtime.MockCallArgs) -> dict[str, Any]:
        raise AssertionError(f"{args.token} is called")


_NAMES = {
    "azure-native:resources:ResourceGroup": "resourceGroupName",
    "azure-native:storage:StorageAccount": "accountName",
}
"""The input that comes back as ``name``, by type."""


def environment(changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The facts of the correct pair's customer engagement environment, with some changed."""
    paths = {f"customerEngagement.{key}": value for key, value in (changes or {}).items()}
    facts: dict[str, Any] = declaration(paths)["customerEngagement"]
    return facts


def make(
    args: Mapping[str, Any],
    facts: Mapping[str, Any] | None = None,
    pair: str = "contoso",
    **options: Any,
) -> Foundation:
    """Make a pair and its foundation.

    :param facts: changes of the environment's facts.
    :param options: of the foundation, instead of ``parent=pair``.
    """
    found: dict[str, Any] = {}
    mocks = _Mocks()

    def program() -> None:
        whole = environment(facts)
        parent = EnvironmentPair(pair, {**declaration(), "customerEngagement": whole})  # type: ignore[typeddict-item]
        foundation = AzureFoundation(
            "azure",
            {"customerEngagement": whole, **args},  # type: ignore[typeddict-item]
            pulumi.ResourceOptions(**(options or {"parent": parent})),
        )
        for key in AzureFoundation.__annotations__:
            value: pulumi.Output[Any] = getattr(foundation, key)
            value.apply(lambda known, key=key: found.update({key: known}))

    run(program, mocks)
    return Foundation(mocks.made, found)


def run(program: Any, mocks: pulumi.runtime.Mocks | None = None) -> None:
    """Run a program with mocks. Pulumi's settings live in the context, and stay in this copy of it."""

    def inside() -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        pulumi.runtime.set_mocks(mocks or _Mocks(), project="project", stack="test", preview=False)
        pulumi.runtime.test(program)()

    contextvars.copy_context().run(inside)
