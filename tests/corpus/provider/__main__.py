"""A stand-in for any provider, under any name: it creates nothing, and what it is given comes back.

An update adds the few outputs that the programs of the corpus use, made up out of names; at preview
they are unknown, as those of real providers are.
"""

from __future__ import annotations

import sys
import threading
import uuid
from concurrent import futures
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How the engine writes a text that is not known yet (pulumi/pulumi, sdk/go/common/resource/plugin)."""
SUBSCRIPTION = "1f4b8c07-92d3-4e6a-a5f1-0c7d3e86b942"
CLIENT = {
    "tenantId": "4e8d0b63-f17a-4c25-9b3e-72a6d5c1f089",
    "subscriptionId": SUBSCRIPTION,
    "objectId": "2b96f0d7-81c4-4e3a-a05d-6c7f1e94b382",
    "clientId": "92c4e6d8-0a1b-4f73-85c9-3d7e60b2a14f",
}
"""What getClientConfig answers."""
OUTPUTS: dict[str, dict[str, str]] = {
    "azure-native:cdn:AFDEndpoint": {"hostName": "{name}.z01.azurefd.net"},
    "azure-native:containerregistry:Registry": {"loginServer": "{name}.azurecr.io"},
    "azure-native:operationalinsights:Workspace": {"customerId": "{guid}"},
    "azure-native:powerplatform:EnterprisePolicy": {"systemId": "/enterprisePolicies/{guid}"},
    "azure-native:web:WebApp": {"defaultHostName": "{name}.azurewebsites.net"},
    "azuread:index/application:Application": {"clientId": "{guid}", "objectId": "{guid}"},
    "azuread:index/group:Group": {"objectId": "{guid}"},
    "azuread:index/servicePrincipal:ServicePrincipal": {"objectId": "{guid}"},
    "azuread:index/user:User": {"objectId": "{guid}"},
    "github:index/repository:Repository": {"nodeId": "{guid}", "fullName": "contoso/{name}"},
    "random:index/randomPassword:RandomPassword": {"result": "not a real password"},
    "random:index/randomString:RandomString": {"result": "x7k2qd"},
    "random:index/randomUuid:RandomUuid": {"result": "{guid}"},
}
"""By type, and beside those that all resources of azure-native have."""


class StandIn(provider_pb2_grpc.ResourceProviderServicer):
    """The part of the provider protocol that the engine needs to create resources."""

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version="0.1.0")

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse()

    def Configure(self, request: Any, context: Any) -> Any:
        return provider_pb2.ConfigureResponse(supportsPreview=True, acceptSecrets=False)

    def Invoke(self, request: Any, context: Any) -> Any:
        return provider_pb2.InvokeResponse(**{"return": _struct(CLIENT)})

    def Check(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse()

    def Create(self, request: Any, context: Any) -> Any:
        inputs = json_format.MessageToDict(request.properties)
        identifier, made = _made(request.urn, inputs)
        if request.preview:
            return provider_pb2.CreateResponse(
                properties=_struct({**dict.fromkeys(made, UNKNOWN), **inputs})
            )
        return provider_pb2.CreateResponse(id=identifier, properties=_struct({**made, **inputs}))

    def Delete(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()


def _struct(values: dict[str, Any]) -> Any:
    struct = struct_pb2.Struct()
    struct.update(values)
    return struct


def _made(urn: str, inputs: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The ID and the outputs that only the service knows; always the same for the same resource."""
    token, name = urn.split("::", 3)[2:]
    token = token.rpartition("$")[2]  # parents stand before it
    guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{token}/{name}"))
    templates = OUTPUTS.get(token, {})
    made: dict[str, Any] = {
        key: text.format(name=name, guid=guid) for key, text in templates.items()
    }
    if not token.startswith("azure-native:"):
        return guid, made
    _, module, kind = token.split(":")
    service = f"Microsoft.{module.partition('/')[0].capitalize()}"
    path = f"{kind[0].lower()}{kind[1:]}s"
    group = inputs.get("resourceGroupName", name)
    made |= {"name": name, "type": f"{service}/{path}", "provisioningState": "Succeeded"}
    home = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}"
    return f"{home}/providers/{service}/{path}/{name}", made


def main() -> None:
    """Serve until the engine ends the process."""
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(StandIn(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    threading.Event().wait()


main()
