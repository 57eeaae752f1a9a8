"""The data of the readers: every row has its source, and fits what it is compared with."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import dualwrite
from dualwrite.vocabulary.dataverse import packages, templates
from dualwrite.vocabulary.hosts import dataverse_suffixes as url_suffixes
from dualwrite.vocabulary.identifiers import parse_environment_url
from dualwrite.vocabulary.packages import PACKAGES
from dualwrite.vocabulary.regions import geographies

DATA = Path(dualwrite.__file__).parent / "vocabulary" / "data"


def _rows(name: str, *path: str) -> list[dict[str, Any]]:
    found: Any = json.loads((DATA / name).read_text(encoding="utf-8"))
    for key in path:
        found = found[key]
    assert isinstance(found, list) and found
    return found


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("templates.json", ("customerEngagement",)),
        ("templates.json", ("financeAndOperations", "templates")),
    ],
)
def test_each_row_has_a_source_and_its_date(name: str, path: tuple[str, ...]) -> None:
    rows = _rows(name, *path)
    for row in rows:
        assert row["source"]
        assert date.fromisoformat(row["date"]) <= date(2026, 11, 24)
    keys = [row.get("name", row.get("location")) for row in rows]
    assert len({one.casefold() for one in keys}) == len(keys)


def test_suffixes_are_of_locations_and_give_addresses() -> None:
    assert set(url_suffixes()) <= {one.location for one in geographies()}
    assert len(set(url_suffixes().values())) == len(url_suffixes())
    for suffix in url_suffixes().values():
        parsed = parse_environment_url(f"https://contoso.{suffix}")
        assert not parsed.is_finance_and_operations


def test_every_template_of_finance_and_operations_apps_has_the_prefix() -> None:
    table = templates()
    assert len(table.packages) == 4
    for name, brought in table.packages.items():
        assert name.startswith(table.finance_and_operations_prefix)
        assert {"DualWriteCoreAnchor", "msdyn_DualWriteAppCoreAnchor"} <= set(brought)
        assert table.provisioning_package in {one.casefold() for one in brought}


def test_the_template_without_apps_needs_none() -> None:
    assert templates().without_apps not in templates().customer_engagement


def test_packages_stand_after_those_that_they_depend_on() -> None:
    order = list(packages())
    for one in PACKAGES:
        for earlier in (*one.needs, *one.follows):
            assert order.index(earlier.casefold()) < order.index(one.name.casefold())
