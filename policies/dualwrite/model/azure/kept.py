"""The properties that requirements need of a resource, by its kind, as pulumi-azure-native calls them."""

from __future__ import annotations

from collections.abc import Mapping

from .kinds import AzureKind

COMMON = ("location", "tags", "name", "resourceGroupName")
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


def kept_of(kind: AzureKind) -> tuple[str, ...]:
    """The properties of a kind that requirements need, beside those that all kinds have."""
    return _KEPT.get(kind, ())
