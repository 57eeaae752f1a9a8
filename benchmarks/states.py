"""Exported states of any size, shaped as `pulumi stack export` writes them."""

from __future__ import annotations

from typing import Any

from benchmarks.projects import pairs

_STACK = "urn:pulumi:bench::benchmark::"


def state(resources: int, number_of_pairs: int) -> dict[str, Any]:
    """A state with so many resources, of which some are pairs and the rest somebody else's."""
    found = [_pair(one) for one in pairs(number_of_pairs)]
    found += [_other(index) for index in range(resources - number_of_pairs)]
    return {
        "version": 3,
        "deployment": {
            "manifest": {"time": "2026-11-24T00:00:00Z", "magic": "", "version": "v3.259.0"},
            "secrets_providers": {"type": "passphrase", "state": {"salt": "v1:AAAA"}},
            "resources": found,
        },
    }


def _pair(declared: dict[str, Any]) -> dict[str, Any]:
    facts = {key: value for key, value in declared.items() if key != "name"}
    return {
        "urn": f"{_STACK}dualwrite:index:EnvironmentPair::{declared['name']}",
        "custom": False,
        "type": "dualwrite:index:EnvironmentPair",
        "inputs": facts,
        "outputs": facts,
    }


def _other(index: int) -> dict[str, Any]:
    """A storage account with about the inputs and outputs that a real one has."""
    properties = {
        "accountName": f"account{index:06}",
        "location": "westeurope",
        "resourceGroupName": "benchmark",
        "sku": {"name": "Standard_LRS", "tier": "Standard"},
        "tags": {f"tag-{number}": f"value {number} of {index}" for number in range(10)},
        "networkRuleSet": {"bypass": "AzureServices", "defaultAction": "Deny", "ipRules": []},
        "endpoints": {f"endpoint-{n}": f"https://a{index}.example.com/{n}" for n in range(8)},
    }
    return {
        "urn": f"{_STACK}azure-native:storage:StorageAccount::account-{index:06}",
        "custom": True,
        "id": f"/subscriptions/0/resourceGroups/benchmark/storageAccounts/account{index:06}",
        "type": "azure-native:storage:StorageAccount",
        "inputs": properties,
        "outputs": properties,
    }
