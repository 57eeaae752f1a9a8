"""The table of hosts: what every row says, in both roles, and what no row has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import dualwrite
from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.model.declaration import read_pair
from dualwrite.model.schema import FINANCE_AND_OPERATIONS_TYPES
from dualwrite.model.verdicts import Kind
from dualwrite.requirements import REQUIREMENTS
from dualwrite.vocabulary.hosts import (
    canonical_host,
    dataverse_suffixes,
    find_host,
    words_of_practice,
)
from dualwrite.vocabulary.identifiers import parse_environment_url
from dualwrite.vocabulary.regions import geographies
from support.pairs import ABSENT, TODAY, declaration

FILE = Path(dualwrite.__file__).parent / "vocabulary" / "data" / "environment_hosts.json"
ROWS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["hosts"]
SIDES = ("financeAndOperations", "customerEngagement")
every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["pattern"])


def address(row: dict[str, Any]) -> str:
    pattern = row["pattern"].replace("<crm host>", "crm4.dynamics.com")
    return f"https://{pattern.replace('*', 'contoso')}"


def problems(side: str, url: str) -> list[str]:
    """What is wrong with an address on one side of a pair of which nothing else speaks against it."""
    nothing = {
        "financeAndOperations.environmentType": ABSENT,
        "customerEngagement.geography": ABSENT,
    }
    _, found = read_pair(declaration({**nothing, f"{side}.url": url}), "contoso")
    return [str(one) for one in found]


@every_row
def test_every_row_has_a_source(row: dict[str, Any]) -> None:
    assert row["source"]
    assert row["certainty"]


@every_row
@pytest.mark.parametrize("side", SIDES)
def test_an_address_is_taken_on_its_own_side_alone(row: dict[str, Any], side: str) -> None:
    found = problems(side, address(row))
    if row.get("app") == side and row.get("cloud"):
        assert found == []
    else:
        (problem,) = found
        assert problem.startswith(f"{side}.url: ")
        assert "Accepted: an address of " in problem


@every_row
def test_the_hosting_of_an_address_contradicts_other_types(row: dict[str, Any]) -> None:
    if row.get("app") != SIDES[0] or not row.get("cloud"):
        return
    refused = set()
    for kind in FINANCE_AND_OPERATIONS_TYPES:
        changes = {f"{SIDES[0]}.url": address(row), f"{SIDES[0]}.environmentType": kind}
        _, found = read_pair(declaration(changes), "contoso")
        if found:
            assert [one.path for one in found] == [f"{SIDES[0]}.environmentType"]
            refused.add(kind)
    fitting = {
        "cloudHosted": {"cloudHosted", "demo"},
        "onebox": {"cloudHosted", "demo", "onPremises"},
        "sandbox": {"sandbox"},
    }
    certain = row.get("hosting") if row.get("hostingIsCertain") else None
    expected = set(FINANCE_AND_OPERATIONS_TYPES) - fitting.get(certain or "", set())
    assert refused == (expected if certain else set())


@every_row
def test_a_cloud_hosted_address_is_no_supported_deployment(row: dict[str, Any]) -> None:
    if row.get("hosting") not in ("cloudHosted", "onebox"):
        return
    changes = {f"{SIDES[0]}.url": address(row), f"{SIDES[0]}.environmentType": ABSENT}
    pair, _ = read_pair(declaration(changes), "contoso")
    kinds = {
        one.id: one.verdict.kind for one in judge_all([pair], Configuration(), TODAY, REQUIREMENTS)
    }
    assert kinds["DW020"] is Kind.FAIL


def told(changes: dict[str, Any]) -> tuple[Kind, str]:
    pair, found = read_pair(declaration(changes), "contoso")
    assert not found
    results = judge_all([pair], Configuration(), TODAY, REQUIREMENTS)
    return next((one.verdict.kind, one.verdict.message) for one in results if one.id == "DW022")


@pytest.mark.parametrize("location", sorted(dataverse_suffixes()))
def test_an_address_of_another_geography_is_told_and_blocks_nothing(location: str) -> None:
    url = f"https://contoso.{dataverse_suffixes()[location]}"
    changes = {"customerEngagement.url": url, "customerEngagement.region": ABSENT}
    own = told({**changes, "customerEngagement.geography": location})
    if own[0] is not Kind.PASS:  # other clouds, beside an address of the public one
        assert "are of different clouds" in own[1]
        return
    other = "japan" if location != "japan" else "france"
    kind, message = told({**changes, "customerEngagement.geography": other})
    assert kind is Kind.UNKNOWN
    assert f'"{url}" stands for the geography "{location}"' in message
    # Of these two no source knows an address: they may have any.
    for unknown in ("italy", "poland"):
        assert told({**changes, "customerEngagement.geography": unknown})[0] is Kind.PASS


def test_locations_and_words_are_those_of_the_other_tables() -> None:
    assert set(dataverse_suffixes()) <= {one.location for one in geographies()}
    # An empty word stands for no type of ours: nothing is suggested for it.
    assert set(words_of_practice().values()) - {""} <= set(FINANCE_AND_OPERATIONS_TYPES)


@pytest.mark.parametrize(
    ("host", "canonical"),
    [
        ("contoso.api.crm4.dynamics.com", "contoso.crm4.dynamics.com"),
        ("contoso.api.crm.microsoftdynamics.us", "contoso.crm.microsoftdynamics.us"),
        ("contoso.api.crm.dynamics.cn", "contoso.crm.dynamics.cn"),
        ("contoso.crm4.dynamics.com.mcas.ms", "contoso.crm4.dynamics.com"),
        ("api.crm4.dynamics.com", "api.crm4.dynamics.com"),
        ("contoso.api.example.com", "contoso.api.example.com"),
        ("contoso.operations.dynamics.com", "contoso.operations.dynamics.com"),
    ],
)
def test_one_environment_has_one_host(host: str, canonical: str) -> None:
    assert canonical_host(host) == canonical
    assert parse_environment_url(f"https://{host.upper()}./main.aspx").host == canonical


@pytest.mark.parametrize(
    "host", ["www.google.com", "dynamics.com", "crm4.dynamics.com", "a.b.crm4.dynamics.com", "x.y"]
)
def test_what_no_row_fits_is_unknown(host: str) -> None:
    assert find_host(host) is None


def test_series_go_on() -> None:
    found = find_host("contoso.crm27.dynamics.com")
    assert found is not None
    assert (found.app, found.geography, found.is_environment) == (SIDES[1], None, True)
    found = find_host("contoso.sandbox.operations.it.dynamics.com")
    assert found is not None
    assert (found.app, found.hosting, found.hosting_is_certain) == (SIDES[0], "sandbox", True)
