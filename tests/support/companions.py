"""Azure resources beside a pair, for tests: a correct side in Europe, and the same with changes."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from dualwrite.judging.configuration import Setting, default_setting
from dualwrite.judging.judge import judge
from dualwrite.judging.parameters import Parameters
from dualwrite.judging.requirement import Requirement
from dualwrite.model.azure import AzureResource, read_azure_resource
from dualwrite.model.estate import Estate
from dualwrite.model.pair import Pair
from dualwrite.model.resource import Resource
from dualwrite.model.verdicts import Result, Verdict

from .pairs import ABSENT, TENANT, TODAY, pair

DELEGATION = "Microsoft.PowerPlatform/enterprisePolicies"
ROLE = "/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6"
_GROUP = "/subscriptions/0/resourceGroups/contoso-rg/providers"
_NETWORK = f"{_GROUP}/Microsoft.Network/virtualNetworks"
VAULT_ID = f"{_GROUP}/Microsoft.KeyVault/vaults/contosokv"

TYPES = {
    "group": "azure-native:resources:ResourceGroup",
    "west": "azure-native:network:VirtualNetwork",
    "north": "azure-native:network/v20230901:VirtualNetwork",
    "westSubnet": "azure-native:network:Subnet",
    "northSubnet": "azure-native:network:Subnet",
    "gateway": "azure-native:network:NatGateway",
    "injection": "azure-native:powerplatform:EnterprisePolicy",
    "encryption": "azure-native:powerplatform/v20201030preview:EnterprisePolicy",
    "vault": "azure-native:keyvault:Vault",
    "key": "azure-native:keyvault:Key",
    "role": "azure-native:authorization:RoleAssignment",
    "storage": "azure-native:storage:StorageAccount",
    "container": "azure-native:storage/v20230101:BlobContainer",
    "logs": "azure-native:operationalinsights:Workspace",
}
"""By the names of the resources."""


def _subnet(network: str, prefix: str) -> dict[str, Any]:
    return {
        "subnetName": "powerplatform",
        "virtualNetworkName": network,
        "addressPrefix": prefix,
        "delegations": [{"name": "powerplatform", "serviceName": DELEGATION}],
        "natGateway": {"id": f"{_GROUP}/Microsoft.Network/natGateways/{network}"},
    }


def _injected(network: str) -> dict[str, Any]:
    return {"id": f"{_NETWORK}/{network}", "subnet": {"name": "powerplatform"}}


CORRECT: dict[str, dict[str, Any]] = {
    "group": {"location": "westeurope", "resourceGroupName": "contoso-rg"},
    "west": {"location": "westeurope", "virtualNetworkName": "contoso-west"},
    "north": {"location": "North Europe", "virtualNetworkName": "contoso-north"},
    "westSubnet": _subnet("contoso-west", "10.20.0.0/26"),
    "northSubnet": _subnet("contoso-north", "10.20.1.0/26"),
    "gateway": {"location": "westeurope"},
    "injection": {
        "location": "europe",
        "kind": "NetworkInjection",
        "networkInjection": {
            "virtualNetworks": [_injected("contoso-west"), _injected("contoso-north")]
        },
    },
    "encryption": {
        "location": "europe",
        "kind": "Encryption",
        "identity": {"type": "SystemAssigned"},
        "encryption": {
            "state": "Enabled",
            "keyVault": {"id": VAULT_ID, "key": {"name": "contoso"}},
        },
    },
    "vault": {
        "location": "westeurope",
        "vaultName": "contosokv",
        "properties": {
            "tenantId": TENANT,
            "enableSoftDelete": True,
            "enablePurgeProtection": True,
            "enableRbacAuthorization": True,
        },
    },
    "key": {
        "keyName": "contoso",
        "vaultName": "contosokv",
        "properties": {"kty": "RSA", "keySize": 2048},
    },
    "role": {"roleDefinitionId": ROLE, "scope": VAULT_ID},
    "storage": {
        "location": "westeurope",
        "minimumTlsVersion": "TLS1_2",
        "allowBlobPublicAccess": False,
    },
    "container": {"containerName": "exports", "accountName": "contosost", "publicAccess": "None"},
    "logs": {"location": "westeurope"},
}
WITHOUT_TAGS = ("westSubnet", "northSubnet", "container", "role")
"""Those that take no tags."""
REFERENCES: dict[str, dict[str, tuple[str, ...]]] = {"role": {"principalId": ("encryption",)}}
"""By resource and property: the resources that it is taken from."""


def urn(name: str) -> str:
    """The URN of one of the resources."""
    return f"urn:pulumi:test::project::{TYPES.get(name, TYPES['storage'])}::{name}"


def companion(
    name: str,
    changes: Mapping[str, Any] | None = None,
    provider: Mapping[str, Any] | None = None,
    references: Mapping[str, tuple[str, ...]] | None = None,
) -> AzureResource:
    """One resource with properties set by path, separated by slashes; ``ABSENT`` leaves one out."""
    properties = deepcopy(CORRECT[name])
    for path, value in (changes or {}).items():
        *parents, key = path.split("/")
        section = properties
        for parent in parents:
            section = section.setdefault(parent, {})
        if value is ABSENT:
            section.pop(key, None)
        else:
            section[key] = value
    told = {**REFERENCES.get(name, {}), **(references or {})}
    read = read_azure_resource(
        Resource(
            TYPES[name],
            name,
            urn(name),
            properties,
            provider=provider or {},
            references={key: tuple(map(urn, names)) for key, names in told.items()},
        )
    )
    assert read is not None
    return read


def other_companion(
    token: str, name: str, properties: Mapping[str, Any], tenant: str | None = None
) -> AzureResource:
    """A resource of a type that no requirement knows in particular."""
    provider = {} if tenant is None else {"tenantId": tenant}
    read = read_azure_resource(Resource(token, name, f"urn:{name}", properties, provider=provider))
    assert read is not None
    return read


def companions(
    *names: str,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    references: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
) -> tuple[AzureResource, ...]:
    """Several of them; all, where none is named."""
    return tuple(
        companion(name, (changes or {}).get(name), None, (references or {}).get(name))
        for name in names or CORRECT
    )


def tagged_companions() -> tuple[AzureResource, ...]:
    """All of them, with the tag of the pair contoso on those that take tags."""
    tags = {"tags": {"dualwrite-pair": "contoso"}}
    return companions(changes={key: tags for key in CORRECT if key not in WITHOUT_TAGS})


def with_companions(
    resources: tuple[AzureResource, ...],
    facts: Mapping[str, Any] | None = None,
    name: str = "contoso",
) -> Pair:
    """The correct pair with facts set by path, and with Azure resources beside it."""
    return replace(pair(facts, name), companions=resources)


def judged_with(
    requirement: Requirement[Any],
    resources: tuple[AzureResource, ...],
    facts: Mapping[str, Any] | None = None,
    parameters: Parameters | None = None,
    others: tuple[Pair, ...] = (),
) -> Result:
    """Judge one requirement on such a pair, beside other pairs."""
    subject = with_companions(resources, facts)
    setting = default_setting(requirement)
    if parameters is not None:
        setting = Setting(setting.level, parameters)
    return judge(requirement, subject, Estate([subject, *others]), setting, TODAY)


def verdict_with(
    requirement: Requirement[Any],
    resources: tuple[AzureResource, ...],
    facts: Mapping[str, Any] | None = None,
    others: tuple[Pair, ...] = (),
) -> Verdict:
    """Like ``judged_with``, the verdict alone."""
    return judged_with(requirement, resources, facts, None, others).verdict
