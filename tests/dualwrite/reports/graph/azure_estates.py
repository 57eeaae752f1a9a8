"""Pairs with Azure resources beside them: each kind of place and of verdict, and whole Azure sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dualwrite.model.azure import AzureResource
from dualwrite.model.azure.kinds import PAIR_TAG
from dualwrite.model.facts import ENCRYPTED, SecretValue, UnknownValue
from dualwrite.model.pair import Pair
from support.companions import companions
from support.pairs import ABSENT

from .pairs import NOWHERE, half, own, unified

WHOLE_SIDE = (
    *("group", "west", "north", "westSubnet", "northSubnet", "gateway", "injection"),
    *("encryption", "vault", "key", "role", "storage", "container", "logs"),
)
"""All that a foundation makes, as ``support.companions`` calls it."""


def with_azure(
    subject: Pair, *names: str, changes: Mapping[str, Mapping[str, Any]] | None = None
) -> Pair:
    """A pair with Azure resources of its own: those named of ``support.companions``, or all."""
    named = {"storage": {"name": "contosost"}}
    for name, more in (changes or {}).items():
        named[name] = {**named.get(name, {}), **more}
    found = [of_pair(one, subject.name) for one in companions(*names, changes=named)]
    return replace(subject, companions=tuple(found))


def of_pair(one: AzureResource, name: str) -> AzureResource:
    """A resource that is one pair's own: its name begins, and its URN ends, with that of the pair."""
    properties = {**one.properties, "tags": {PAIR_TAG: name}}
    references = {
        key: tuple(f"{urn}-{name}" for urn in urns) for key, urns in one.references.items()
    }
    return replace(
        one,
        urn=f"{one.urn}-{name}",
        name=f"{name}-{one.name}",
        properties=properties,
        references=references,
    )


def moved(location: str, networks: tuple[str, str], policies: str) -> dict[str, dict[str, Any]]:
    """Changes that put a whole Azure side elsewhere: its region, those of networks, and policies."""
    places = dict(zip(("west", "north"), networks, strict=True))
    places |= dict.fromkeys(("injection", "encryption"), policies)
    located = ("group", "west", "north", "gateway", "injection", "encryption", "vault")
    return {
        name: {"location": places.get(name, location)} for name in (*located, "storage", "logs")
    }


def every_azure() -> list[Pair]:
    """Each kind of place and of verdict that Azure resources have once."""
    vault, storage, network = ("group", "vault"), ("storage", "container"), ("west", "westSubnet")
    zone = with_azure(own("zone"), "injection", "west", "north", "westSubnet", "northSubnet")
    zoned = [replace(own(name), companions=zone.companions) for name in ("zone-1", "zone-2")]
    named_trial = own("zone-3", {"customerEngagement.environmentType": "trial"})
    encrypted = {"vault": {"location": UnknownValue(ENCRYPTED)}}
    purged = {"vault": {"properties/enablePurgeProtection": False}}
    return [
        with_azure(own("whole"), *WHOLE_SIDE),
        with_azure(own("one-region"), *network, *storage),
        with_azure(own("abroad"), *vault, *storage, changes={"storage": {"location": "eastus"}}),
        with_azure(own("unguarded"), *vault, "encryption", "key", changes=purged),
        with_azure(own("no-way-out"), *network, changes={"westSubnet": {"natGateway": ABSENT}}),
        with_azure(own("later"), *vault, changes=encrypted),
        with_azure(own("hidden"), *vault, changes={"vault": {"location": SecretValue("eastus")}}),
        with_azure(own("nowhere", NOWHERE), "role"),
        with_azure(half("lonely"), *storage),
        with_azure(unified("both"), *storage),
        *zoned,
        replace(named_trial, companions=zone.companions),
        own("without"),
    ]


_AZURE = {
    "westeurope": (("westeurope", "northeurope"), "europe"),
    "northeurope": (("westeurope", "northeurope"), "europe"),
    "eastus": (("eastus", "westus"), "unitedstates"),
    "westus2": (("eastus", "westus"), "unitedstates"),
    "uksouth": (("uksouth", "ukwest"), "uk"),
    "australiaeast": (("australiaeast", "australiasoutheast"), "australia"),
    "japaneast": (("japaneast", "japanwest"), "japan"),
    "canadacentral": (("canadacentral", "canadaeast"), "canada"),
    "centralindia": (("centralindia", "southindia"), "india"),
    "southeastasia": (("southeastasia", "eastasia"), "asia"),
}
_BROKEN_AZURE: tuple[dict[str, dict[str, Any]], ...] = (
    {"vault": {"properties/enablePurgeProtection": False}},
    {"westSubnet": {"natGateway": ABSENT}},
    {"storage": {"location": "brazilsouth"}},
    {"northSubnet": {"addressPrefix": "10.0.0.0/28"}},
    {"key": {"properties/kty": ABSENT}},
)


def with_whole_sides(pairs: Iterable[Pair]) -> list[Pair]:
    """The same pairs, each with a whole Azure side; every sixth has something to be seen in it."""
    found = []
    for number, one in enumerate(pairs):
        region = next((each for each in _AZURE if each in one.name), "westeurope")
        changes = moved(region, *_AZURE[region])
        if number % 6 == 0:
            for name, more in _BROKEN_AZURE[number // 6 % len(_BROKEN_AZURE)].items():
                changes[name] = {**changes.get(name, {}), **more}
        found.append(with_azure(one, *WHOLE_SIDE, changes=changes))
    return found
