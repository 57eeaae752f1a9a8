"""Programs with pairs and a whole Azure side, in the raw form that any program's resources have.

No SDK of a provider has to be imported, which takes seconds; a stand-in for it answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .companions import CORRECT, TYPES
from .pairs import ABSENT, declaration, environment

PROGRAM = """
import json
import pulumi
from components import EnvironmentPair
from support.echo import Echo

def said(name, value):
    kind, _, text = value.partition(": ") if isinstance(value, str) else ("", "", "")
    if kind == "later":
        return Echo(name, text).result
    return pulumi.Output.secret(text) if kind == "secret" else value

class Foundation(pulumi.ComponentResource):
    def __init__(self, name, opts):
        super().__init__("acme:index:Foundation", name, None, opts)

class Azure(pulumi.CustomResource):
    identity: pulumi.Output[dict]
    def __init__(self, token, name, properties, opts):
        outputs = {{"systemId": None, "identity": properties.get("identity"), **properties}}
        super().__init__(token, name, outputs, opts)

for one in json.loads({stack!r}):
    name, facts = one["name"], one["facts"]
    pair = EnvironmentPair(name, facts) if facts else None
    tag = {{"dualwrite-pair": name}} if one["tagged"] else {{}}
    parent = Foundation(f"{{name}}-azure", pulumi.ResourceOptions(parent=pair))
    provider = None
    if one["tenant"]:
        provider = pulumi.ProviderResource("azure-native", f"{{name}}-p", {{"tenantId": one["tenant"]}})
    made = {{}}
    for key, (token, properties) in one["resources"].items():
        if key == "injection":
            networks = properties["networkInjection"]["virtualNetworks"]
            for each, of in zip(networks, ("west", "north")):
                each["id"] = made[of].id
        if key == "encryption":
            properties["encryption"]["keyVault"]["id"] = made["vault"].id
        if key == "role":
            properties["scope"] = made["vault"].id
            properties["principalId"] = made["encryption"].identity.apply(
                lambda one: one["systemAssignedIdentityPrincipalId"]
            )
        properties = {{one: said(f"{{name}}-{{key}}-{{one}}", properties[one]) for one in properties}}
        options = pulumi.ResourceOptions(parent=parent, provider=provider)
        made[key] = Azure(token, f"{{name}}-{{key}}", {{**properties, "tags": tag}}, options)
"""


def beside(
    name: str,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    facts: Mapping[str, Any] | None = None,
    tenant: str = "",
    tagged: bool = False,
    with_pair: bool = True,
) -> dict[str, Any]:
    """A pair, and a whole Azure side as children of a child of it.

    :param changes: properties by resource. A text such as ``later: eastus`` is known only after
        deployment, one such as ``secret: eastus`` is a secret.
    :param tagged: whether all of it has the pair's tag.
    """
    resources = {}
    order = sorted(CORRECT, key=lambda key: key in ("encryption", "role"))  # after what they name
    for key in order:
        properties = CORRECT[key]
        changed = {**properties, **(changes or {}).get(key, {})}
        resources[key] = (TYPES[key], _named(changed, name))
    own = {**environment(name), **(facts or {})}
    return {
        "name": name,
        "facts": declaration(own) if with_pair else None,
        "resources": resources,
        "tenant": tenant,
        "tagged": tagged,
    }


def _named(properties: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Properties with names in Azure that no other pair's resources have."""
    kept = {key: value for key, value in properties.items() if value is not ABSENT}
    found: dict[str, Any] = json.loads(json.dumps(kept).replace('"contoso', f'"{name}'))
    return found


def program(*sides: dict[str, Any]) -> str:
    """A program with several pairs and their Azure sides."""
    return PROGRAM.format(stack=json.dumps(sides))


def vault(**properties: Any) -> dict[str, Any]:
    """Changes of the vault's inner properties."""
    return {"vault": {"properties": {**CORRECT["vault"]["properties"], **properties}}}
