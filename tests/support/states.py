"""Builders of exported states (``pulumi stack export``) of any size, for tests and benchmarks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .pairs import declaration, environment

PAIR_TYPE = "dualwrite:index:EnvironmentPair"
STACK_URN = "urn:pulumi:dev::estate::pulumi:pulumi:Stack::estate-dev"
_SIGNATURE_KEY = "4dabf18193072939515e22adb298388d"
_SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270"
_OTHER_TYPES = ("azure-native:storage:StorageAccount", "azure-native:network:VirtualNetwork")
_MOST_TAGS = 4
"""Makes another resource 1.8 kB, and an export of 10,000 resources and 1,000 pairs 20 MB."""


def urn_of(name: str, type_token: str = PAIR_TYPE) -> str:
    """The URN of a resource of the project ``estate``, stack ``dev``."""
    return f"urn:pulumi:dev::estate::{type_token}::{name}"


def pair_resource(
    name: str, changes: Mapping[str, Any] | None = None, **keys: Any
) -> dict[str, Any]:
    """A pair as the engine stores it: the facts as inputs and as outputs.

    :param changes: as in ``support.pairs.declaration``.
    :param keys: other keys of the resource (``delete=True``); ``inputs`` and ``outputs`` replace.
    """
    facts = declaration(changes)
    return {
        "urn": urn_of(name),
        "custom": False,
        "type": PAIR_TYPE,
        "inputs": facts,
        "outputs": facts,
        "parent": STACK_URN,
        "created": "2026-11-24T00:00:00Z",
        "modified": "2026-11-24T00:00:00Z",
        **keys,
    }


def other_resource(number: int) -> dict[str, Any]:
    """A custom resource of another provider, of a usual size."""
    type_token = _OTHER_TYPES[number % len(_OTHER_TYPES)]
    name = f"resource-{number}"
    properties = {
        "name": name,
        "location": "westeurope",
        "tags": {f"tag{one}": f"value {one} of {name}" for one in range(_MOST_TAGS)},
        "rules": [{"action": "Allow", "value": "10.0.0.0/24", "enabled": True}],
    }
    return {
        "urn": urn_of(name, type_token),
        "custom": True,
        "id": f"/subscriptions/0/resourceGroups/estate/providers/{type_token}/{name}",
        "type": type_token,
        "inputs": properties,
        "outputs": {**properties, "provisioningState": "Succeeded"},
        "parent": STACK_URN,
        "provider": f"{urn_of('default', 'pulumi:providers:azure-native')}::0",
        "propertyDependencies": {one: [] for one in properties},
    }


def secret(value: Any, *, shown: bool = False) -> dict[str, Any]:
    """A secret as an export holds it: encrypted, or in plain text (``--show-secrets``)."""
    content = {"plaintext": json.dumps(value)} if shown else {"ciphertext": "djE6c2VjcmV0OnRleHQ="}
    return {_SIGNATURE_KEY: _SECRET_SIGNATURE, **content}


def state(*resources: Mapping[str, Any]) -> dict[str, Any]:
    """An exported state with its stack resource and the given ones."""
    stack = {"urn": STACK_URN, "custom": False, "type": "pulumi:pulumi:Stack"}
    return {
        "version": 3,
        "deployment": {
            "manifest": {"time": "2026-11-24T00:00:00Z", "magic": "0", "version": "v3.259.0"},
            "secrets_providers": {"type": "passphrase", "state": {"salt": "v1:0:0"}},
            "resources": [stack, *resources],
            "metadata": {},
        },
    }


def big_state(
    resources: int, pairs: int, changes: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A state of ``resources`` resources (and its stack), of which ``pairs`` are pairs.

    The pairs have environments of their own, and are spread evenly among the others. ``changes``
    apply to every pair: ``{}`` gives correct ones, ``{"link.initialSyncLegalEntities": 41}`` pairs
    that fail one requirement.
    """
    if not 0 <= pairs <= resources:
        raise ValueError("a state has at least as many resources as pairs")
    return state(*_spread(resources, pairs, changes or {}))


def big_manifest(pairs: int, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A manifest of ``pairs`` pairs with environments of their own; ``changes`` apply to each."""
    names = [f"pair-{number:05}" for number in range(pairs)]
    return {"pairs": [_declared(name, changes or {}) for name in names]}


def write_json(path: Path, document: Any) -> Path:
    """Write a document as the CLI of Pulumi does, indented by four spaces, and return the path."""
    path.write_text(json.dumps(document, indent=4), encoding="utf-8")
    return path


def _declared(name: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, **declaration({**environment(name), **changes})}


def _spread(resources: int, pairs: int, changes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    made = 0
    for number in range(resources):
        if made * resources < pairs * (number + 1) and made < pairs:
            name = f"pair-{made:05}"
            yield pair_resource(name, {**environment(name), **changes})
            made += 1
        else:
            yield other_resource(number)
