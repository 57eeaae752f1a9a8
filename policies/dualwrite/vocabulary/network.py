"""Power Platform locations with network injection: their Azure regions and policy locations."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from .regions import Geography, Region, parse_geography, parse_region

_FILE = Path(__file__).resolve().parent / "data" / "power_platform_network.json"


@cache
def table() -> dict[str, Any]:
    """The content of ``power_platform_network.json``."""
    content: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return content


def table_date() -> date:
    """The day that the table was put together. What Microsoft published later is not in it."""
    return date.fromisoformat(table()["asOf"])


def delegation() -> str:
    """The service that a subnet for network injection is delegated to.

    Source: article vnet-support-overview (2026-01-06).
    """
    service: str = table()["delegation"]["service"]
    return service


class InjectionLocation(NamedTuple):
    """Where the networks and the enterprise policies of one Power Platform location stand.

    ``policy_location`` is the ``location`` that Azure takes for an enterprise policy of it
    (``uae``); ``other_policy_locations`` are those that Microsoft's articles print beside it
    (``unitedarabemirates``). ``region_groups`` are the sets of Azure regions that need a delegated
    subnet each, in the article's order. One set is needed whole: the one with the region that the
    environment runs in, where there are several.
    """

    geography: Geography
    policy_location: str
    other_policy_locations: tuple[str, ...]
    region_groups: tuple[tuple[Region, ...], ...]


def injection_location(geography: Geography) -> InjectionLocation | None:
    """What the table says of a geography, or ``None`` where network injection is not listed for it.

    Source: article vnet-support-overview (2026-01-06), and for the policies' locations the article
    customer-managed-key (2023-08-24) and Microsoft's own module for enterprise policies (2026-06).
    """
    return _by_geography().get(geography)


def injection_locations() -> tuple[InjectionLocation, ...]:
    """All of them, ordered by the location of their geography."""
    return tuple(_by_geography().values())


@cache
def _by_geography() -> dict[Geography, InjectionLocation]:
    found = (
        InjectionLocation(
            parse_geography(row["location"]),
            row["policyLocation"],
            tuple(row["otherPolicyLocations"]),
            tuple(tuple(map(parse_region, group)) for group in row["regionGroups"]),
        )
        for row in table()["locations"]
    )
    return {one.geography: one for one in found}


_ADDRESS_BITS = 32
_LONGEST_PREFIX = 29
"""Azure's smallest IPv4 subnet (article virtual-networks-faq)."""


def addresses_needed(production: int, others: int) -> int:
    """The addresses of a subnet that serves so many environments, reserved ones included."""
    each = table()["addresses"]
    needed: int = (
        production * each["production"] + others * each["other"] + each["reservedPerSubnet"]
    )
    return needed


def prefix_length(addresses: int) -> int:
    """The length of the longest IPv4 prefix with room for so many addresses: 25 for 125.

    It is negative where IPv4 has no room.
    """
    return min(_ADDRESS_BITS - (addresses - 1).bit_length(), _LONGEST_PREFIX)


class CustomerManagedKey(NamedTuple):
    """The key's type and size in bits, and the role that the policy's identity needs on its vault."""

    key_type: str
    key_size: int
    role_name: str
    role_id: str
    """The GUID of the built-in role, which is the same in every subscription."""


@cache
def customer_managed_key() -> CustomerManagedKey:
    """The key that the article customer-managed-key (2023-08-24) asks for."""
    row = table()["customerManagedKey"]
    return CustomerManagedKey(
        row["keyType"], row["keySize"], row["role"]["name"], row["role"]["id"]
    )


@cache
def key_vault_roles() -> frozenset[str]:
    """The GUIDs of the built-in roles for what is in a key vault (article rbac-guide, 2024-04-04)."""
    return frozenset(row["id"] for row in table()["keyVaultRoles"]["roles"])


__all__ = [
    "CustomerManagedKey",
    "InjectionLocation",
    "addresses_needed",
    "customer_managed_key",
    "delegation",
    "injection_location",
    "injection_locations",
    "key_vault_roles",
    "prefix_length",
    "table_date",
]
