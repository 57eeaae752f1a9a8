"""The examples of the requirements on Azure resources: as Pulumi YAML, and as a preview shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import yaml

from dualwrite.judging.requirement import Requirement
from dualwrite.model.azure import AzureResource, read_azure_resource
from dualwrite.model.declaration import read_pair
from dualwrite.model.facts import UnknownValue
from dualwrite.model.pair import Pair
from dualwrite.model.resource import Resource

Resources = dict[str, dict[str, Any]]
"""By name: a resource as Pulumi YAML has it, with ``type`` and ``properties``."""
_REFERENCE = re.compile(r"\$\{([\w-]+)\.")
_TAGS = {"dualwrite-pair": "contoso"}


def _network(region: str) -> dict[str, Any]:
    return {
        "type": "azure-native:network:VirtualNetwork",
        "properties": {
            "resourceGroupName": "contoso",
            "virtualNetworkName": f"contoso-{region}",
            "location": region,
            "tags": dict(_TAGS),
        },
    }


def _subnet(network: str, addresses: str) -> dict[str, Any]:
    return {
        "type": "azure-native:network:Subnet",
        "properties": {
            "resourceGroupName": "contoso",
            "virtualNetworkName": f"${{{network}.name}}",
            "subnetName": "power-platform",
            "addressPrefix": addresses,
            "delegations": [
                {
                    "name": "power-platform",
                    "serviceName": "Microsoft.PowerPlatform/enterprisePolicies",
                }
            ],
            "natGateway": {"id": "${gateway.id}"},
        },
    }


def _side() -> Resources:
    return {
        "west": _network("westeurope"),
        "north": _network("northeurope"),
        "westSubnet": _subnet("west", "10.20.0.0/26"),
        "northSubnet": _subnet("north", "10.20.1.0/26"),
        "networkPolicy": {
            "type": "azure-native:powerplatform:EnterprisePolicy",
            "properties": {
                "resourceGroupName": "contoso",
                "location": "europe",
                "kind": "NetworkInjection",
                "networkInjection": {
                    "virtualNetworks": [
                        {"id": f"${{{one}.id}}", "subnet": {"name": "power-platform"}}
                        for one in ("west", "north")
                    ]
                },
                "tags": dict(_TAGS),
            },
        },
        "vault": {
            "type": "azure-native:keyvault:Vault",
            "properties": {
                "resourceGroupName": "contoso",
                "location": "westeurope",
                "properties": {
                    "tenantId": "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11",
                    "sku": {"family": "A", "name": "standard"},
                    "enablePurgeProtection": True,
                    "enableRbacAuthorization": True,
                },
                "tags": dict(_TAGS),
            },
        },
        "key": {
            "type": "azure-native:keyvault:Key",
            "properties": {
                "resourceGroupName": "contoso",
                "vaultName": "${vault.name}",
                "keyName": "contoso",
                "properties": {"kty": "RSA", "keySize": 2048},
                "tags": dict(_TAGS),
            },
        },
        "keyPolicy": {
            "type": "azure-native:powerplatform:EnterprisePolicy",
            "properties": {
                "resourceGroupName": "contoso",
                "location": "europe",
                "kind": "Encryption",
                "identity": {"type": "SystemAssigned"},
                "encryption": {
                    "state": "Enabled",
                    "keyVault": {"id": "${vault.id}", "key": {"name": "contoso"}},
                },
                "tags": dict(_TAGS),
            },
        },
        "exports": {
            "type": "azure-native:storage:StorageAccount",
            "properties": {
                "resourceGroupName": "contoso",
                "location": "westeurope",
                "kind": "StorageV2",
                "sku": {"name": "Standard_LRS"},
                "minimumTlsVersion": "TLS1_2",
                "allowBlobPublicAccess": False,
                "tags": dict(_TAGS),
            },
        },
        "ledgers": {
            "type": "azure-native:storage:BlobContainer",
            "properties": {
                "resourceGroupName": "contoso",
                "accountName": "${exports.name}",
                "containerName": "ledgers",
                "publicAccess": "None",
            },
        },
    }


_NETWORKS = ("west", "north", "westSubnet", "northSubnet", "networkPolicy")
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "DW030": ("vault",),
    "DW031": ("west", "north"),
    "DW032": ("networkPolicy",),
    "DW033": _NETWORKS,
    "DW034": ("west", "westSubnet"),
    "DW035": ("vault", "key", "keyPolicy"),
    "DW036": ("networkPolicy",),
    "DW037": ("exports", "ledgers"),
    "DW038": ("west",),
}
"""By requirement, the resources that its page shows."""
_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "DW030": {"vault/properties/tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"},
    "DW031": {"west/location": "eastus"},
    "DW032": {"networkPolicy/location": "unitedstates"},
    "DW033": {
        "networkPolicy/networkInjection": {
            "virtualNetworks": [{"id": "${west.id}", "subnet": {"name": "power-platform"}}]
        },
        "westSubnet/delegations": [],
        "westSubnet/addressPrefix": "10.0.0.0/28",
    },
    "DW034": {"westSubnet/natGateway": None},
    "DW035": {"vault/properties/enablePurgeProtection": False},
    "DW036": {},
    "DW037": {
        "exports/minimumTlsVersion": "TLS1_0",
        "exports/allowBlobPublicAccess": True,
        "ledgers/publicAccess": "Blob",
    },
    "DW038": {"west/tags": None},
}
"""By requirement, what ``example`` describes: properties by resource and path."""
_FACTS: Mapping[str, Mapping[str, Any]] = {
    "DW036": {"customerEngagement": {"environmentType": "trial"}}
}
"""By requirement, the facts of the pair that break it."""


def passing_side(requirement: Requirement[Any]) -> Resources:
    """Resources that satisfy a requirement."""
    side = _side()
    return {name: side[name] for name in _SHOWN[requirement.id]}


def failing_side(requirement: Requirement[Any]) -> Resources:
    """The same resources, with what breaks it."""
    side = deepcopy(passing_side(requirement))
    for path, value in _CHANGES[requirement.id].items():
        name, *parents, key = path.split("/")
        section = side[name]["properties"]
        for parent in parents:
            section = section[parent]
        if value is None:
            del section[key]
        else:
            section[key] = value
    return side


def failing_facts(requirement: Requirement[Any], declared: Mapping[str, Any]) -> dict[str, Any]:
    """A pair's declaration with the facts that break a requirement."""
    changes = _FACTS.get(requirement.id, {})
    return {
        section: {**facts, **changes.get(section, {})} if isinstance(facts, Mapping) else facts
        for section, facts in declared.items()
    }


def pair_beside(declared: Mapping[str, Any], side: Resources) -> Pair:
    """A pair with Azure resources, as a preview shows them."""
    facts = {key: value for key, value in declared.items() if key != "name"}
    pair, _ = read_pair(facts, declared["name"])
    return replace(pair, companions=tuple(_shown(side)))


def as_yaml(side: Resources) -> str:
    """Resources as a program in Pulumi YAML has them."""
    return yaml.safe_dump({"resources": side}, sort_keys=False, width=1000).rstrip()


def _shown(side: Resources) -> Iterator[AzureResource]:
    for name, one in side.items():
        references = {
            key: tuple(_urn(side, other) for other in _REFERENCE.findall(str(value)))
            for key, value in one["properties"].items()
        }
        read = read_azure_resource(
            Resource(
                one["type"],
                name,
                _urn(side, name),
                _unknown(one["properties"]),
                references={key: urns for key, urns in references.items() if urns},
            )
        )
        if read is not None:
            yield read


def _urn(side: Resources, name: str) -> str:
    token = side[name]["type"] if name in side else "azure-native:network:NatGateway"
    return f"urn:pulumi:prod::erp::{token}::{name}"


def _unknown(value: Any) -> Any:
    """A value with every reference as what it is in a preview: not known yet."""
    if isinstance(value, dict):
        return {key: _unknown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_unknown(one) for one in value]
    if isinstance(value, str) and _REFERENCE.search(value):
        return UnknownValue()
    return value
