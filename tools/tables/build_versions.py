"""Build the version tables of `policies/dualwrite/vocabulary/data` from a folder of collected facts.

    python tools/tables/build_versions.py FACTS_FOLDER [OUTPUT_FOLDER]

FACTS_FOLDER holds f_and_o_versions.json; the folder is not part of the project. Each row keeps
the sources that the facts name, and the newest date that they give for them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]

FACTS_FILE = "f_and_o_versions.json"
DATA = Path(__file__).resolve().parents[2] / "policies" / "dualwrite" / "vocabulary" / "data"
_MONTH_FIRST = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
_YEAR_FIRST = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def main(arguments: list[str]) -> int:
    """Write the data files; return the exit code."""
    if len(arguments) not in (1, 2):
        print("usage: build_versions.py FACTS_FOLDER [OUTPUT_FOLDER]", file=sys.stderr)
        return 2
    facts_file = Path(arguments[0]) / FACTS_FILE
    if not facts_file.is_file():
        print(f"{facts_file} does not exist; give the folder of {FACTS_FILE}", file=sys.stderr)
        return 2
    output = Path(arguments[1]) if len(arguments) == 2 else DATA
    for name, document in build(json.loads(facts_file.read_text(encoding="utf-8"))).items():
        text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        (output / name).write_text(text, encoding="utf-8")
        print(f"wrote {output / name}")
    return 0


def build(facts: Row) -> dict[str, Row]:
    """Return the documents by file name."""
    as_of = facts["as_of"]
    minimum = facts["rules"]["dual_write_documented_minimum"]
    return {
        "releases.json": {
            "asOf": as_of,
            "releases": [release_row(row, minimum, as_of) for row in facts["versions"]],
            "olderReleases": [older_row(row, as_of) for row in reversed(facts["older_versions"])],
        },
        "platform_updates.json": {
            "asOf": as_of,
            "platformUpdates": [
                platform_update_row(row, as_of) for row in facts["platform_updates_named"]
            ],
        },
        "unified_environments.json": {
            "asOf": as_of,
            "unifiedEnvironments": [
                unified_row(row, as_of)
                for row in facts["unified_environment_provisioning_versions"]
            ],
        },
    }


def release_row(row: Row, minimum: Row, as_of: str) -> Row:
    """Return the row of a release from 10.0 on; dates that the facts do not give are left out."""
    dates = {
        "generalAvailability": row.get("general_availability"),
        "endOfService": row.get("end_of_service"),
        "dualWriteMinimumBuild": (
            minimum["app_build"] if row["version"] == minimum["version"] else None
        ),
    }
    return {
        "release": row["version"],
        "applicationBuild": row["app_build_prefix"],
        "platformUpdate": update_number(row["platform_update"]),
        "platformUpdateBasis": row["platform_update_basis"],
        "platformBuild": row["platform_build_prefix"],
        **{key: value for key, value in dates.items() if value is not None},
        **origin(row["sources"], as_of),
    }


def older_row(row: Row, as_of: str) -> Row:
    """Return the row of a release before 10.0; one known by a date takes its build's numbers."""
    builds = [build.strip() for build in row["build"].split(",")]
    is_number = re.fullmatch(r"\d+\.\d+(\.\d+)?", row["version"])
    release = row["version"] if is_number else ".".join(builds[0].split(".")[:2])
    return {
        "release": release,
        "name": row["version"],
        "builds": builds,
        "availability": row["availability"],
        **origin([row["source"]], as_of),
    }


def platform_update_row(row: Row, as_of: str) -> Row:
    """Return the row of a platform update."""
    return {
        "platformUpdate": update_number(row["platform_update"]),
        "build": row["build"],
        **origin([row["source"]], as_of),
    }


def unified_row(row: Row, as_of: str) -> Row:
    """Return the row of a unified-environment version."""
    return {
        "version": row["uep_version"],
        "applicationBuild": row["app_build"],
        "platformBuild": row["platform_build"],
        "qualityUpdate": row["pqu"],
        **origin([row["source"]], as_of),
    }


def update_number(text: str) -> int:
    """Return 72 for "PU72"."""
    return int(text.removeprefix("PU"))


def origin(sources: Iterable[str], as_of: str) -> dict[str, str]:
    """Return the sources in one text, and the newest date of them (else the facts' own)."""
    named = list(sources)
    dates = [found for source in named if (found := date_of(source)) is not None]
    return {"source": "; ".join(named), "date": max(dates, default=as_of)}


def date_of(source: str) -> str | None:
    """Return the article's date in ISO form: its "ms.date", not the day it was retrieved."""
    if (found := _MONTH_FIRST.search(source)) is not None:
        month, day, year = found.groups()
        return f"{year}-{month}-{day}"
    found = _YEAR_FIRST.search(source)
    return found[0] if found is not None else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
