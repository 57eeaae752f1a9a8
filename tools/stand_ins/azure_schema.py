"""The schema that the Azure stand-in tells: enough for languages that check programs against one.

The host of YAML refuses a program where a type or a property is not in the provider's schema. The real
schema has some thousand types; here are those that stand beside pairs. Their properties are some of
the SDK's, and each takes any value.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

VERSION = version("pulumi-azure-native")
"""That of the installed SDK."""

_PLACED = ("location", "resourceGroupName", "tags")
INPUTS: dict[str, tuple[str, ...]] = {
    "authorization:RoleAssignment": (
        *("description", "principalId", "principalType"),
        *("roleAssignmentName", "roleDefinitionId", "scope"),
    ),
    "keyvault:Key": ("keyName", "properties", "resourceGroupName", "tags", "vaultName"),
    "keyvault:Vault": ("properties", "vaultName", *_PLACED),
    "monitor:DiagnosticSetting": ("logs", "metrics", "name", "resourceUri", "workspaceId"),
    "network:NatGateway": ("natGatewayName", "publicIpAddresses", "sku", *_PLACED),
    "network:PublicIPAddress": (
        *("publicIPAddressVersion", "publicIPAllocationMethod", "publicIpAddressName", "sku"),
        *_PLACED,
    ),
    "network:Subnet": (
        *("addressPrefix", "addressPrefixes", "delegations", "natGateway"),
        *("resourceGroupName", "routeTable", "subnetName", "virtualNetworkName"),
    ),
    "network:VirtualNetwork": ("addressSpace", "subnets", "virtualNetworkName", *_PLACED),
    "operationalinsights:Workspace": ("retentionInDays", "sku", "workspaceName", *_PLACED),
    "powerplatform:EnterprisePolicy": (
        *("encryption", "enterprisePolicyName", "identity", "kind", "networkInjection"),
        *_PLACED,
    ),
    "resources:ResourceGroup": _PLACED,
    "storage:BlobContainer": ("accountName", "containerName", "publicAccess", "resourceGroupName"),
    "storage:StorageAccount": (
        *("accountName", "allowBlobPublicAccess", "allowCrossTenantReplication"),
        *("enableHttpsTrafficOnly", "kind", "minimumTlsVersion", "sku", *_PLACED),
    ),
}
"""By module and type, what a program can write."""
API_VERSIONS = {
    "network/v20230901:VirtualNetwork": "network:VirtualNetwork",
    "powerplatform/v20201030preview:EnterprisePolicy": "powerplatform:EnterprisePolicy",
    "storage/v20230101:BlobContainer": "storage:BlobContainer",
}
"""Types of an API version of their own, and those that they are like."""
_OUTPUTS = ("ipAddress", "name", "systemId")
"""What a program can read beside its own inputs."""
_INSIDE = {
    "keyvault:Vault": {
        "properties": ("keyvault:VaultPropertiesResponse", ("tenantId", "vaultUri"))
    },
    "powerplatform:EnterprisePolicy": {
        "identity": (
            "powerplatform:EnterprisePolicyIdentityResponse",
            ("systemAssignedIdentityPrincipalId", "type"),
        )
    },
}
"""Outputs that a program can read from the inside: by type and property, its type and what is in it."""
Part = dict[str, Any]


def schema() -> Part:
    """The schema of the whole package, in Pulumi's format."""
    own = dict.fromkeys(INPUTS)
    return {
        "name": "azure-native",
        "version": VERSION,
        "provider": {"inputProperties": _any(("location", "subscriptionId", "tenantId"))},
        "resources": {
            f"azure-native:{token}": _resource(like or token)
            for token, like in {**own, **API_VERSIONS}.items()
        },
        "types": {
            f"azure-native:{token}": {"type": "object", "properties": _any(names)}
            for inside in _INSIDE.values()
            for token, names in inside.values()
        },
    }


def _resource(token: str) -> Part:
    inputs = INPUTS[token]
    inside = {
        name: {"$ref": f"#/types/azure-native:{kind}"}
        for name, (kind, _) in _INSIDE.get(token, {}).items()
    }
    return {
        "inputProperties": _any(inputs),
        "properties": {**_any((*inputs, *_OUTPUTS)), **inside},
    }


def _any(names: tuple[str, ...]) -> Part:
    return {name: {"$ref": "pulumi.json#/Any"} for name in names}
