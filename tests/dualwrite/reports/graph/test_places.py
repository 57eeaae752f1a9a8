"""Where an Azure resource stands, in every state of its location, and where it has none of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from dualwrite.model.azure import AzureResource
from dualwrite.model.azure.index import Around
from dualwrite.model.facts import SecretValue
from dualwrite.reports.graph.azure_boxes import azure_place
from dualwrite.reports.graph.environments import Place
from dualwrite.vocabulary.regions import parse_geography
from support.companions import VAULT_ID, companions, urn
from support.pairs import ABSENT, UNKNOWN

WEST_EUROPE = Place(False, "Europe", "West Europe")
NORTH_EUROPE = Place(False, "Europe", "North Europe")
EAST_US = Place(False, "United States", "East US")


def place(
    name: str,
    *others: str,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    geography: str | None = "europe",
) -> Place:
    """The place of one resource, beside others."""
    found = companions(name, *others, changes=changes)
    return _place(found[0], found, geography)


def _place(
    one: AzureResource, every: tuple[AzureResource, ...], geography: str | None = "europe"
) -> Place:
    own = None if geography is None else parse_geography(geography)
    return azure_place(one, Around(every), own)


@pytest.mark.parametrize(
    ("location", "wanted"),
    [
        ("westeurope", WEST_EUROPE),
        ("North Europe", NORTH_EUROPE),
        ("EASTUS", EAST_US),
        ("austriaeast", Place(True, "No Power Platform geography known", "Austria East")),
        ("Global", Place(True, "Global")),
        ("nowhere", Place(True, "Geography unreadable")),
        (7, Place(True, "Geography unreadable")),
        (UNKNOWN, Place(True, "Geography not known yet")),
        (SecretValue("eastus"), Place(True, "Geography [secret]")),
        (SecretValue("nowhere"), Place(True, "Geography [secret]")),
        (ABSENT, Place(False, "Europe")),
        ("", Place(False, "Europe")),
    ],
)
def test_the_location_of_a_resource(location: Any, wanted: Place) -> None:
    assert place("vault", changes={"vault": {"location": location}}) == wanted


def test_without_a_location_and_without_that_of_the_pair_nothing_is_known() -> None:
    changes = {"vault": {"location": ABSENT}}
    found = place("vault", changes=changes, geography=None)
    assert found == Place(True, "Geography not declared")


@pytest.mark.parametrize(
    ("geography", "wanted"),
    [
        ("unitedstatesfirstrelease", Place(False, "Preview (United States)", "East US")),
        ("europe", EAST_US),
        (None, EAST_US),
    ],
)
def test_a_region_behind_the_geography_of_the_pair_counts_to_it(
    geography: str | None, wanted: Place
) -> None:
    changes = {"vault": {"location": "eastus"}}
    assert place("vault", changes=changes, geography=geography) == wanted


@pytest.mark.parametrize(
    ("location", "geography", "wanted"),
    [
        ("europe", "europe", Place(False, "Europe")),
        ("Europe", None, Place(False, "Europe")),
        ("uk", "europe", Place(False, "United Kingdom")),
        ("united kingdom", "europe", Place(False, "United Kingdom")),
        ("usgov", "usgov", Place(False, parse_geography("usgov").display_name)),
        ("usgov", "europe", Place(False, parse_geography("usgovhigh").display_name)),
        ("westeurope", "europe", WEST_EUROPE),
        ("nowhere", "europe", Place(True, "Geography unreadable")),
        (SecretValue("uk"), "europe", Place(True, "Geography [secret]")),
    ],
)
def test_an_enterprise_policy_is_in_a_geography(
    location: Any, geography: str | None, wanted: Place
) -> None:
    changes = {"injection": {"location": location}}
    assert place("injection", changes=changes, geography=geography) == wanted


def test_a_part_is_where_its_whole_is() -> None:
    changes = {"storage": {"location": "eastus", "name": "contosost"}}
    assert place("northSubnet", "west", "north") == NORTH_EUROPE
    assert place("key", "vault") == WEST_EUROPE
    assert place("container", "storage", changes=changes) == EAST_US


def test_a_role_is_where_that_is_which_it_is_on() -> None:
    moved = {"vault": {"location": "eastus"}}
    assert place("role", "key", "vault", changes=moved) == EAST_US
    on_key = {**moved, "role": {"scope": f"{VAULT_ID}/keys/contoso"}}
    assert place("role", "key", "vault", changes=on_key) == EAST_US
    role, storage = companions("role", "storage", changes={"role": {"scope": UNKNOWN}})
    role = replace(role, references={"scope": (urn("storage"),)})
    assert _place(role, (role, storage)) == WEST_EUROPE


def test_what_says_no_place_is_where_its_group_is() -> None:
    changes = {
        "group": {"location": "eastus"},
        "vault": {"location": ABSENT, "resourceGroupName": "contoso-rg"},
    }
    found = companions("vault", "group", changes=changes)
    referring = replace(found[0], references={"resourceGroupName": (urn("group"),)})
    assert _place(referring, (referring, found[1])) == EAST_US
    assert place("vault", changes=changes) == Place(False, "Europe")


def test_a_part_of_what_is_not_here_is_with_its_pair() -> None:
    assert place("key") == place("role") == place("westSubnet") == Place(False, "Europe")


def test_resources_that_are_on_each_other_have_an_end() -> None:
    one, other = companions("role", "role")
    first = replace(one, urn="a", references={"scope": ("b",)}, properties={})
    second = replace(other, urn="b", references={"scope": ("a",)}, properties={})
    assert _place(first, (first, second)) == Place(False, "Europe")
