"""The tool that builds the data files from facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tools.tables.build_regions import date_of, main

AZURE_SOURCE = "list of locations (last change 2026-03-12)"
PLATFORM_SOURCE = "article (ms.date 01/06/2026)"


def region(name: str, display_name: str, geography: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "display_name": display_name,
        "geography": geography,
        "power_platform_location": None,
        "fno_apps_region": False,
        "source": AZURE_SOURCE,
        **more,
    }


def facts() -> dict[str, Any]:
    return {
        "azure_regions": {
            "as_of": "2026-11-23",
            "logical_locations_not_regions": ["india", "global", "ne"],
            "regions": [
                region("westindia", "West India", "India"),
                region(
                    "centralindia",
                    "Central India",
                    "India",
                    power_platform_location="india",
                    fno_apps_region=True,
                    note="a remark",
                ),
                region("dodeast", "DoD East", "DoD"),
                region("nenorth", "NE North", "Nowhere", source="UNVERIFIED (ms.date 01/06/2026)"),
            ],
        },
        "power_platform_regions": {
            "as_of": "2026-11-23",
            "regions": [
                {
                    "location": "india",
                    "display_name": "India (IN)",
                    "azure_regions_provider_fixture": ["centralindia"],
                    "azure_regions_vnet_doc": None,
                    "in_dual_write_supported_region_list": True,
                    "dual_write_list_name": "India + Bharat",
                    "fno_regions_as_microsoft_prints_them": ["India Central"],
                    "fno_regions_normalised": ["centralindia"],
                    "sources": ["", PLATFORM_SOURCE, "another"],
                }
            ],
            "sovereign": [
                {"location": "dod", "display_name": "DoD", "note": "why", "sources": ["a guide"]},
                {"location": "dodhigh", "display_name": "DoD (High)", "sources": ["a guide"]},
            ],
        },
        "dualwrite_limits": {
            "as_of": "2026-11-23",
            "rows": [
                {
                    "id": "supported-regions",
                    "value": ["Bharat", "India"],
                    "sources": ["system requirements (ms.date 01/15/2026)", "older"],
                }
            ],
        },
    }


def built(tmp_path: Path, content: dict[str, Any]) -> int:
    for name, fact in content.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(fact), encoding="utf-8")
    (tmp_path / "data").mkdir()
    return main([str(tmp_path)], data=tmp_path / "data")


def test_both_files_are_built(tmp_path: Path) -> None:
    assert built(tmp_path, facts()) == 0
    assert json.loads((tmp_path / "data/azure_regions.json").read_text(encoding="utf-8")) == {
        "asOf": "2026-11-23",
        "regions": [
            {
                "name": "centralindia",
                "displayName": "Central India",
                "spellings": ["India Central"],
                "azureGeography": "India",
                "location": "india",
                "locationFrom": "Power Platform",
                "financeAndOperations": True,
                "source": AZURE_SOURCE,
                "date": "2026-03-12",
                "note": "a remark",
            },
            {
                "name": "dodeast",
                "displayName": "DoD East",
                "spellings": [],
                "azureGeography": "DoD",
                "location": None,
                "locationFrom": None,
                "financeAndOperations": False,
                "source": AZURE_SOURCE,
                "date": "2026-03-12",
            },
            {
                "name": "nenorth",
                "displayName": "NE North",
                "spellings": [],
                "azureGeography": "Nowhere",
                "location": None,
                "locationFrom": None,
                "financeAndOperations": False,
                "source": "UNVERIFIED (ms.date 01/06/2026)",
                "date": "2026-11-23",
                "verified": False,
            },
            {
                "name": "westindia",
                "displayName": "West India",
                "spellings": [],
                "azureGeography": "India",
                "location": "india",
                "locationFrom": "Azure geography",
                "financeAndOperations": False,
                "source": AZURE_SOURCE,
                "date": "2026-03-12",
            },
        ],
        "logicalLocations": [
            {"name": "global", "azureRegions": [], "source": AZURE_SOURCE, "date": "2026-03-12"},
            {
                "name": "india",
                "azureRegions": ["centralindia", "westindia"],
                "source": AZURE_SOURCE,
                "date": "2026-03-12",
            },
            {
                "name": "ne",
                "azureRegions": ["nenorth"],
                "source": AZURE_SOURCE,
                "date": "2026-03-12",
            },
        ],
    }
    assert json.loads((tmp_path / "data/geographies.json").read_text(encoding="utf-8")) == {
        "asOf": "2026-11-23",
        "dualWriteList": {
            "names": ["Bharat", "India"],
            "source": "system requirements (ms.date 01/15/2026)",
            "date": "2026-01-15",
        },
        "geographies": [
            {
                "location": "dod",
                "displayName": "DoD",
                "spellings": [],
                "listedForDualWrite": False,
                "azureRegions": [],
                "source": "a guide",
                "date": "2026-11-23",
                "furtherSources": [],
                "note": "why",
            },
            {
                "location": "dodhigh",
                "displayName": "DoD (High)",
                "spellings": [],
                "listedForDualWrite": False,
                "azureRegions": [],
                "source": "a guide",
                "date": "2026-11-23",
                "furtherSources": [],
            },
            {
                "location": "india",
                "displayName": "India (IN)",
                "spellings": ["India", "Bharat"],
                "listedForDualWrite": True,
                "azureRegions": ["centralindia"],
                "source": PLATFORM_SOURCE,
                "date": "2026-01-06",
                "furtherSources": ["another"],
            },
        ],
    }


def refused(tmp_path: Path, content: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> str:
    assert built(tmp_path, content) == 2
    assert list((tmp_path / "data").iterdir()) == []
    return capsys.readouterr().err


def test_a_name_of_dual_write_without_a_geography_stops_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = facts()
    content["dualwrite_limits"]["rows"][0]["value"].append("Atlantis")
    assert refused(tmp_path, content, capsys) == (
        "build_regions.py: dual-write's list names ['Atlantis', 'Bharat', 'India'],"
        " the geographies name ['Bharat', 'India']\n"
    )


def test_a_finance_and_operations_region_that_azure_lacks_stops_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = facts()
    content["power_platform_regions"]["regions"][0]["fno_regions_normalised"] = ["atlantis"]
    assert refused(tmp_path, content, capsys) == (
        "build_regions.py: regions of finance and operations apps differ:"
        " ['atlantis', 'centralindia']\n"
    )


def test_an_unknown_region_behind_a_geography_stops_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = facts()
    content["power_platform_regions"]["regions"][0]["azure_regions_vnet_doc"] = ["atlantis"]
    assert refused(tmp_path, content, capsys) == (
        "build_regions.py: unknown regions or locations: atlantis\n"
    )


def test_a_missing_file_stops_the_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = facts()
    del content["dualwrite_limits"]
    message = refused(tmp_path, content, capsys)
    assert message.startswith(f"build_regions.py: cannot read {tmp_path / 'dualwrite_limits.json'}")


def test_the_folder_of_facts_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: build_regions.py FACTS (the folder of facts)\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x (ms.date 01/15/2026, index id 15951419627)", "2026-01-15"),
        ("x (ms.date 2026-09-21 as parsed)", "2026-09-21"),
        ("x (last change 2024-09-17)", "2024-09-17"),
        ("a guide", "2026-11-23"),
    ],
)
def test_the_date_of_a_source(source: str, expected: str) -> None:
    assert date_of(source, "2026-11-23") == expected
