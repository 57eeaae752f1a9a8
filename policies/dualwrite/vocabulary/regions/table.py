"""The table of regions and geographies, read once from the data files.

Each row of the files carries its source and the source's date; this module takes only the values.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from .model import Geography, Place, Region, compact

_DATA = Path(__file__).resolve().parent.parent / "data"
_POWER_PLATFORM = "a Power Platform geography"
_AZURE_GEOGRAPHY = "a geography of Azure, larger than a region"
_LOGICAL_LOCATION = "a logical location of Azure, not a place that environments run in"


class Table(NamedTuple):
    """All regions by name and all geographies by location, with the ways to find them."""

    as_of: date
    regions: tuple[Region, ...]
    geographies: tuple[Geography, ...]
    region_of_spelling: dict[str, Region]
    geography_of_spelling: dict[str, Geography]
    regions_of_location: dict[str, tuple[Region, ...]]
    place_of_spelling: dict[str, Place]
    region_spellings: dict[str, str]
    geography_spellings: dict[str, str]


def table_date() -> date:
    """The day that the table was put together. What Microsoft published later is not in it."""
    return table().as_of


@cache
def table() -> Table:
    """Read the data files: on the first call only, so that importing costs nothing."""
    return build(_read("azure_regions.json"), _read("geographies.json"))


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((_DATA / name).read_text(encoding="utf-8"))
    return content


def build(azure: dict[str, Any], power_platform: dict[str, Any]) -> Table:
    """Build the table from the contents of the two data files."""
    geographies = {row["location"]: _geography(row) for row in power_platform["geographies"]}
    regions = {row["name"]: _region(row, geographies) for row in azure["regions"]}
    regions_of_location = {
        row["location"]: _regions_behind(row, regions) for row in power_platform["geographies"]
    }
    region_spellings = _spellings(azure["regions"], "name")
    geography_spellings = _spellings(power_platform["geographies"], "location")
    return Table(
        as_of=min(date.fromisoformat(azure["asOf"]), date.fromisoformat(power_platform["asOf"])),
        regions=tuple(regions.values()),
        geographies=tuple(geographies.values()),
        region_of_spelling={compact(one): regions[name] for one, name in region_spellings.items()},
        geography_of_spelling={
            compact(one): geographies[location] for one, location in geography_spellings.items()
        },
        regions_of_location=regions_of_location,
        place_of_spelling=_logical_locations(azure["logicalLocations"], regions)
        | _azure_geographies(regions.values())
        | {
            compact(one): Place(
                _POWER_PLATFORM, regions_of_location[location], geographies[location]
            )
            for one, location in geography_spellings.items()
        },
        region_spellings=region_spellings,
        geography_spellings=geography_spellings,
    )


def _geography(row: dict[str, Any]) -> Geography:
    return Geography(row["location"], row["displayName"], row["listedForDualWrite"])


def _region(row: dict[str, Any], geographies: dict[str, Geography]) -> Region:
    location = row["location"]
    return Region(
        name=row["name"],
        display_name=row["displayName"],
        azure_geography=row["azureGeography"],
        geography=None if location is None else geographies[location],
        finance_and_operations=row["financeAndOperations"],
    )


def _regions_behind(row: dict[str, Any], regions: dict[str, Region]) -> tuple[Region, ...]:
    # A preview location shares its regions with another one, so a region alone cannot name it.
    named = set(row["azureRegions"])
    return tuple(
        region
        for region in regions.values()
        if region.name in named
        or (region.geography is not None and region.geography.location == row["location"])
    )


def _spellings(rows: Iterable[dict[str, Any]], key: str) -> dict[str, str]:
    return {
        spelling: row[key]
        for row in rows
        for spelling in (row[key], row["displayName"], *row["spellings"])
    }


def _azure_geographies(regions: Iterable[Region]) -> dict[str, Place]:
    members: dict[str, list[Region]] = {}
    for region in regions:
        members.setdefault(region.azure_geography, []).append(region)
    return {
        compact(name): Place(_AZURE_GEOGRAPHY, tuple(behind), _common_geography(behind))
        for name, behind in members.items()
    }


def _logical_locations(
    rows: Iterable[dict[str, Any]], regions: dict[str, Region]
) -> dict[str, Place]:
    behind = {row["name"]: [regions[name] for name in row["azureRegions"]] for row in rows}
    return {
        name: Place(
            _AZURE_GEOGRAPHY if members else _LOGICAL_LOCATION,
            tuple(members),
            _common_geography(members),
        )
        for name, members in behind.items()
    }


def _common_geography(regions: Iterable[Region]) -> Geography | None:
    found = {region.geography for region in regions}
    return found.pop() if len(found) == 1 else None
