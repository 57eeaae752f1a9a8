"""The table of regions and geographies: that it agrees with itself."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import dualwrite
from dualwrite.vocabulary.regions import (
    dual_write_geographies,
    geographies,
    parse_geography,
    parse_region,
    regions,
    regions_of,
    table_date,
)
from dualwrite.vocabulary.regions.model import compact

DATA = Path(dualwrite.__file__).parent / "vocabulary" / "data"
AZURE: dict[str, Any] = json.loads((DATA / "azure_regions.json").read_text(encoding="utf-8"))
POWER_PLATFORM: dict[str, Any] = json.loads((DATA / "geographies.json").read_text(encoding="utf-8"))
ROWS = [
    *AZURE["regions"],
    *AZURE["logicalLocations"],
    *POWER_PLATFORM["geographies"],
    POWER_PLATFORM["dualWriteList"],
]


def spellings(rows: list[dict[str, Any]], key: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        for spelling in (row[key], row["displayName"], *row["spellings"]):
            found.setdefault(compact(spelling), set()).add(row[key])
    return found


DERIVED = [
    "australiacentral",
    "australiacentral2",
    "brazilsoutheast",
    "chinaeast",
    "chinaeast2",
    "chinaeast3",
    "chinanorth",
    "chinanorth2",
    "chinanorth3",
    "jioindiacentral",
    "jioindiawest",
    "northcentralus",
    "southcentralus",
    "uaecentral",
    "westcentralus",
    "westindia",
    "westus2",
    "westus3",
]
WITHOUT_GEOGRAPHY = [
    "austriaeast",
    "belgiumcentral",
    "centraluseuap",
    "chilecentral",
    "denmarkeast",
    "eastus2euap",
    "eastusstg",
    "indonesiacentral",
    "israelcentral",
    "malaysiawest",
    "mexicocentral",
    "newzealandnorth",
    "qatarcentral",
    "southcentralusstg",
    "spaincentral",
    "usgovarizona",
    "usgovtexas",
    "usgovvirginia",
]


REGION_SPELLINGS = spellings(AZURE["regions"], "name")
GEOGRAPHY_SPELLINGS = spellings(POWER_PLATFORM["geographies"], "location")


def test_the_date_of_the_table() -> None:
    assert table_date() == date(2026, 11, 23)
    assert AZURE["asOf"] == POWER_PLATFORM["asOf"] == "2026-11-23"


def test_the_table_is_complete() -> None:
    assert len(regions()) == 73
    assert len(geographies()) == 25
    assert len(AZURE["logicalLocations"]) == 40


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.get("name") or row.get("location"))
def test_every_row_has_a_source_and_its_date(row: dict[str, Any]) -> None:
    assert len(row["source"]) > 10
    assert date(2019, 1, 1) < date.fromisoformat(row["date"]) <= table_date()


def test_rows_that_nobody_verified_say_so() -> None:
    unverified = [row["name"] for row in AZURE["regions"] if row.get("verified") is False]
    assert unverified == [
        "chinaeast",
        "chinaeast2",
        "chinaeast3",
        "chinanorth",
        "chinanorth2",
        "chinanorth3",
        "usdodcentral",
        "usdodeast",
        "usgovarizona",
    ]
    assert [
        row for row in ROWS if "UNVERIFIED" in row["source"] and row.get("verified", True)
    ] == []


def test_names_are_unique_and_in_order() -> None:
    names = [one.name for one in regions()]
    locations = [one.location for one in geographies()]
    assert names == sorted(set(names))
    assert locations == sorted(set(locations))
    assert len({one.display_name for one in regions()}) == len(names)
    assert len({one.display_name for one in geographies()}) == len(locations)


def test_no_spelling_has_two_meanings() -> None:
    assert {one: names for one, names in REGION_SPELLINGS.items() if len(names) > 1} == {}
    assert {one: names for one, names in GEOGRAPHY_SPELLINGS.items() if len(names) > 1} == {}
    assert REGION_SPELLINGS.keys() & GEOGRAPHY_SPELLINGS.keys() == set()


def test_no_logical_location_is_a_region() -> None:
    logical = {row["name"] for row in AZURE["logicalLocations"]}
    assert logical & REGION_SPELLINGS.keys() == set()


def test_everything_that_a_row_points_at_exists() -> None:
    names = {one.name for one in regions()}
    locations = {one.location for one in geographies()}
    assert {row["location"] for row in AZURE["regions"]} - {None} <= locations
    for row in (*POWER_PLATFORM["geographies"], *AZURE["logicalLocations"]):
        assert set(row["azureRegions"]) <= names
    assert {one.geography for one in regions()} - {None} <= set(geographies())


def test_a_region_lies_in_the_geography_that_names_it() -> None:
    for geography in geographies():
        for region in regions_of(geography):
            # The preview location uses the regions of the United States.
            # Others share theirs with a location that the table goes by.
            if geography.location not in (
                "unitedstatesfirstrelease",
                "singapore",
                "usgov",
                "usgovhigh",
            ):
                assert region.geography == geography
    for region in regions():
        if region.geography is not None:
            assert region in regions_of(region.geography)


def test_the_regions_of_one_azure_geography_lie_in_one_geography() -> None:
    found: dict[str, set[str]] = {}
    for region in regions():
        found.setdefault(region.azure_geography, set()).add(str(region.geography))
    assert {name: lie_in for name, lie_in in found.items() if len(lie_in) > 1} == {
        "US Government": {"usgovdod", "None"}
    }


def test_a_location_and_where_it_is_from_stand_together() -> None:
    found: dict[str | None, list[str]] = {}
    for row in AZURE["regions"]:
        assert (row["location"] is None) == (row["locationFrom"] is None)
        found.setdefault(row["locationFrom"], []).append(row["name"])
    assert len(found["Power Platform"]) == 37
    assert found["Azure geography"] == DERIVED
    assert found[None] == WITHOUT_GEOGRAPHY


def test_the_fourteen_names_of_dual_write_are_thirteen_locations() -> None:
    names = POWER_PLATFORM["dualWriteList"]["names"]
    assert names == [
        "Asia",
        "Australia",
        "Brazil",
        "Canada",
        "Europe",
        "France",
        "Germany",
        "India",
        "Japan",
        "South America",
        "Switzerland",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    ]
    assert {parse_geography(name) for name in names} == set(dual_write_geographies())
    assert len(dual_write_geographies()) == 13
    assert parse_geography("Brazil") == parse_geography("South America")


@pytest.mark.parametrize(
    ("location", "printed"),
    [
        ("unitedstates", ["East US", "East US 2", "Central US", "West US"]),
        ("europe", ["North Europe", "West Europe"]),
        ("asia", ["South East Asia", "East Asia"]),
        ("australia", ["Australia East", "Australia South East"]),
        ("india", ["India Central", "India South"]),
        ("japan", ["Japan East", "Japan West"]),
        ("canada", ["Canada Central", "Canada East"]),
        ("unitedkingdom", ["UK South", "UK West"]),
        ("southamerica", ["Brazil South"]),
        ("france", ["France Central", "France South"]),
        ("unitedarabemirates", ["UAE North", "UAE Central"]),
        ("switzerland", ["Switzerland West", "Switzerland North"]),
        ("norway", ["Norway East", "Norway West"]),
        ("southafrica", ["South Africa North", "South Africa West"]),
    ],
)
def test_every_region_of_finance_and_operations_is_known(location: str, printed: list[str]) -> None:
    """As the quality updates schedule of finance and operations apps prints them (2026-09-21)."""
    geography = parse_geography(location)
    expected = {one for one in regions_of(geography) if one.finance_and_operations}
    assert {parse_region(spelling) for spelling in printed} == expected


def test_no_other_region_is_one_of_finance_and_operations() -> None:
    assert sum(one.finance_and_operations for one in regions()) == 32


def test_remarks_stay_with_their_rows() -> None:
    government = next(row for row in POWER_PLATFORM["geographies"] if row["location"] == "usgov")
    assert "Government Community Cloud region is supported" in government["note"]
    central = next(row for row in AZURE["regions"] if row["name"] == "centralus")
    assert "Dataverse not supported here" in central["note"]
