"""Stacks of any size that do not know this project: one environment in five resources."""

from __future__ import annotations

import uuid
from typing import Any

from dualwrite.model.facts import UnknownValue

from .pairs import declaration

_EVERY = 5
_NETWORK = "azure-native:network:VirtualNetwork"
ENVIRONMENT = "powerplatform:index:Environment"


def foreign_resources(number: int) -> list[dict[str, Any]]:
    """So many resources: native environments, each linked to an app, and virtual networks."""
    return [
        _environment(position // _EVERY) if position % _EVERY == 0 else _network(position)
        for position in range(number)
    ]


def foreign_facts(number: int) -> dict[str, Any]:
    """``dualwrite:facts`` for each of their partners, so that all of them can be judged."""
    whole = declaration()
    said = ("url", "environmentId", "tenantId", "region", "geography", "environmentType")
    left = {
        key: value
        for key, value in whole["customerEngagement"].items()
        if key not in (*said, "dynamics365AppsEnabled")
    }
    finance = {key: value for key, value in whole["financeAndOperations"].items() if key != "url"}
    return {
        f"https://contoso-{one}.operations.dynamics.com": {
            **finance,
            "environmentId": _id(one),
            "customerEngagement": left,
            "link": whole["link"],
        }
        for one in range((number + _EVERY - 1) // _EVERY)
    }


def foreign_mapping() -> dict[str, Any]:
    """The same facts by a mapping, which has no limit of size: Pulumi hands the stack's configuration
    to a Python program in one variable, and Linux takes 128 KiB there."""
    (facts,) = foreign_facts(1).values()
    customer, link = facts.pop("customerEngagement"), facts.pop("link")
    del facts["environmentId"]
    sections = {"financeAndOperations": facts, "customerEngagement": customer, "link": link}
    constants = {
        f"{section}.{key}": {"value": value}
        for section, content in sections.items()
        for key, value in content.items()
    }
    url = "join('', ['https://', displayName, '.operations.dynamics.com'])"
    return {
        "mappings": [
            {
                "name": "partners",
                "token": ENVIRONMENT,
                "side": "customerEngagement",
                "facts": {
                    "url": "join('', ['https://', displayName, '.crm4.dynamics.com'])",
                    "financeAndOperations.url": url,
                    **constants,
                },
            }
        ]
    }


def _environment(one: int) -> dict[str, Any]:
    name = f"contoso-{one}"
    return {
        "type": ENVIRONMENT,
        "name": name,
        "urn": f"urn:pulumi:bench::bench::{ENVIRONMENT}::{name}",
        "properties": {
            "displayName": name,
            "location": "europe",
            "azureRegion": "westeurope",
            "environmentType": "Production",
            "linkedAppId": _id(one),
            "linkedAppUrl": UnknownValue(),
            "state": UnknownValue(),
            "dataverse": {
                "domainName": name,
                "currencyCode": "EUR",
                "languageCode": 1033,
                "templates": ["D365_Sales"],
                "url": UnknownValue(),
                "version": UnknownValue(),
            },
        },
    }


def _network(position: int) -> dict[str, Any]:
    name = f"network-{position}"
    return {
        "type": _NETWORK,
        "name": name,
        "urn": f"urn:pulumi:bench::bench::{_NETWORK}::{name}",
        "properties": {
            "location": "westeurope",
            "resourceGroupName": "contoso",
            "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
            "tags": {"environment": "production", "owner": "platform"},
        },
    }


def _id(one: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"contoso-{one}"))
