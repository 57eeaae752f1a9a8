"""The table of network injection: that it agrees with itself and with the regions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import dualwrite
from dualwrite.vocabulary.network import (
    InjectionLocation,
    customer_managed_key,
    delegation,
    injection_location,
    injection_locations,
    key_vault_roles,
    table_date,
)
from dualwrite.vocabulary.regions import geographies, parse_geography, parse_region, regions_of

FILE = Path(dualwrite.__file__).parent / "vocabulary" / "data" / "power_platform_network.json"
TABLE: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def test_every_row_has_a_source_and_its_date() -> None:
    parts = ("delegation", "addresses", "customerManagedKey", "keyVaultRoles")
    rows = [TABLE[one] for one in parts]
    for row in [*rows, *TABLE["locations"]]:
        assert row["source"]
        assert date.fromisoformat(row["date"]) <= table_date()


@pytest.mark.parametrize("one", injection_locations(), ids=lambda one: str(one.geography))
def test_every_region_lies_in_its_geography_and_in_one_set(one: InjectionLocation) -> None:
    regions = [region for group in one.region_groups for region in group]
    assert set(regions) <= set(regions_of(one.geography))
    assert len(regions) == len(set(regions))
    assert all(len(group) in (1, 2) for group in one.region_groups)


def test_policy_locations_are_distinct() -> None:
    names = [
        name
        for one in injection_locations()
        for name in (one.policy_location, *one.other_policy_locations)
    ]
    assert len(names) == len(set(names)) == len(injection_locations()) + 2


@pytest.mark.parametrize(
    ("geography", "policy", "others", "groups"),
    [
        ("europe", "europe", (), [["westeurope", "northeurope"]]),
        ("unitedkingdom", "uk", (), [["uksouth", "ukwest"]]),
        ("unitedarabemirates", "uae", ("unitedarabemirates",), [["uaenorth"]]),
        ("southamerica", "brazil", ("southamerica",), [["brazilsouth"]]),
        ("unitedstates", "unitedstates", (), [["eastus", "westus"], ["centralus", "eastus2"]]),
    ],
)
def test_locations_by_geography(
    geography: str, policy: str, others: tuple[str, ...], groups: list[list[str]]
) -> None:
    assert injection_location(parse_geography(geography)) == InjectionLocation(
        parse_geography(geography),
        policy,
        others,
        tuple(tuple(map(parse_region, group)) for group in groups),
    )


def test_geographies_without_network_injection() -> None:
    without = {str(one) for one in geographies() if injection_location(one) is None}
    assert without == {
        "china",
        "poland",
        "singapore",
        "unitedstatesfirstrelease",
        "usgov",
        "usgovdod",
    }


def test_the_role_for_encryption_is_one_of_key_vault() -> None:
    rows = TABLE["keyVaultRoles"]["roles"]
    assert len(rows) == len({one["name"] for one in rows}) == len(key_vault_roles())
    assert customer_managed_key().role_id in key_vault_roles()
    wanted = TABLE["customerManagedKey"]["role"]
    assert wanted in rows


def test_what_subnets_and_keys_have_to_be() -> None:
    assert delegation() == "Microsoft.PowerPlatform/enterprisePolicies"
    assert customer_managed_key() == (
        "RSA",
        2048,
        "Key Vault Crypto Service Encryption User",
        "e147488a-f6f5-4113-8e2d-b22465e65bf6",
    )
