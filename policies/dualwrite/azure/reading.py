"""From a resource of pulumi-azure-native to what requirements need of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..resource import Resource
from .kinds import AzureKind, azure_kind_of
from .resource import AzureResource

_COMMON = ("location", "tags", "name", "resourceGroupName")
_KEPT: Mapping[AzureKind, tuple[str, ...]] = {
    AzureKind.VIRTUAL_NETWORK: ("virtualNetworkName", "subnets"),
    AzureKind.SUBNET: (
        *("subnetName", "virtualNetworkName", "addressPrefix", "addressPrefixes", "delegations"),
        *("natGateway", "routeTable", "privateEndpoints", "serviceEndpoints"),
    ),
    AzureKind.NAT_GATEWAY: ("natGatewayName", "publicIpAddresses", "publicIpPrefixes"),
    AzureKind.ROUTE_TABLE: ("routeTableName", "routes"),
    AzureKind.ENTERPRISE_POLICY: (
        *("enterprisePolicyName", "kind", "networkInjection", "encryption", "identity", "systemId"),
    ),
    AzureKind.VAULT: ("vaultName", "properties"),
    AzureKind.KEY: ("keyName", "vaultName", "properties", "kty", "keySize"),
    AzureKind.STORAGE_ACCOUNT: ("accountName", "minimumTlsVersion", "allowBlobPublicAccess"),
    AzureKind.BLOB_CONTAINER: ("containerName", "accountName", "publicAccess"),
    AzureKind.ROLE_ASSIGNMENT: ("principalId", "roleDefinitionId", "scope"),
    AzureKind.IDENTITY: ("tenantId", "principalId"),
}


def read_azure_resource(resource: Resource, parent: str | None = None) -> AzureResource | None:
    """Read one resource; None for types that are not looked at.

    :param parent: the URN of its parent, if it has one.
    """
    kind = azure_kind_of(resource.type)
    if kind is None:
        return None
    kept = (*_COMMON, *_KEPT.get(kind, ()))
    return AzureResource(
        urn=resource.urn,
        name=resource.name,
        kind=kind,
        properties={
            key: resource.properties[key]
            for key in kept
            if resource.properties.get(key) is not None
        },
        provider_tenant=_said(resource.provider.get("tenantId")),
        parent=parent,
        references=resource.references,
        id=resource.id,
        type_name=resource.type.rpartition(":")[2],
    )


def _said(value: Any) -> Any:
    return None if value == "" else value
