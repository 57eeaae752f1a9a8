"""Build the data files of the regions vocabulary from a folder of facts.

    python tools/tables/build_regions.py FACTS

FACTS holds azure_regions.json, power_platform_regions.json and dualwrite_limits.json: dated
collections of what Microsoft publishes. They do not ship with the project; what it uses of them
does, in policies/dualwrite/vocabulary/data/. Facts that contradict each other stop the build.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

Row = dict[str, Any]

DATA = Path(__file__).resolve().parents[2] / "policies" / "dualwrite" / "vocabulary" / "data"
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{2})/(\d{2})/(\d{4})")
_REMARK = re.compile(r"\s*\([^)]*\)\s*$")
_UNVERIFIED = "UNVERIFIED"


class FactsError(Exception):
    """The facts are incomplete, or contradict each other."""


def compact(text: str) -> str:
    """Return a name without case, spaces and parentheses, as the library compares names."""
    return re.sub(r"[\s()]", "", text).casefold()


def date_of(source: str, otherwise: str) -> str:
    """Return the first date that the text of a source gives, in ISO form."""
    found = _DATE.search(source)
    if found is None:
        return otherwise
    year, month, day, month_first, day_second, year_last = found.groups()
    if year is None:
        year, month, day = year_last, month_first, day_second
    return date(int(year), int(month), int(day)).isoformat()


def build_geographies(power_platform: Row, limits: Row) -> Row:
    """Return the content of geographies.json."""
    as_of = str(power_platform["as_of"])
    dual_write = _dual_write_list(limits)
    rows = [
        _geography(fact, as_of) for fact in power_platform["regions"] + power_platform["sovereign"]
    ]
    _agree_on_dual_write(power_platform["regions"], dual_write["names"])
    return {
        "asOf": as_of,
        "dualWriteList": dual_write,
        "geographies": sorted(rows, key=lambda row: str(row["location"])),
    }


def _dual_write_list(limits: Row) -> Row:
    fact = next(row for row in limits["rows"] if row["id"] == "supported-regions")
    source = fact["sources"][0]
    return {
        "names": fact["value"],
        "source": source,
        "date": date_of(source, str(limits["as_of"])),
    }


def _geography(fact: Row, as_of: str) -> Row:
    source, *further = [one for one in fact["sources"] if one]
    behind = _behind(fact)
    row = {
        "location": fact["location"],
        "displayName": fact["display_name"],
        "spellings": [name for name in _dual_write_names(fact) if name != fact["display_name"]],
        "listedForDualWrite": bool(fact.get("in_dual_write_supported_region_list")),
        "azureRegions": sorted(set(behind)),
        "source": source,
        "date": date_of(source, as_of),
        "furtherSources": further,
    }
    return row | _optional(fact, "note")


def _behind(fact: Row) -> list[str]:
    """Return the Azure regions of a location, from whichever document names them."""
    keys = ("azure_regions_provider_fixture", "azure_regions_vnet_doc", "azure_regions_other_docs")
    return [name for key in keys for name in fact.get(key) or []]


def _dual_write_names(fact: Row) -> list[str]:
    return (fact.get("dual_write_list_name") or "").split(" + ") if _is_listed(fact) else []


def _is_listed(fact: Row) -> bool:
    return bool(fact.get("in_dual_write_supported_region_list"))


def _agree_on_dual_write(facts: list[Row], names: list[str]) -> None:
    listed = sorted(name for fact in facts for name in _dual_write_names(fact))
    if listed != sorted(names):
        raise FactsError(f"dual-write's list names {sorted(names)}, the geographies name {listed}")


def _optional(fact: Row, key: str) -> Row:
    return {key: fact[key]} if fact.get(key) else {}


def build_regions(azure: Row, power_platform: Row) -> Row:
    """Return the content of azure_regions.json."""
    as_of = str(azure["as_of"])
    spellings = _finance_and_operations_spellings(power_platform["regions"])
    locations = _locations(azure["regions"], power_platform)
    facts = sorted(azure["regions"], key=lambda fact: str(fact["name"]))
    _agree_on_finance_and_operations(facts, spellings)
    rows = [_region(fact, locations, spellings.get(fact["name"], []), as_of) for fact in facts]
    return {
        "asOf": as_of,
        "regions": rows,
        "logicalLocations": _logical_locations(azure, rows, as_of),
    }


def _finance_and_operations_spellings(facts: list[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in facts:
        printed = fact["fno_regions_as_microsoft_prints_them"]
        names = fact.get("fno_regions_normalised") or []
        for name, spelling in zip(names, printed, strict=True):
            found.setdefault(name, []).append(spelling)
    return found


def _agree_on_finance_and_operations(facts: list[Row], spellings: dict[str, list[str]]) -> None:
    flagged = {fact["name"] for fact in facts if fact["fno_apps_region"]}
    if flagged != set(spellings):
        raise FactsError(
            f"regions of finance and operations apps differ: {sorted(flagged ^ set(spellings))}"
        )


def _region(
    fact: Row, locations: dict[str, tuple[str, str]], printed: list[str], as_of: str
) -> Row:
    location, location_from = locations.get(fact["name"], (None, None))
    source = fact["source"]
    is_verified = not source.startswith(_UNVERIFIED)
    row = {
        "name": fact["name"],
        "displayName": fact["display_name"],
        "spellings": [one for one in printed if one != fact["display_name"]],
        "azureGeography": fact["geography"],
        "location": location,
        "locationFrom": location_from,
        "financeAndOperations": fact["fno_apps_region"],
        "source": source,
        # An unverified row names the source that does not print it, so its date says nothing.
        "date": date_of(source, as_of) if is_verified else as_of,
    }
    return row | ({} if is_verified else {"verified": False}) | _optional(fact, "note")


def _locations(facts: list[Row], power_platform: Row) -> dict[str, tuple[str, str]]:
    """Return each region's Power Platform location, with where it is from."""
    given = {
        fact["name"]: fact["power_platform_location"]
        for fact in facts
        if fact["power_platform_location"]
    }
    owned = [
        (name, one["location"]) for one in power_platform["sovereign"] for name in _behind(one)
    ]
    for name, location in owned:
        # GCC and GCC High share their regions: which of them one lies in, no source tells.
        if sum(other == name for other, _ in owned) == 1:
            given[name] = location
    all_geographies = power_platform["regions"] + power_platform["sovereign"]
    found = {name: (location, "Power Platform") for name, location in given.items()}
    for fact in facts:
        owners = _owners(fact["geography"], facts, given, all_geographies)
        # US Government is shared by three locations: it cannot say in which one a region lies.
        if fact["name"] not in found and len(owners) == 1:
            found[fact["name"]] = (owners.pop(), "Azure geography")
    return found


def _owners(
    azure_geography: str, facts: list[Row], given: dict[str, str], geographies: list[Row]
) -> set[str]:
    by_region = {
        given[fact["name"]]
        for fact in facts
        if fact["geography"] == azure_geography and fact["name"] in given
    }
    by_name = {
        row["location"]
        for row in geographies
        if compact(azure_geography)
        in (row["location"], compact(_REMARK.sub("", row["display_name"])))
    }
    return by_region | by_name


def _logical_locations(azure: Row, regions: list[Row], as_of: str) -> list[Row]:
    # They come with the regions, in the same list: its rows of the type "Logical".
    source = regions[0]["source"]
    return [
        {
            "name": name,
            "azureRegions": _regions_behind(name, regions),
            "source": source,
            "date": date_of(source, as_of),
        }
        for name in sorted(azure["logical_locations_not_regions"])
    ]


def _regions_behind(name: str, regions: list[Row]) -> list[str]:
    by_location = [row["name"] for row in regions if row["location"] == name]
    by_geography = [row["name"] for row in regions if compact(row["azureGeography"]) == name]
    # "uk" is the beginning of uksouth and ukwest, and no geography's name.
    beginning = [row for row in regions if row["name"].startswith(name)]
    of_one_geography = len({row["azureGeography"] for row in beginning}) == 1
    by_beginning = [row["name"] for row in beginning] if of_one_geography else []
    return by_location or by_geography or by_beginning


def check(regions: Row, geographies: Row) -> None:
    """Refuse tables that point at rows they do not have."""
    names = {row["name"] for row in regions["regions"]}
    locations = {row["location"] for row in geographies["geographies"]}
    behind = {name for row in geographies["geographies"] for name in row["azureRegions"]}
    lie_in = {row["location"] for row in regions["regions"]} - {None}
    unknown = sorted((behind - names) | (lie_in - locations))
    if unknown:
        raise FactsError(f"unknown regions or locations: {', '.join(unknown)}")


def build(facts: Path) -> dict[str, Row]:
    """Return the contents of both data files, by file name."""
    power_platform = _read(facts / "power_platform_regions.json")
    geographies = build_geographies(power_platform, _read(facts / "dualwrite_limits.json"))
    regions = build_regions(_read(facts / "azure_regions.json"), power_platform)
    check(regions, geographies)
    return {"azure_regions.json": regions, "geographies.json": geographies}


def _read(path: Path) -> Row:
    try:
        content: Row = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FactsError(f"cannot read {path}: {error}") from error
    return content


def main(arguments: list[str], data: Path = DATA) -> int:
    """Write both files, or none of them."""
    if len(arguments) != 1:
        print("usage: build_regions.py FACTS (the folder of facts)", file=sys.stderr)
        return 2
    try:
        files = build(Path(arguments[0]))
    except FactsError as error:
        print(f"build_regions.py: {error}", file=sys.stderr)
        return 2
    for name, content in files.items():
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        (data / name).write_text(text, encoding="utf-8")
        print(f"wrote {data / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
