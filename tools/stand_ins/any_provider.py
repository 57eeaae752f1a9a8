"""A stand-in for any provider, under any name: it creates nothing, and what it is given comes back.

An update adds the few outputs that the programs of the corpus use, made up out of names; at preview
they are unknown, as those of real providers are.
"""

from __future__ import annotations

from typing import Any

from pulumi.runtime.proto import provider_pb2

from tools.stand_ins.provider import UNKNOWN, Declared, Properties, StandIn, guid_of, struct

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


class AnyStandIn(StandIn):
    """Answers for every type; of some it knows outputs, always the same for the same resource."""

    def Invoke(self, request: Any, context: Any) -> Any:
        return provider_pb2.InvokeResponse(**{"return": struct(CLIENT)})

    def identifier(self, declared: Declared) -> str:
        if not _is_azure(declared):
            return _guid(declared)
        group = declared.inputs.get("resourceGroupName", declared.name)
        home = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}"
        return f"{home}/providers/{_azure_type(declared)}/{declared.name}"

    def outputs(self, declared: Declared, preview: bool) -> Properties:
        made = _made(declared)
        return {**(dict.fromkeys(made, UNKNOWN) if preview else made), **declared.inputs}


def _made(declared: Declared) -> Properties:
    """The outputs that only the service knows."""
    made: Properties = {
        key: text.format(name=declared.name, guid=_guid(declared))
        for key, text in OUTPUTS.get(declared.token, {}).items()
    }
    if _is_azure(declared):
        made |= {"name": declared.name, "type": _azure_type(declared)}
        made |= {"provisioningState": "Succeeded"}
    return made


def _guid(declared: Declared) -> str:
    return guid_of(declared.token, declared.name)


def _is_azure(declared: Declared) -> bool:
    return declared.token.startswith("azure-native:")


def _azure_type(declared: Declared) -> str:
    """Like ``Microsoft.Network/subnets``, but for the plurals of some."""
    _, module, kind = declared.token.split(":")
    return f"Microsoft.{module.partition('/')[0].capitalize()}/{kind[0].lower()}{kind[1:]}s"
