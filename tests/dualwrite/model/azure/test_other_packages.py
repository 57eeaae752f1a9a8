"""Azure resources of other packages: judged as those of pulumi-azure-native that they stand for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.model.azure import AzureKind, read_azure_resource
from dualwrite.model.azure.generic import may_be_policy
from dualwrite.model.azure.surroundings import read_surroundings
from dualwrite.model.facts import SecretValue, UnknownValue
from dualwrite.model.resource import Resource
from dualwrite.model.verdicts import Kind
from dualwrite.requirements import REQUIREMENTS
from support.azure_packages import PACKAGES, native, written_by
from support.companions import CORRECT, DELEGATION, verdict_with
from support.pairs import ABSENT, UNKNOWN
from support.properties import examples

OF_COMPANIONS = [one for one in REQUIREMENTS if one.concerns_companions]
AZAPI = "azapi:index/resource:Resource"
GENERIC = "azure-native:resources:Resource"
OWN = "0a1b2c3d-0000-4000-8000-00000000aaaa"
OTHERS = "22222222-0000-4000-8000-000000000001"
every_package = pytest.mark.parametrize("package", PACKAGES)


def _policies(owner: str, *permissions: str) -> list[dict[str, Any]]:
    return [{"objectId": owner, "permissions": {"keys": list(permissions)}}]


POOLS: dict[tuple[str, str], tuple[Any, ...]] = {
    ("west", "location"): ("westeurope", "eastus", "global", "", ABSENT, UNKNOWN),
    ("storage", "location"): ("westeurope", "eastus", ABSENT),
    ("injection", "location"): ("europe", "unitedstates", UNKNOWN),
    ("injection", "kind"): ("NetworkInjection", "x", UNKNOWN),
    ("encryption", "identity/principalId"): (OWN, ABSENT),
    ("westSubnet", "addressPrefix"): ("10.20.0.0/26", "10.20.0.0/28", "x"),
    ("westSubnet", "delegations"): (
        [{"serviceName": DELEGATION}],
        [],
        [{"serviceName": "x"}],
        UNKNOWN,
    ),
    ("westSubnet", "natGateway"): ({"id": "/natGateways/contoso-west"}, ABSENT),
    ("vault", "properties/enablePurgeProtection"): (True, False, ABSENT, UNKNOWN),
    ("vault", "properties/enableRbacAuthorization"): (True, False, ABSENT),
    ("vault", "properties/publicNetworkAccess"): ("Enabled", "Disabled", ABSENT),
    ("vault", "properties/accessPolicies"): (
        ABSENT,
        _policies(OWN, "get", "wrapKey", "unwrapKey"),
        _policies(OWN, "get"),
        _policies(OTHERS, "all"),
    ),
    ("key", "properties/kty"): ("RSA", "EC", UNKNOWN),
    ("key", "properties/keySize"): (2048, 4096, ABSENT),
    ("key", "properties/keyOps"): (["wrapKey", "unwrapKey"], ["sign"], ABSENT),
    ("storage", "minimumTlsVersion"): ("TLS1_2", "TLS1_0", ABSENT),
    ("storage", "allowBlobPublicAccess"): (False, True, ABSENT),
    ("container", "publicAccess"): ("None", "Blob", ABSENT),
    ("west", "tags"): ({"dualwrite-pair": "contoso"}, {"dualwrite-pair": "other"}, ABSENT),
}
"""Values by resource and path."""
VALUES = st.fixed_dictionaries({key: st.sampled_from(pool) for key, pool in POOLS.items()})


def _changes(values: dict[tuple[str, str], Any]) -> dict[str, dict[str, Any]]:
    changes: dict[str, dict[str, Any]] = {}
    for (name, path), value in values.items():
        changes.setdefault(name, {})[path] = value
    return changes


@every_package
@examples(20)
@given(values=VALUES)
def test_every_package_gives_the_same_verdicts(package: str, values: Any) -> None:
    if package == "azapi-text":  # where one part of a text is not known, none is
        values = {key: ABSENT if one is UNKNOWN else one for key, one in values.items()}
    changes = _changes(values)
    one = written_by(native, CORRECT, changes)
    other = written_by(PACKAGES[package], CORRECT, changes)
    judged = {
        requirement.id: (
            verdict_with(requirement, one).kind,
            verdict_with(requirement, other).kind,
        )
        for requirement in OF_COMPANIONS
    }
    assert judged == {key: (kinds[0], kinds[0]) for key, kinds in judged.items()}


@every_package
def test_a_correct_side_is_as_quiet_in_every_package(package: str) -> None:
    resources = written_by(PACKAGES[package], CORRECT, {})
    assert sorted(one.name for one in resources) == sorted(CORRECT)
    assert {one.name: one.kind for one in resources} == {
        one.name: one.kind for one in written_by(native, CORRECT, {})
    }


def _read(token: str, properties: dict[str, Any]) -> Any:
    found = read_azure_resource(Resource(token, "one", "urn:one", properties))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("token", "properties"),
    [
        (AZAPI, {"type": "microsoft.powerplatform/EnterprisePolicies@2020-10-30-preview"}),
        (AZAPI, {"type": "Microsoft.PowerPlatform/enterprisePolicies"}),
        (AZAPI, {"type": SecretValue("Microsoft.PowerPlatform/enterprisePolicies@x")}),
        (
            GENERIC,
            {
                "resourceProviderNamespace": "Microsoft.PowerPlatform/",
                "resourceType": "enterprisePolicies",
            },
        ),
        (
            "azure-native:resources/v20240301:Resource",
            {
                "resourceProviderNamespace": "microsoft.powerplatform",
                "resourceType": "enterprisepolicies",
                "parentResourcePath": "",
            },
        ),
    ],
)
def test_a_type_in_a_property_tells_the_kind(token: str, properties: dict[str, Any]) -> None:
    assert _read(token, properties).kind is AzureKind.ENTERPRISE_POLICY
    assert may_be_policy(token, properties)


@pytest.mark.parametrize(
    "properties", [{}, {"type": UnknownValue()}, {"type": "Microsoft.Cdn/profiles@x"}, {"type": 3}]
)
def test_what_no_table_has_is_told_as_not_judged(properties: dict[str, Any]) -> None:
    found = _read(AZAPI, {**properties, "location": "westeurope"})
    assert (found.kind, found.is_in_table) == (AzureKind.OTHER, False)


def test_a_body_that_is_no_json_is_not_known() -> None:
    token = {"type": "Microsoft.PowerPlatform/enterprisePolicies@x", "body": "{"}
    assert _read(AZAPI, token).at("networkInjection") == UnknownValue(
        "its body is no JSON that can be read"
    )
    later = {**token, "body": UnknownValue()}
    assert isinstance(_read(AZAPI, later).at("networkInjection"), UnknownValue)
    assert isinstance(_read(AZAPI, later).at("kind"), UnknownValue)


def test_the_label_says_of_which_package_it_is() -> None:
    assert _read("azure:network/virtualNetwork:VirtualNetwork", {}).label == (
        'virtual network "one" (azure:network/virtualNetwork:VirtualNetwork)'
    )


VAULT = "azure:keyvault/keyVault:KeyVault"
SUBNETS = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets"


def test_what_is_added_by_a_resource_of_its_own_is_where_azure_native_has_it() -> None:
    def made(token: str, name: str, raw: dict[str, Any], **references: str) -> Resource:
        told = {key: (urn,) for key, urn in references.items()}
        return Resource(token, name, f"urn:{name}", raw, references=told)

    resources = [
        made(
            "azure:network/virtualNetwork:VirtualNetwork",
            "v",
            {"name": "v", "subnets": [{"name": "s"}]},
        ),
        made("azure:network/natGateway:NatGateway", "g", {"name": "g"}),
        made("azure:network/routeTable:RouteTable", "t", {"name": "t"}),
        made(VAULT, "k", {"name": "k"}),
        made(
            "azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation",
            "a",
            {"subnetId": f"{SUBNETS}/s", "natGatewayId": "/natGateways/g"},
        ),
        made(
            "azure:network/natGatewayPublicIpAssociation:NatGatewayPublicIpAssociation",
            "b",
            {"publicIpAddressId": "/p"},
            natGatewayId="urn:g",
        ),
        made(
            "azure:network/route:Route",
            "c",
            {
                "routeTableName": "t",
                "name": "r",
                "addressPrefix": "0.0.0.0/0",
                "nextHopType": "Internet",
            },
        ),
        made(
            "azure:keyvault/accessPolicy:AccessPolicy",
            "d",
            {"keyVaultId": UnknownValue(), "objectId": "x", "keyPermissions": ["Get"]},
            keyVaultId="urn:k",
            objectId="urn:policy",
        ),
    ]
    found = {one.name: dict(one.properties) for one in read_surroundings(resources, {}).resources}
    assert found == {
        "v": {
            "name": "v",
            "virtualNetworkName": "v",
            "subnets": [{"name": "s", "natGateway": {"id": "/natGateways/g"}}],
        },
        "g": {"name": "g", "natGatewayName": "g", "publicIpAddresses": [{"id": "/p"}]},
        "t": {
            "name": "t",
            "routeTableName": "t",
            "routes": [{"name": "r", "addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"}],
        },
        "k": {
            "name": "k",
            "vaultName": "k",
            "properties": {
                "accessPolicies": [
                    {
                        "tenantId": None,
                        "objectId": "x",
                        "permissions": {"keys": ["Get"]},
                        "dualwrite:references": ("urn:policy",),
                    }
                ]
            },
        },
    }


VALUE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(UnknownValue()),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "properties", "value", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
KEYS = (
    *("type", "name", "parentId", "body", "location", "tags", "properties", "resourceType"),
    *("resourceProviderNamespace", "parentResourcePath", "identity", "output", "subnets"),
    *(
        "delegations",
        "accessPolicies",
        "publicIpAddressIds",
        "subnetId",
        "keyVaultId",
        "networkAcls",
    ),
)
TOKENS = (
    *(AZAPI, GENERIC, VAULT, "azure:network/virtualNetwork:VirtualNetwork"),
    *("azure:network/subnet:Subnet", "azure:keyvault/accessPolicy:AccessPolicy", "azure:x/y:Z"),
    *("azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation", "azapi:index/x:X"),
)


@examples(60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(TOKENS),
            st.dictionaries(st.sampled_from(KEYS), VALUE, max_size=8),
            st.sampled_from(
                [None, "Microsoft.Network/virtualNetworks", "Microsoft.KeyVault/vaults"]
            ),
        ),
        max_size=4,
    )
)
def test_whatever_they_say_breaks_nothing(shown: list[Any]) -> None:
    resources = [
        Resource(token, f"r{at}", f"urn:{at}", {**raw, **({"type": named} if named else {})})
        for at, (token, raw, named) in enumerate(shown)
    ]
    found = read_surroundings(resources, {}).resources
    for requirement in OF_COMPANIONS:
        assert verdict_with(requirement, found).kind is not Kind.ERROR
