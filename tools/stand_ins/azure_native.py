"""A stand-in for the native Azure provider: resources that nobody creates, in a subscription of zeros.

Inputs come back as outputs, and so does the ``name`` that is given in an input of another name. What
only Azure knows is unknown at preview, as with the real provider, and made up at an update.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from pulumi.runtime.proto import provider_pb2

from tools.stand_ins.azure_schema import VERSION, schema
from tools.stand_ins.provider import UNKNOWN, Declared, Properties, StandIn, guid_of

_SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"


def _policy(inputs: Properties, name: str) -> Properties:
    path = f"/regions/{inputs['location']}/providers/Microsoft.PowerPlatform/enterprisePolicies"
    made: Properties = {"systemId": f"{path}/{guid_of('policy', name)}"}
    if "identity" in inputs:
        made["identity"] = {"systemAssignedIdentityPrincipalId": guid_of("identity", name)}
    return made


def _vault(inputs: Properties, name: str) -> Properties:
    return {"properties": {"vaultUri": f"https://{name}.vault.azure.net/"}}


def _address(inputs: Properties, name: str) -> Properties:
    return {"ipAddress": "203.0.113.7"}


_COMPUTED: dict[str, Callable[[Properties, str], Properties]] = {
    "powerplatform:EnterprisePolicy": _policy,
    "keyvault:Vault": _vault,
    "network:PublicIPAddress": _address,
}
"""What Azure adds, by module and type. An API version in a token does not matter."""


class AzureStandIn(StandIn):
    """Creates nothing, and says what Azure would say."""

    version = VERSION

    def GetSchema(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetSchemaResponse(schema=json.dumps(schema()))

    def outputs(self, declared: Declared, preview: bool) -> Properties:
        name = _name(declared)
        computed = _COMPUTED.get(_kind(declared), _nothing)(declared.inputs, name)
        made = {"name": name, **computed}
        return _merged(declared.inputs, _unknown(made) if preview else made)

    def identifier(self, declared: Declared) -> str:
        """Like an ID in Azure, but for the names of types."""
        inputs, name = declared.inputs, _name(declared)
        group = f"{_SUBSCRIPTION}/resourceGroups/{inputs.get('resourceGroupName', name)}"
        if _kind(declared) == "resources:ResourceGroup":
            return group
        inside = [inputs[key] for key in ("virtualNetworkName", "vaultName") if key in inputs]
        parents = (one for one in inside if one != name)
        return "/".join([f"{group}/providers/{_kind(declared)}", *parents, name])


def _nothing(inputs: Properties, name: str) -> Properties:
    return {}


def _kind(declared: Declared) -> str:
    """``network:Subnet``, out of a type with or without an API version."""
    _, module, kind = declared.token.split(":")
    return f"{module.split('/')[0]}:{kind}"


def _name(declared: Declared) -> str:
    kind = _kind(declared).partition(":")[2]
    own = {key.lower(): value for key, value in declared.inputs.items()}
    named = own.get(f"{kind.lower()}name") or own.get("accountname") or own.get("name")
    return str(named or declared.name)


def _unknown(made: Mapping[str, Any]) -> Properties:
    return {
        key: _unknown(value) if isinstance(value, Mapping) else UNKNOWN
        for key, value in made.items()
    }


def _merged(inputs: Mapping[str, Any], made: Mapping[str, Any]) -> Properties:
    """The inputs, and below them what Azure adds. A name that is an input itself stays known."""
    found = {**inputs}
    for key, value in made.items():
        given = inputs.get(key)
        if isinstance(value, Mapping) and isinstance(given, Mapping):
            found[key] = _merged(given, value)
        else:
            found.setdefault(key, value)
    return found
