"""The tool that builds the version tables from collected facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.tables.build_versions import build, date_of, main

FACTS = {
    "as_of": "2026-11-23",
    "rules": {
        "dual_write_documented_minimum": {"version": "10.0.9", "app_build": "10.0.383.20013"}
    },
    "versions": [
        {
            "version": "10.0.9",
            "app_build_prefix": "10.0.383",
            "platform_update": "PU33",
            "platform_build_prefix": "7.0.5559",
            "platform_update_basis": "table row",
            "sources": ["old.md (ms.date 01/07/2025, commit 1)", "new.md (ms.date 10/27/2025)"],
        },
        {
            "version": "10.0.50",
            "app_build_prefix": None,
            "platform_update": "PU74",
            "platform_build_prefix": None,
            "platform_update_basis": "derived",
            "general_availability": "2026-12-22",
            "end_of_service": "2027-08-20",
            "sources": ["updates.json (ms.date 2026-06-04, retrieved 2026-09-28)"],
        },
    ],
    "older_versions": [
        {"version": "8.0", "build": "8.0.30, 8.0.35", "availability": "2018", "source": "a.md"},
        {"version": "1611", "build": "7.1.1541.3036", "availability": "2016", "source": "a.md"},
    ],
    "platform_updates_named": [
        {"platform_update": "PU1", "build": "7.0.4127.16103", "source": "b.md"}
    ],
    "unified_environment_provisioning_versions": [
        {
            "uep_version": "10.0.40.10",
            "app_build": "10.0.1935.208",
            "platform_build": "7.0.7279.202",
            "pqu": "PQU-8",
            "source": "c.md (ms.date 02/25/2025)",
        }
    ],
}

DOCUMENTS = {
    "releases.json": {
        "asOf": "2026-11-23",
        "releases": [
            {
                "release": "10.0.9",
                "applicationBuild": "10.0.383",
                "platformUpdate": 33,
                "platformUpdateBasis": "table row",
                "platformBuild": "7.0.5559",
                "dualWriteMinimumBuild": "10.0.383.20013",
                "source": "old.md (ms.date 01/07/2025, commit 1); new.md (ms.date 10/27/2025)",
                "date": "2025-10-27",
            },
            {
                "release": "10.0.50",
                "applicationBuild": None,
                "platformUpdate": 74,
                "platformUpdateBasis": "derived",
                "platformBuild": None,
                "generalAvailability": "2026-12-22",
                "endOfService": "2027-08-20",
                "source": "updates.json (ms.date 2026-06-04, retrieved 2026-09-28)",
                "date": "2026-06-04",
            },
        ],
        "olderReleases": [
            {
                "release": "7.1",
                "name": "1611",
                "builds": ["7.1.1541.3036"],
                "availability": "2016",
                "source": "a.md",
                "date": "2026-11-23",
            },
            {
                "release": "8.0",
                "name": "8.0",
                "builds": ["8.0.30", "8.0.35"],
                "availability": "2018",
                "source": "a.md",
                "date": "2026-11-23",
            },
        ],
    },
    "platform_updates.json": {
        "asOf": "2026-11-23",
        "platformUpdates": [
            {
                "platformUpdate": 1,
                "build": "7.0.4127.16103",
                "source": "b.md",
                "date": "2026-11-23",
            }
        ],
    },
    "unified_environments.json": {
        "asOf": "2026-11-23",
        "unifiedEnvironments": [
            {
                "version": "10.0.40.10",
                "applicationBuild": "10.0.1935.208",
                "platformBuild": "7.0.7279.202",
                "qualityUpdate": "PQU-8",
                "source": "c.md (ms.date 02/25/2025)",
                "date": "2025-02-25",
            }
        ],
    },
}


def test_build() -> None:
    assert build(FACTS) == DOCUMENTS


def test_main_writes_the_documents(tmp_path: Path) -> None:
    (tmp_path / "f_and_o_versions.json").write_text(json.dumps(FACTS), encoding="utf-8")
    assert main([str(tmp_path), str(tmp_path)]) == 0
    written = {
        name: json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in DOCUMENTS
    }
    assert written == DOCUMENTS


def test_main_without_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: build_versions.py FACTS_FOLDER [OUTPUT_FOLDER]\n"


def test_main_with_a_folder_that_has_no_facts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 2
    facts = tmp_path / "f_and_o_versions.json"
    assert capsys.readouterr().err == (
        f"{facts} does not exist; give the folder of f_and_o_versions.json\n"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a.md (ms.date 01/15/2026, index id 1)", "2026-01-15"),
        ("b.json (source article ms.date 2026-06-04, retrieved 2026-09-28)", "2026-06-04"),
        ("c.md (commit 01e904d8b08eb143ce88b0ea3fdef6723d2b063a)", None),
    ],
)
def test_date_of(source: str, expected: str | None) -> None:
    assert date_of(source) == expected
