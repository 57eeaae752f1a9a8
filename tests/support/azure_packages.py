"""One Azure side, as each package writes it: from the form of pulumi-azure-native to those of others.

Written against the packages' documentation and not against the code that reads them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from dualwrite.model.azure import AzureResource
from dualwrite.model.azure.surroundings import read_surroundings
from dualwrite.model.facts import SecretValue, UnknownValue
from dualwrite.model.resource import Resource

from .companions import REFERENCES, TYPES, companion, urn

_SUBSCRIPTION = "/subscriptions/0"
_GROUP = f"{_SUBSCRIPTION}/resourceGroups/contoso-rg"
ARM_TYPES = {
    "group": "Microsoft.Resources/resourceGroups",
    "west": "Microsoft.Network/virtualNetworks",
    "north": "Microsoft.Network/virtualNetworks",
    "westSubnet": "Microsoft.Network/virtualNetworks/subnets",
    "northSubnet": "Microsoft.Network/virtualNetworks/subnets",
    "gateway": "Microsoft.Network/natGateways",
    "injection": "Microsoft.PowerPlatform/enterprisePolicies",
    "encryption": "Microsoft.PowerPlatform/enterprisePolicies",
    "vault": "Microsoft.KeyVault/vaults",
    "key": "Microsoft.KeyVault/vaults/keys",
    "role": "Microsoft.Authorization/roleAssignments",
    "storage": "Microsoft.Storage/storageAccounts",
    "container": "Microsoft.Storage/storageAccounts/blobServices/containers",
    "logs": "Microsoft.OperationalInsights/workspaces",
}
CLASSIC_TYPES = {
    "group": "azure:core/resourceGroup:ResourceGroup",
    "west": "azure:network/virtualNetwork:VirtualNetwork",
    "north": "azure:network/virtualNetwork:VirtualNetwork",
    "westSubnet": "azure:network/subnet:Subnet",
    "northSubnet": "azure:network/subnet:Subnet",
    "gateway": "azure:network/natGateway:NatGateway",
    "vault": "azure:keyvault/keyVault:KeyVault",
    "key": "azure:keyvault/key:Key",
    "role": "azure:authorization/assignment:Assignment",
    "storage": "azure:storage/account:Account",
    "container": "azure:storage/container:Container",
    "logs": "azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace",
}
AZURERM_TYPES = {
    "group": "azurerm:index/resourceGroup:ResourceGroup",
    "west": "azurerm:index/virtualNetwork:VirtualNetwork",
    "north": "azurerm:index/virtualNetwork:VirtualNetwork",
    "westSubnet": "azurerm:index/subnet:Subnet",
    "northSubnet": "azurerm:index/subnet:Subnet",
    "gateway": "azurerm:index/natGateway:NatGateway",
    "vault": "azurerm:index/keyVault:KeyVault",
    "key": "azurerm:index/keyVaultKey:KeyVaultKey",
    "role": "azurerm:index/roleAssignment:RoleAssignment",
    "storage": "azurerm:index/storageAccount:StorageAccount",
    "container": "azurerm:index/storageContainer:StorageContainer",
    "logs": "azurerm:index/logAnalyticsWorkspace:LogAnalyticsWorkspace",
}
_ASSOCIATIONS = {
    "azure": "azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation",
    "azurerm": "azurerm:index/subnetNatGatewayAssociation:SubnetNatGatewayAssociation",
}
_ADDRESS_ASSOCIATIONS = {
    "azure": "azure:network/natGatewayPublicIpAssociation:NatGatewayPublicIpAssociation",
    "azurerm": "azurerm:index/natGatewayPublicIpAssociation:NatGatewayPublicIpAssociation",
}
_ALONGSIDE = ("location", "tags", "identity", "kind")
_NAMES = ("resourceGroupName", "virtualNetworkName", "subnetName", "vaultName", "keyName")
_NAMES_OF_STORAGE = ("accountName", "containerName")
Changes = Mapping[str, Mapping[str, Any]]
Write = Callable[[str, dict[str, Any]], list[Resource]]


def native(name: str, properties: dict[str, Any]) -> list[Resource]:
    """As pulumi-azure-native has it."""
    return [_resource(TYPES[name], name, properties, REFERENCES.get(name, {}))]


def azapi(name: str, properties: dict[str, Any]) -> list[Resource]:
    """With a body, as azapi has it since 2.0."""
    return [_azapi(name, properties, lambda body: body)]


def azapi_text(name: str, properties: dict[str, Any]) -> list[Resource]:
    """With a body as JSON text, as azapi had it before; a part that is not known hides all of it."""
    return [_azapi(name, properties, _as_text)]


def generic(name: str, properties: dict[str, Any]) -> list[Resource]:
    """As azure-native's resource of any type."""
    if name == "role":  # what it is for is no part of such a resource's own path
        return native(name, properties)
    namespace, *types = ARM_TYPES[name].split("/")
    path, own = _inner(name, properties)
    found: dict[str, Any] = {
        "resourceProviderNamespace": namespace,
        "resourceType": types[-1],
        "parentResourcePath": path,
        "resourceName": own,
        "properties": _arm(name, properties),
        **_those(properties, _ALONGSIDE),
        **_those(properties, ("resourceGroupName",)),
    }
    return [_resource("azure-native:resources:Resource", name, found, {})]


def classic(name: str, properties: dict[str, Any]) -> list[Resource]:
    """As pulumi-azure has it; enterprise policies, which it has not, as azapi has them."""
    return _of_azurerm("azure", CLASSIC_TYPES, name, properties)


def azurerm(name: str, properties: dict[str, Any]) -> list[Resource]:
    """As the package that Pulumi generates from Terraform's provider has it."""
    return _of_azurerm("azurerm", AZURERM_TYPES, name, properties)


PACKAGES: dict[str, Write] = {
    "azapi": azapi,
    "azapi-text": azapi_text,
    "generic": generic,
    "classic": classic,
    "azurerm": azurerm,
}


def written_by(write: Write, names: Any, changes: Changes) -> tuple[AzureResource, ...]:
    """Resources of a correct side with changes, as one package writes them, read."""
    resources: list[Resource] = []
    for name in names:
        properties = dict(companion(name, changes.get(name)).properties)
        resources += write(name, properties)
    return read_surroundings(resources, {}).resources


def _resource(
    token: str, name: str, properties: Mapping[str, Any], references: Mapping[str, tuple[str, ...]]
) -> Resource:
    told = {key: tuple(map(urn, names)) for key, names in references.items()}
    return Resource(token, name, urn(name), properties, references=told)


def _azapi(name: str, properties: dict[str, Any], written: Callable[[Any], Any]) -> Resource:
    path, own = _inner(name, properties)
    namespace = ARM_TYPES[name].split("/")[0]
    parent: Any = f"{_GROUP}/providers/{namespace}/{path}" if path else _GROUP
    if name == "role":
        parent = properties.get("scope")
    body: dict[str, Any] = {
        "properties": _arm(name, properties),
        **_those(properties, ("kind",)),
    }
    found = {
        "type": f"{ARM_TYPES[name]}@2024-01-01",
        "name": own,
        "parentId": parent,
        "body": written(body),
        **_those(properties, ("location", "tags", "identity")),
    }
    told = REFERENCES.get(name, {})
    return _resource(
        "azapi:index/resource:Resource",
        name,
        found,
        {"body": told["principalId"]} if "principalId" in told else {},
    )


def _as_text(body: Any) -> Any:
    return UnknownValue() if _holds_marks(body) else json.dumps(body)


def _holds_marks(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_holds_marks, value.values()))
    if isinstance(value, list):
        return any(map(_holds_marks, value))
    return isinstance(value, UnknownValue | SecretValue)


def _inner(name: str, properties: Mapping[str, Any]) -> tuple[str, Any]:
    """The path of what it is in, below its provider, and its own name."""
    if name.endswith("Subnet"):
        return f"virtualNetworks/{properties['virtualNetworkName']}", properties.get("subnetName")
    if name == "key":
        return f"vaults/{properties['vaultName']}", properties.get("keyName")
    if name == "container":
        account = properties["accountName"]
        return f"storageAccounts/{account}/blobServices/default", properties.get("containerName")
    own = {"group": "resourceGroupName", "vault": "vaultName", "storage": "accountName"}
    key = own.get(name, "virtualNetworkName" if name in ("west", "north") else "")
    return "", properties.get(key)


def _arm(name: str, properties: Mapping[str, Any]) -> Any:
    """The ``properties`` that Azure Resource Manager takes."""
    if name in ("vault", "key"):
        return properties.get("properties")
    left_out = (*_ALONGSIDE, *_NAMES, *_NAMES_OF_STORAGE)
    found = {key: value for key, value in properties.items() if key not in left_out}
    if name == "role" and "scope" in found:
        found.pop("scope")
    if isinstance(found.get("delegations"), list):
        found["delegations"] = [
            {"name": "one", "properties": {"serviceName": one["serviceName"]}}
            for one in found["delegations"]
        ]
    return found


def _those(properties: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: properties[key] for key in keys if key in properties}


def _of_azurerm(
    package: str, types: Mapping[str, str], name: str, properties: dict[str, Any]
) -> list[Resource]:
    if name not in types:
        return azapi(name, properties)
    inner = properties.get("properties")
    inner = inner if isinstance(inner, Mapping) else {}
    found = _those(properties, ("location", "tags"))
    references: Mapping[str, tuple[str, ...]] = {}
    others: list[Resource] = []
    if name in ("west", "north"):
        found["name"] = properties["virtualNetworkName"]
    elif name.endswith("Subnet"):
        others = _subnet(package, name, properties, found)
    elif name == "gateway":
        found["name"] = "contoso-gateway"
        for number, one in enumerate(_listed(properties.get("publicIpAddresses"))):
            raw = {"natGatewayId": None, "publicIpAddressId": one["id"]}
            others.append(
                _resource(
                    _ADDRESS_ASSOCIATIONS[package],
                    f"address{number}",
                    raw,
                    {"natGatewayId": ("gateway",)},
                )
            )
        if isinstance(properties.get("publicIpAddresses"), UnknownValue):
            found["publicIpAddressIds"] = properties["publicIpAddresses"]
    elif name == "vault":
        found["name"] = properties["vaultName"]
        _vault(inner, found)
    elif name == "key":
        found["name"] = properties["keyName"]
        found["keyVaultId"] = f"{_GROUP}/providers/Microsoft.KeyVault/vaults/contosokv"
        _copied(inner, found, {"kty": "keyType", "keySize": "keySize", "keyOps": "keyOpts"})
    elif name == "role":
        found = _those(properties, ("principalId", "roleDefinitionId", "scope"))
        references = REFERENCES["role"]
    elif name == "storage":
        names = {
            "minimumTlsVersion": "minTlsVersion",
            "allowBlobPublicAccess": "allowNestedItemsToBePublic",
        }
        _copied(properties, found, names)
    elif name == "container":
        words = {"None": "private", "Blob": "blob", "Container": "container"}
        access = properties.get("publicAccess")
        found = {
            "name": properties["containerName"],
            "storageAccountName": properties["accountName"],
        }
        if access is not None:
            found["containerAccessType"] = words.get(access, access)
    elif name == "group":
        found["name"] = properties["resourceGroupName"]
    return [_resource(types[name], name, found, references), *others]


def _subnet(
    package: str, name: str, properties: Mapping[str, Any], found: dict[str, Any]
) -> list[Resource]:
    _copied(
        properties,
        found,
        {"subnetName": "name", "virtualNetworkName": "virtualNetworkName"},
    )
    prefix = properties.get("addressPrefix")
    if prefix is not None:
        found["addressPrefixes"] = [prefix]
    if "addressPrefixes" in properties:
        found["addressPrefixes"] = properties["addressPrefixes"]
    delegations = properties.get("delegations")
    if isinstance(delegations, list):
        found["delegations"] = [
            {"name": "one", "serviceDelegation": {"name": one["serviceName"], "actions": []}}
            for one in delegations
        ]
    elif delegations is not None:
        found["delegations"] = delegations
    gateway = properties.get("natGateway")
    if gateway is None:
        return []
    raw = {"natGatewayId": gateway["id"] if isinstance(gateway, Mapping) else gateway}
    return [_resource(_ASSOCIATIONS[package], f"{name}-way-out", raw, {"subnetId": (name,)})]


def _vault(inner: Mapping[str, Any], found: dict[str, Any]) -> None:
    _copied(
        inner,
        found,
        {
            "tenantId": "tenantId",
            "enableSoftDelete": "softDeleteEnabled",
            "enablePurgeProtection": "purgeProtectionEnabled",
            "enableRbacAuthorization": "rbacAuthorizationEnabled",
        },
    )
    access = inner.get("publicNetworkAccess")
    if access is not None:
        words = {"Enabled": True, "Disabled": False}
        found["publicNetworkAccessEnabled"] = words.get(access, access)
    policies = inner.get("accessPolicies")
    if isinstance(policies, list):
        found["accessPolicies"] = [
            {
                "tenantId": "",
                "objectId": one["objectId"],
                "keyPermissions": one["permissions"]["keys"],
            }
            for one in policies
        ]
    elif policies is not None:
        found["accessPolicies"] = policies


def _copied(raw: Mapping[str, Any], found: dict[str, Any], names: Mapping[str, str]) -> None:
    for own, theirs in names.items():
        if raw.get(own) is not None:
            found[theirs] = raw[own]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
