"""The example stacks in other words: with the native provider, the bridged one, or own resources.

What a resource has a property for is said by the resource, all else by ``dualwrite:facts``.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from dualwrite.vocabulary.identifiers import parse_environment_url

ROOT = Path(__file__).resolve().parents[2]
_LOCATIONS = {"crm4.dynamics.com": "europe", "crm.dynamics.com": "unitedstates"}
Pairs = list[dict[str, Any]]

_PROGRAM = """
import json
import pulumi

class Custom(pulumi.CustomResource):
    pass

class Component(pulumi.ComponentResource):
    pass

for one in json.loads({resources!r}):
    if one["package"]:
        tenant = one["name"] + "-tenant"
        provider = pulumi.ProviderResource(one["package"], tenant, one["provider"])
        options = pulumi.ResourceOptions(provider=provider)
        Custom(one["type"], one["name"], one["properties"], options)
    else:
        Component(one["type"], one["name"], one["properties"]).register_outputs(one["properties"])
"""


def example_pairs(stack: str) -> Pairs:
    """The pairs of ``Pulumi.<stack>.yaml``."""
    content = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text(encoding="utf-8"))
    pairs: Pairs = content["config"]["dualwrite:pairs"]
    return pairs


def program(resources: list[dict[str, Any]]) -> str:
    """A program that declares these resources, and nothing of this project."""
    return _PROGRAM.format(resources=json.dumps(resources))


def native(pair: Mapping[str, Any]) -> dict[str, Any]:
    """The customer engagement environment of a pair, with the native provider."""
    return {
        "name": pair["name"],
        "package": "powerplatform",
        "type": "powerplatform:index:Environment",
        "provider": {"tenantId": pair["customerEngagement"]["tenantId"]},
        "properties": {
            **_environment(pair),
            "linkedAppId": linked_app(pair),
            "linkedAppType": "Linked",
            "dataverse": {"domainName": _domain(pair), **_database(pair)},
        },
    }


def bridged(pair: Mapping[str, Any]) -> dict[str, Any]:
    """The same with the bridged provider, under another package's name."""
    return {
        "name": pair["name"],
        "package": "power-platform",
        "type": "power-platform:index/environment:Environment",
        "provider": {"tenantId": pair["customerEngagement"]["tenantId"]},
        "properties": {
            **_environment(pair),
            "dataverse": {"domain": _domain(pair), **_database(pair)},
        },
    }


def linked_app(pair: Mapping[str, Any]) -> str:
    """An ID for the finance and operations environment of a pair."""
    found = pair["financeAndOperations"].get("environmentId")
    return str(found or uuid.uuid5(uuid.NAMESPACE_URL, pair["name"]))


def facts_by_partner(pairs: Pairs) -> dict[str, Any]:
    """``dualwrite:facts`` where a resource names its partner: by the partner's URL and ID."""
    return {
        pair["financeAndOperations"]["url"]: {
            **_without(pair["financeAndOperations"], "url"),
            "environmentId": linked_app(pair),
            "customerEngagement": _left(pair),
            "link": pair["link"],
        }
        for pair in pairs
    }


def facts_by_environment(pairs: Pairs) -> dict[str, Any]:
    """``dualwrite:facts`` where no resource names the partner: by the environment's own URL."""
    return {
        f"https://{_host(pair)}": {
            **_left(pair),
            "financeAndOperations": pair["financeAndOperations"],
            "link": pair["link"],
        }
        for pair in pairs
    }


def _environment(pair: Mapping[str, Any]) -> dict[str, Any]:
    customer = pair["customerEngagement"]
    return {
        "displayName": pair["name"],
        "location": _LOCATIONS[_host(pair).partition(".")[2]],
        "azureRegion": customer["region"],
        "environmentType": customer["environmentType"].capitalize(),
    }


def _database(pair: Mapping[str, Any]) -> dict[str, Any]:
    enabled = pair["customerEngagement"]["dynamics365AppsEnabled"]
    return {
        "currencyCode": "EUR",
        "languageCode": 1033,
        "templates": ["D365_Sales" if enabled else "D365_CDSSampleApp"],
    }


def _left(pair: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of customer engagement that no resource has a property for."""
    said = ("url", "environmentId", "tenantId", "region", "geography", "environmentType")
    return _without(pair["customerEngagement"], *said, "dynamics365AppsEnabled")


def _without(facts: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key not in keys}


def _host(pair: Mapping[str, Any]) -> str:
    return parse_environment_url(pair["customerEngagement"]["url"]).host


def _domain(pair: Mapping[str, Any]) -> str:
    return _host(pair).partition(".")[0]


Maker = Callable[[Mapping[str, Any]], dict[str, Any]]


def pair_component(pair: Mapping[str, Any]) -> dict[str, Any]:
    """The pair as our component declares it."""
    return {
        "name": pair["name"],
        "package": None,
        "type": "dualwrite:index:EnvironmentPair",
        "properties": _without(pair, "name"),
    }


def mapped(pair: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Both environments of a pair as components of somebody's own, in their own words."""
    finance, customer = pair["financeAndOperations"], pair["customerEngagement"]
    return [
        {
            "name": f"{pair['name']}-erp",
            "package": None,
            "type": "acme:erp:Environment",
            "properties": {
                **_without(finance, "url", "environmentType", "crossCompanyDataSharing"),
                "host": finance["url"].removeprefix("https://"),
                "sku": finance["environmentType"][0].upper() + finance["environmentType"][1:],
                "sharing": "yes" if finance["crossCompanyDataSharing"] else "no",
                "tags": {"dualwrite-pair": pair["name"]},
            },
        },
        {
            "name": f"{pair['name']}-crm",
            "package": None,
            "type": "acme:crm:Environment",
            "properties": {
                **customer,
                "sync": pair["link"],
                "tags": {"dualwrite-pair": pair["name"]},
            },
        },
    ]


def _same_keys(*keys: str) -> dict[str, str]:
    return {key: key for key in keys}


_TYPES = ("production", "sandbox", "developer", "cloudHosted", "demo", "trial")
MAPPINGS: dict[str, Any] = {
    "mappings": [
        {
            "name": "acme-erp",
            "token": "acme:erp:Environment",
            "side": "financeAndOperations",
            "pair": 'tags."dualwrite-pair"',
            "facts": {
                "url": {"expression": "host", "convert": "url"},
                "environmentType": {
                    "expression": "sku",
                    "values": {one[0].upper() + one[1:]: one for one in _TYPES},
                },
                "crossCompanyDataSharing": {"expression": "sharing", "convert": "boolean"},
                **_same_keys("environmentId", "tenantId", "region", "applicationVersion"),
                **_same_keys("platformVersion", "bypassesDataEvents", "consecutiveUpdatesPaused"),
            },
        },
        {
            "name": "acme-crm",
            "token": "acme:crm:*",
            "side": "customerEngagement",
            "pair": 'tags."dualwrite-pair"',
            "facts": {
                **_same_keys("url", "environmentId", "tenantId", "region", "geography"),
                **_same_keys("environmentType", "platformVersion", "prospectToCash"),
                **_same_keys("dualWriteCoreVersion", "dynamics365AppsEnabled"),
                **_same_keys("dualWriteSolutions"),
                "link.initialSync": "sync.initialSync",
                "link.initialSyncLegalEntities": "sync.initialSyncLegalEntities",
                "link.liveSyncLegalEntities": "sync.liveSyncLegalEntities",
                "link.distributedTransactions": "sync.distributedTransactions",
                "link.apps": "sync.apps",
            },
        },
    ]
}
"""What makes pairs of the resources of ``mapped``."""
