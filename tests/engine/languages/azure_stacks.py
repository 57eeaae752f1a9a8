"""What the programs ``azure`` declare: one mapping, for the programs of every language.

``tenants`` are Azure providers, ``pairs`` facts, ``foundations`` arguments by the pair's name, and
``resources`` raw Azure resources: each with its provider, and the pair that it is below or waits for.
"""

from __future__ import annotations

import json
from typing import Any

from support.azure_foundation import FULL
from support.companions import CORRECT, TYPES
from support.pairs import ABSENT, TENANT, declaration, environment

OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
OUTPUTS = ("resourceGroupName", "subnetIds", "egressAddresses", "vaultUri")
"""The outputs of a foundation that the programs export."""

_CONTOSO = declaration()
_FABRIKAM = declaration({**environment("fabrikam"), "customerEngagement.prospectToCash": True})
_ADVENTURE = declaration(environment("adventure"))
_LITWARE = declaration({**environment("litware"), "customerEngagement.environmentType": "trial"})

_TAGS = {"tags": {"dualwrite-pair": "adventure"}}
_OPEN_VAULT = {
    "properties": {
        **CORRECT["vault"]["properties"],
        "tenantId": OTHER_TENANT,
        "enablePurgeProtection": False,
    }
}


def _stack(pairs: dict[str, Any], foundations: dict[str, Any], **resources: Any) -> dict[str, Any]:
    return {
        "tenants": {"own": TENANT, "other": OTHER_TENANT},
        "pairs": pairs,
        "foundations": {name: {"provider": "own", **parts} for name, parts in foundations.items()},
        "resources": resources,
    }


def _raw(name: str, changes: dict[str, Any] | None = None, **options: str) -> dict[str, Any]:
    """An Azure resource as it should be, with changes, and without tags unless they are changed."""
    changed = {**CORRECT[name], "tags": ABSENT, **(changes or {})}
    properties = {key: value for key, value in changed.items() if value is not ABSENT}
    return {"type": TYPES[name], "properties": properties, **options}


def _below(name: str, changes: dict[str, Any] | None = None, **options: str) -> dict[str, Any]:
    """One that its parent and, where it takes tags, a tag tie to the pair ``adventure``."""
    tags = {} if name.endswith("Subnet") else _TAGS
    return _raw(name, {**tags, **(changes or {})}, parent="adventure", **options)


def _tagged(name: str, changes: dict[str, Any] | None = None) -> dict[str, Any]:
    """One that only its tag ties. It waits for the pair: else either could be registered first."""
    return _raw(name, {**_TAGS, **(changes or {})}, after="adventure")


GOOD = _stack({"contoso": _CONTOSO}, {"contoso": FULL})
"""A correct pair with everything beside it."""
REFUSED = _stack({"fabrikam": _FABRIKAM}, {"fabrikam": {"logs": {}, "storage": {}}})
"""A pair that the pack refuses, and its foundation."""
UNREADABLE = _stack(
    {"contoso": _CONTOSO},
    {"contoso": {"network": {"addressSpace": "10.20.0.1/31"}, "logs": {"retentionInDays": 7}}},
)
"""A foundation that cannot be read."""
BROKEN = _stack(
    {"adventure": _ADVENTURE, "contoso": _CONTOSO, "fabrikam": _FABRIKAM, "litware": _LITWARE},
    {"contoso": FULL, "fabrikam": {"logs": {}, "storage": {}}},
    vault=_tagged("vault", _OPEN_VAULT),
    key=_below("key"),
    encryption=_below("encryption"),
    workspace=_below("logs", provider="other"),
    store=_below("storage", {"location": "eastus", "tags": ABSENT}),
    west=_tagged("west"),
    north=_below("north"),
    westSubnet=_below("westSubnet", {"addressPrefix": "10.20.0.0/28"}),
    northSubnet=_below("northSubnet", {"natGateway": ABSENT}),
    injection=_below("injection", {"location": "unitedstates"}),
    litwarePolicy=_raw("encryption", {"encryption": ABSENT}, parent="litware"),
    # Tied to no pair, so that nobody judges it.
    untied=_raw("storage", {"location": "eastus"}),
)
"""The first two, and two pairs whose Azure sides break every requirement on them."""


def template(stack: dict[str, Any]) -> str:
    """The stack as a program in YAML; JSON is that, too."""
    resources: dict[str, Any] = {
        name: {"type": "pulumi:providers:azure-native", "properties": {"tenantId": tenant}}
        for name, tenant in stack["tenants"].items()
    }
    for name, facts in stack["pairs"].items():
        resources[name] = {"type": "dualwrite:EnvironmentPair", "properties": facts}
    for name, parts in stack["foundations"].items():
        resources[f"{name}-azure"] = _foundation(name, stack["pairs"][name], parts)
    for name, one in stack["resources"].items():
        resources[name] = _resource(one)
    outputs = {
        name: {key: _value_of(f"{name}-azure.{key}") for key in OUTPUTS}
        for name in stack["foundations"]
    }
    return json.dumps({"resources": resources, "outputs": {"azure": outputs}})


def _foundation(name: str, facts: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    arguments = {key: value for key, value in parts.items() if key != "provider"}
    return {
        "type": "dualwrite:AzureFoundation",
        "properties": {"customerEngagement": facts["customerEngagement"], **arguments},
        "options": {"parent": _value_of(name), "providers": [_value_of(parts["provider"])]},
    }


def _resource(one: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {
        key: _value_of(one[key]) for key in ("parent", "provider") if key in one
    }
    if "after" in one:
        options["dependsOn"] = [_value_of(one["after"])]
    return {"type": one["type"], "properties": one["properties"], "options": options}


def _value_of(path: str) -> str:
    return f"${{{path}}}"
