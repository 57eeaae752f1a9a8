"""A stand-in for the native Azure provider: resources that nobody creates, in a subscription of zeros.

Inputs come back as outputs, and so does the ``name`` that is given in an input of another name. What
only Azure knows is unknown at preview, as with the real provider, and made up at an update.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stand_in import UNKNOWN, Shape, StandIn, guid_of

_SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
Made = dict[str, Any]


def _policy(inputs: Mapping[str, Any], name: str) -> Made:
    path = f"/regions/{inputs['location']}/providers/Microsoft.PowerPlatform/enterprisePolicies"
    made: Made = {"systemId": f"{path}/{guid_of('policy', name)}"}
    if "identity" in inputs:
        made["identity"] = {"systemAssignedIdentityPrincipalId": guid_of("identity", name)}
    return made


def _vault(inputs: Mapping[str, Any], name: str) -> Made:
    return {"properties": {"vaultUri": f"https://{name}.vault.azure.net/"}}


def _address(inputs: Mapping[str, Any], name: str) -> Made:
    return {"ipAddress": "203.0.113.7"}


_COMPUTED: dict[str, Callable[[Mapping[str, Any], str], Made]] = {
    "powerplatform:EnterprisePolicy": _policy,
    "keyvault:Vault": _vault,
    "network:PublicIPAddress": _address,
}
"""What Azure adds, by module and type. An API version in a token does not matter."""


class AzureStandIn(StandIn):
    """Creates nothing, and says what Azure would say."""

    def Create(self, request: Any, context: Any) -> Any:
        inputs = json_format.MessageToDict(request.properties)
        token, name = _kind(request.urn), _name(inputs, request.urn)
        made = {"name": name, **_COMPUTED.get(token, _nothing)(inputs, name)}
        outputs = struct_pb2.Struct()
        outputs.update(_merged(inputs, _unknown(made) if request.preview else made))
        if request.preview:
            return provider_pb2.CreateResponse(properties=outputs)
        return provider_pb2.CreateResponse(id=_id(inputs, token, name), properties=outputs)

    def Update(self, request: Any, context: Any) -> Any:
        return provider_pb2.UpdateResponse(properties=request.news)


def _nothing(inputs: Mapping[str, Any], name: str) -> Made:
    return {}


def _kind(urn: str) -> str:
    """``network:Subnet``, out of a URN with or without parents and an API version."""
    _, module, kind = urn.split("::")[2].rpartition("$")[2].split(":")
    return f"{module.split('/')[0]}:{kind}"


def _name(inputs: Mapping[str, Any], urn: str) -> str:
    kind = _kind(urn).partition(":")[2]
    own = {key.lower(): value for key, value in inputs.items()}
    named = own.get(f"{kind.lower()}name") or own.get("accountname") or own.get("name")
    return str(named or urn.rpartition("::")[2])


def _id(inputs: Mapping[str, Any], token: str, name: str) -> str:
    """Like an ID in Azure, but for the names of types."""
    group = f"{_SUBSCRIPTION}/resourceGroups/{inputs.get('resourceGroupName', name)}"
    if token == "resources:ResourceGroup":
        return group
    inside = [inputs[key] for key in ("virtualNetworkName", "vaultName") if key in inputs]
    return "/".join([f"{group}/providers/{token}", *(one for one in inside if one != name), name])


def _unknown(made: Mapping[str, Any]) -> Made:
    return {
        key: _unknown(value) if isinstance(value, Mapping) else UNKNOWN
        for key, value in made.items()
    }


def _merged(inputs: Mapping[str, Any], made: Mapping[str, Any]) -> Made:
    """The inputs, and below them what Azure adds. A name that is an input itself stays known."""
    found = {**inputs}
    for key, value in made.items():
        given = inputs.get(key)
        if isinstance(value, Mapping) and isinstance(given, Mapping):
            found[key] = _merged(given, value)
        else:
            found.setdefault(key, value)
    return found


def main() -> None:
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    servicer = AzureStandIn(Shape("", "", False, {}))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    threading.Event().wait()


main()
