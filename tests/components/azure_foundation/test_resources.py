"""The resources of a foundation, whole: which there are, and what is said of each."""

from __future__ import annotations

from typing import Any

import pytest

from support.azure_foundation import FULL, POOL, make

TENANT = "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"
TAGS = {"dualwrite-pair": "contoso", "dualwrite-side": "customerEngagement"}
SUFFIX = "ihhwqc"
"""Follows from tenant, project, stack and pair; it must never change."""
UNTAGGED = {
    "azure-native:authorization:RoleAssignment",
    "azure-native:monitor:DiagnosticSetting",
    "azure-native:network:Subnet",
}
"""Azure has no tags for these."""


def address(region: str) -> dict[str, Any]:
    return {
        "publicIpAddressName": f"pip-contoso-{region}",
        "publicIPAllocationMethod": "Static",
        "publicIPAddressVersion": "IPv4",
        "sku": {"name": "Standard"},
        "location": region,
    }


def gateway(region: str) -> dict[str, Any]:
    return {
        "natGatewayName": f"ng-contoso-{region}",
        "publicIpAddresses": [{"id": f"azure-address-{region}-id"}],
        "sku": {"name": "Standard"},
        "location": region,
    }


def network(region: str, prefix: str) -> dict[str, Any]:
    return {
        "virtualNetworkName": f"vnet-contoso-{region}",
        "addressSpace": {"addressPrefixes": [prefix]},
        "location": region,
        # The SDK's own defaults.
        "enableDdosProtection": False,
        "enableVmProtection": False,
    }


def subnet(region: str, prefix: str) -> dict[str, Any]:
    return {
        "virtualNetworkName": f"vnet-contoso-{region}",
        "subnetName": "snet-powerplatform",
        "addressPrefix": prefix,
        "delegations": [
            {
                "name": "power-platform",
                "serviceName": "Microsoft.PowerPlatform/enterprisePolicies",
            }
        ],
        "natGateway": {"id": f"azure-nat-gateway-{region}-id"},
        # The SDK's own defaults.
        "privateEndpointNetworkPolicies": "Disabled",
        "privateLinkServiceNetworkPolicies": "Enabled",
    }


def logs_of(resource: str, metrics: str = "AllMetrics") -> dict[str, Any]:
    return {
        "name": "dualwrite-logs",
        "resourceUri": resource,
        "workspaceId": "azure-log-workspace-id",
        "logs": [{"categoryGroup": "allLogs", "enabled": True}],
        "metrics": [{"category": metrics, "enabled": True}],
    }


WHOLE: dict[str, dict[str, Any]] = {
    "azure-resource-group": {"location": "westeurope"},
    "azure-address-northeurope": address("northeurope"),
    "azure-address-westeurope": address("westeurope"),
    "azure-nat-gateway-northeurope": gateway("northeurope"),
    "azure-nat-gateway-westeurope": gateway("westeurope"),
    "azure-network-northeurope": network("northeurope", "10.20.0.0/17"),
    "azure-network-westeurope": network("westeurope", "10.20.128.0/17"),
    "azure-subnet-northeurope": subnet("northeurope", "10.20.0.0/26"),
    "azure-subnet-westeurope": subnet("westeurope", "10.20.128.0/26"),
    "azure-network-policy": {
        "enterprisePolicyName": "ep-contoso-network",
        "location": "europe",
        "kind": "NetworkInjection",
        "networkInjection": {
            "virtualNetworks": [
                {
                    "id": "azure-network-northeurope-id",
                    "subnet": {"name": "snet-powerplatform"},
                },
                {
                    "id": "azure-network-westeurope-id",
                    "subnet": {"name": "snet-powerplatform"},
                },
            ]
        },
    },
    "azure-key-vault": {
        "vaultName": f"kv-contoso-{SUFFIX}",
        "location": "westeurope",
        "properties": {
            "tenantId": TENANT,
            "sku": {"family": "A", "name": "standard"},
            "enableSoftDelete": True,
            "softDeleteRetentionInDays": 90,
            "enablePurgeProtection": True,
            "enableRbacAuthorization": True,
            "publicNetworkAccess": "Enabled",
            "networkAcls": {"bypass": "AzureServices", "defaultAction": "Allow"},
        },
    },
    "azure-key": {
        "keyName": "key-contoso",
        "vaultName": f"kv-contoso-{SUFFIX}",
        "properties": {"kty": "RSA", "keySize": 2048, "keyOps": ["wrapKey", "unwrapKey"]},
    },
    "azure-encryption-policy": {
        "enterprisePolicyName": "ep-contoso-encryption",
        "location": "europe",
        "kind": "Encryption",
        "identity": {"type": "SystemAssigned"},
        "encryption": {
            "state": "Enabled",
            "keyVault": {"id": "azure-key-vault-id", "key": {"name": "key-contoso"}},
        },
    },
    "azure-key-vault-role": {
        "scope": "azure-key-vault-id",
        "principalId": "principal",
        "principalType": "ServicePrincipal",
        "roleDefinitionId": (
            "/providers/Microsoft.Authorization/roleDefinitions/"
            "e147488a-f6f5-4113-8e2d-b22465e65bf6"
        ),
        "description": "Key Vault Crypto Service Encryption User",
    },
    "azure-log-workspace": {
        "workspaceName": "log-contoso",
        "location": "westeurope",
        "sku": {"name": "PerGB2018"},
        "retentionInDays": 90,
    },
    "azure-storage-account": {
        "accountName": f"stcontoso{SUFFIX}",
        "location": "westeurope",
        "kind": "StorageV2",
        "sku": {"name": "Standard_LRS"},
        "minimumTlsVersion": "TLS1_2",
        "enableHttpsTrafficOnly": True,
        "allowBlobPublicAccess": False,
        "allowCrossTenantReplication": False,
    },
    "azure-logs-of-address-northeurope": logs_of("azure-address-northeurope-id"),
    "azure-logs-of-address-westeurope": logs_of("azure-address-westeurope-id"),
    "azure-logs-of-key-vault": logs_of("azure-key-vault-id"),
    "azure-logs-of-storage-account": logs_of(
        "azure-storage-account-id/blobServices/default", "Transaction"
    ),
}


def test_a_full_foundation() -> None:
    foundation = make(FULL)
    names = [name for name in foundation.made if name not in ("contoso", "azure")]
    assert {name: foundation.inputs(name) for name in names} == WHOLE


def test_everything_is_in_the_group_and_tagged() -> None:
    for name, made in make(FULL).made.items():
        if not made.type.startswith("azure-native:"):
            continue
        assert made.inputs.get("tags") == (None if made.type in UNTAGGED else TAGS), name
        if made.type not in (
            "azure-native:authorization:RoleAssignment",
            "azure-native:monitor:DiagnosticSetting",
        ):
            assert made.inputs["resourceGroupName"] == "rg-contoso", name


def test_the_outputs_are_what_the_power_platform_side_refers_to() -> None:
    assert make(FULL).outputs == {
        "resourceGroupName": "rg-contoso",
        "subnetIds": {
            "northeurope": "azure-subnet-northeurope-id",
            "westeurope": "azure-subnet-westeurope-id",
        },
        "egressAddresses": {"northeurope": "203.0.113.7", "westeurope": "203.0.113.7"},
        "networkPolicySystemId": "/regions/europe/policy",
        "encryptionPolicySystemId": "/regions/europe/policy",
        "vaultUri": "https://kv.example",
        "logWorkspaceId": "azure-log-workspace-id",
        "storageAccountName": f"stcontoso{SUFFIX}",
    }


@pytest.mark.parametrize(
    ("part", "types"),
    [
        ({}, set()),
        (
            {"network": {"addressSpace": POOL}},
            {
                "network:PublicIPAddress",
                "network:NatGateway",
                "network:VirtualNetwork",
                "network:Subnet",
                "powerplatform:EnterprisePolicy",
            },
        ),
        (
            {"encryption": {}},
            {
                "keyvault:Vault",
                "keyvault:Key",
                "powerplatform:EnterprisePolicy",
                "authorization:RoleAssignment",
            },
        ),
        ({"logs": {}}, {"operationalinsights:Workspace"}),
        ({"storage": {}}, {"storage:StorageAccount"}),
        (
            {"logs": {}, "storage": {}},
            {
                "operationalinsights:Workspace",
                "storage:StorageAccount",
                "monitor:DiagnosticSetting",
            },
        ),
    ],
)
def test_only_what_is_asked_for_is_made(part: dict[str, Any], types: set[str]) -> None:
    wanted = {f"azure-native:{one}" for one in {"resources:ResourceGroup", *types}}
    assert make(part).types() == wanted


def test_parts_that_are_not_made_have_empty_outputs() -> None:
    assert make({}).outputs == {
        "resourceGroupName": "rg-contoso",
        "subnetIds": {},
        "egressAddresses": {},
        "networkPolicySystemId": None,
        "encryptionPolicySystemId": None,
        "vaultUri": None,
        "logWorkspaceId": None,
        "storageAccountName": None,
    }


def test_the_component_shows_its_arguments_and_its_pair_to_policies() -> None:
    foundation = make({"storage": {"redundancy": "ZRS"}})
    shown = foundation.made["azure"]
    assert shown.type == "dualwrite:index:AzureFoundation"
    assert shown.inputs["pair"] == "contoso"
    assert shown.inputs["storage"] == {"redundancy": "ZRS"}
    assert shown.inputs["customerEngagement"]["region"] == "westeurope"


def test_further_tags_stand_beside_those_of_the_pair() -> None:
    tags = make({"tags": {"costCentre": "4711"}}).made["azure-resource-group"].inputs["tags"]
    assert tags == {"costCentre": "4711", **TAGS}


def test_a_private_vault_admits_trusted_services_only() -> None:
    vault = make({"encryption": {"publicNetworkAccess": False}}).inputs("azure-key-vault")
    assert vault["properties"]["publicNetworkAccess"] == "Disabled"
    assert vault["properties"]["networkAcls"] == {
        "bypass": "AzureServices",
        "defaultAction": "Deny",
    }


def test_a_region_of_its_own_moves_what_is_in_one_region_only() -> None:
    foundation = make(FULL | {"region": "North Europe"})
    places = {name: made.inputs.get("location") for name, made in foundation.made.items()}
    assert {name: place for name, place in places.items() if place is not None} == {
        "azure-resource-group": "northeurope",
        "azure-key-vault": "northeurope",
        "azure-log-workspace": "northeurope",
        "azure-storage-account": "northeurope",
        "azure-address-northeurope": "northeurope",
        "azure-address-westeurope": "westeurope",
        "azure-nat-gateway-northeurope": "northeurope",
        "azure-nat-gateway-westeurope": "westeurope",
        "azure-network-northeurope": "northeurope",
        "azure-network-westeurope": "westeurope",
        "azure-network-policy": "europe",
        "azure-encryption-policy": "europe",
    }
