"""What the foundation passes to Azure's resources, compared with the installed SDK's types."""

from __future__ import annotations

import pytest

from support.azure_foundation import FULL, make
from support.azure_sdk import problems_with

TOKENS = {
    "azure-native:authorization:RoleAssignment",
    "azure-native:keyvault:Key",
    "azure-native:keyvault:Vault",
    "azure-native:monitor:DiagnosticSetting",
    "azure-native:network:NatGateway",
    "azure-native:network:PublicIPAddress",
    "azure-native:network:Subnet",
    "azure-native:network:VirtualNetwork",
    "azure-native:operationalinsights:Workspace",
    "azure-native:powerplatform:EnterprisePolicy",
    "azure-native:resources:ResourceGroup",
    "azure-native:storage:StorageAccount",
}


def test_every_resource_is_one_that_the_sdk_takes() -> None:
    foundation = make(FULL)
    assert foundation.types() == TOKENS
    assert not [
        problem
        for made in foundation.made.values()
        if made.type in TOKENS
        for problem in problems_with(made.type, made.inputs)
    ]


def test_every_other_value_is_one_that_the_sdk_takes() -> None:
    foundation = make(
        FULL | {"encryption": {"publicNetworkAccess": False}, "storage": {"redundancy": "ZRS"}}
    )
    for made in foundation.made.values():
        if made.type in TOKENS:
            assert problems_with(made.type, made.inputs) == []


@pytest.mark.parametrize(
    ("token", "inputs", "problem"),
    [
        ("resources:ResourceGroup", {"locaton": "x"}, ".locaton: no such property"),
        ("resources:ResourceGroup", {"location": True}, ".location: True is no str"),
        ("keyvault:Key", {"resourceGroupName": "g", "vaultName": "v"}, ".properties: missing"),
        (
            "keyvault:Key",
            {"resourceGroupName": "g", "vaultName": "v", "properties": {"keySize": "2048"}},
            ".properties.keySize: '2048' is no int",
        ),
        (
            "storage:StorageAccount",
            {"kind": "StorageV9", "resourceGroupName": "g", "sku": {"name": "Standard_LRS"}},
            ".kind: 'StorageV9' is not in the list",
        ),
        (
            "network:NatGateway",
            {"resourceGroupName": "g", "publicIpAddresses": [{"ID": "x"}]},
            ".publicIpAddresses[0].ID: no such property",
        ),
    ],
)
def test_the_comparison_finds(token: str, inputs: dict[str, object], problem: str) -> None:
    """Else the tests above would say nothing."""
    assert problems_with(f"azure-native:{token}", inputs) == [f"azure-native:{token}{problem}"]
