"""Types of Azure resources: every API version of a kind, and no other type."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from dualwrite.model.azure import AzureKind, azure_kind_of, read_azure_resource
from dualwrite.model.azure.kinds import _KINDS, CLASSIC_KINDS, GENERIC_KINDS
from dualwrite.model.resource import Resource


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        ("azure-native:network:VirtualNetwork", AzureKind.VIRTUAL_NETWORK),
        ("azure-native:network/v20230901:VirtualNetwork", AzureKind.VIRTUAL_NETWORK),
        ("azure-native:Network/v20230901:virtualNetwork", AzureKind.VIRTUAL_NETWORK),
        ("azure-native_network_v20230901:network:VirtualNetwork", AzureKind.VIRTUAL_NETWORK),
        ("azure-native:keyvault/v20230701:Key", AzureKind.KEY),
        (
            "azure-native:powerplatform/v20201030preview:EnterprisePolicy",
            AzureKind.ENTERPRISE_POLICY,
        ),
        ("azure-native:network:VirtualNetworkGateway", AzureKind.OTHER),
        ("azure-native:storage/v20230101:Blob", AzureKind.OTHER),
        ("azure-native:storage", None),
        ("azure-native:storage:", None),
        ("azure-native:resources:Resource", AzureKind.OTHER),
        ("azure:network/virtualNetwork:VirtualNetwork", AzureKind.VIRTUAL_NETWORK),
        ("azurerm:index/virtualNetwork:VirtualNetwork", AzureKind.VIRTUAL_NETWORK),
        ("azurerm:index/keyVaultKey:KeyVaultKey", AzureKind.KEY),
        ("azure:cdn/profile:Profile", AzureKind.OTHER),
        ("azapi:index/resource:Resource", AzureKind.OTHER),
        ("azapi:index/updateResource:UpdateResource", AzureKind.OTHER),
        ("azuread:index/group:Group", None),
        ("azuredevops:index/project:Project", None),
        ("azure-nativex:network:VirtualNetwork", None),
        ("pulumi:providers:azure-native", None),
        ("azure-native", None),
        ("", None),
    ],
)
def test_kinds_by_type(token: str, kind: AzureKind | None) -> None:
    assert azure_kind_of(token) is kind


def test_every_kind_has_one_type() -> None:
    named = sorted(set(AzureKind) - {AzureKind.OTHER}, key=lambda one: one.name)
    assert sorted(_KINDS.values(), key=lambda one: one.name) == named
    assert all(key == tuple(part.casefold() for part in key) for key in _KINDS)


def test_every_table_has_the_same_kinds() -> None:
    """But for enterprise policies, which azurerm has not, in either of its packages."""
    of_azurerm = set(_KINDS.values()) - {AzureKind.ENTERPRISE_POLICY}
    assert set(GENERIC_KINDS.values()) == set(_KINDS.values())
    for start in ("index/", ""):
        named = [one for one in CLASSIC_KINDS if one.startswith("index/") is bool(start)]
        assert {CLASSIC_KINDS[one] for one in named} == of_azurerm
    keys = (*GENERIC_KINDS, *CLASSIC_KINDS)
    assert all(one == one.casefold() for one in keys)


def test_the_modules_are_the_sdks() -> None:
    """By their files alone: importing them takes seconds."""
    sdk = importlib.util.find_spec("pulumi_azure_native")
    assert sdk is not None and sdk.submodule_search_locations
    root = Path(sdk.submodule_search_locations[0])
    for module, name in _KINDS:
        files = {one.stem.replace("_", "") for one in (root / module).glob("*.py")}
        assert name in files, (module, name)


def test_only_what_is_needed_is_kept() -> None:
    token = "azure-native:storage:StorageAccount"
    properties = {"location": "westeurope", "keys": ["secret"], "tags": None}
    found = read_azure_resource(
        Resource(token, "s", "urn:s", properties, provider={"tenantId": ""}, id="/x"), "urn:parent"
    )
    assert found is not None
    assert (found.properties, found.provider_tenant) == ({"location": "westeurope"}, None)
    assert (found.parent, found.id, found.label) == ("urn:parent", "/x", 'storage account "s"')
    assert read_azure_resource(Resource("random:index:Thing", "s", "urn:s", {})) is None
