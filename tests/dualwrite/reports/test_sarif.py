from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from jsonschema import Draft7Validator

from dualwrite.reports import sarif
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.document import Document
from support.documents import EXEMPTION, sample
from support.report_documents import (
    DOCUMENTS,
    crowd,
    every_state,
    golden,
    grant,
    made_of,
    of_any_text,
    row,
    same_named,
    texts,
)

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
URI_REFERENCE = re.compile(
    r"(?:file:///)?(?:(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+/+)*(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+"
)
"""A file of the checkout, or one with its whole address; never a folder, which nobody annotates."""
LARGEST_UPLOAD = 10_000_000


@cache
def validator() -> Draft7Validator:
    return Draft7Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8")))


def run_of(document: Document) -> dict[str, Any]:
    log = json.loads(sarif.render(document))
    validator().validate(log)
    (run,) = log["runs"]
    return dict(run)


def results_of(document: Document) -> list[dict[str, Any]]:
    return list(run_of(document)["results"])


def assert_accepted_by_github(run: dict[str, Any]) -> None:
    """Every property that "SARIF support for code scanning" requires is there, and not empty."""
    driver = run["tool"]["driver"]
    assert driver["name"]
    for rule in driver["rules"]:
        assert rule["id"]
        assert len(rule["name"]) <= 255
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"] and rule["help"]["markdown"]
        assert 0 < len(rule["properties"]["tags"]) <= 10
        assert "security-severity" not in rule["properties"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert re.fullmatch(r"[0-9a-f]{16}:\d+", primary(result))
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert URI_REFERENCE.fullmatch(physical["artifactLocation"]["uri"])
        assert set(physical["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}


def primary(result: dict[str, Any]) -> str:
    return str(result["partialFingerprints"]["primaryLocationLineHash"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_valid_and_accepted_by_github(name: str) -> None:
    document = DOCUMENTS[name]()
    run = run_of(document)
    assert_accepted_by_github(run)
    notices = sum(len(one.notices) for one in document.exemptions)
    findings = sum(one.is_finding for one in document.results)
    assert len(run["results"]) == findings + notices
    prints = [primary(one) for one in run["results"]]
    assert len(set(prints)) == len(prints)


@given(texts())
@example("/")
@example("//")
@example("a/")
@example("/a")
@example("..")
@example("/.")
def test_any_text_is_valid(text: str) -> None:
    run = run_of(of_any_text(text))
    assert_accepted_by_github(run)
    assert not [one for one in run["results"] if "](" in one["message"]["text"]]


def test_golden() -> None:
    written = sarif.render(sample())
    assert written == sarif.render(sample())
    assert written == golden("sample.sarif", written)


def test_rules_are_the_same_in_every_run_and_in_the_order_of_their_ids() -> None:
    rules = run_of(sample())["tool"]["driver"]["rules"]
    assert rules == run_of(made_of([]))["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == [*(one.id for one in REQUIREMENTS), "DW900"]
    assert "helpUri" not in rules[-1]


def test_one_result_whole() -> None:
    urn = "urn:pulumi:prod::shop::dualwrite:index:EnvironmentPair::contoso"
    path = "stacks/Pulumi.prod é:1.yaml"
    (result,) = results_of(made_of([row(urn=urn, location={"path": path, "line": 7})]))
    assert result == {
        "ruleId": "DW010",
        "ruleIndex": 9,
        "level": "error",
        "message": {"text": "contoso: The tenants differ. Remedy: Use one tenant."},
        "partialFingerprints": {"primaryLocationLineHash": primary(result)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "stacks/Pulumi.prod%20%C3%A9%3A1.yaml",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {"startLine": 7, "startColumn": 1, "endLine": 7, "endColumn": 2},
                },
                "logicalLocations": [{"fullyQualifiedName": urn, "kind": "resource"}],
            }
        ],
        "properties": {"pair": "contoso", "requirement": "same-tenant", "verdict": "fail"},
    }


def test_without_a_location_the_first_line_of_the_project_file_is_named() -> None:
    (result,) = results_of(made_of([row(location=None)]))
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "Pulumi.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2},
            }
        }
    ]


def test_levels_with_what_is_most_pressing_first() -> None:
    levels = [(one["ruleId"], one["level"]) for one in results_of(every_state())]
    errors = ["DW900", "DW002", "DW003", "DW005", "DW009", "DW014", "DW016"]
    warnings = ["DW900", "DW900", "DW900", "DW004", "DW006", "DW010", "DW015"]
    notes = ["DW008", "DW012", "DW013"]
    assert levels == [
        *((one, "error") for one in errors),
        *((one, "warning") for one in warnings),
        *((one, "note") for one in notes),
    ]


def test_an_exempt_result_is_suppressed_with_who_why_and_until_when() -> None:
    (result,) = results_of(made_of([row(verdict="exempt", violation=False, exemption=EXEMPTION)]))
    assert result["message"]["text"] == "contoso: exempt until 2027-01-31. The tenants differ."
    assert result["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "waiver EX-2026-014, until 2027-01-31 (68 days left), owner"
            " erp-platform@contoso.com, approved by cto@contoso.com, ticket"
            " https://tickets.contoso.com/ERP-14: Region move under way, ends with the cut-over",
        }
    ]
    assert "suppressions" not in results_of(made_of([row()]))[0]


def test_notices_about_a_grant() -> None:
    notices = [{"level": "mandatory", "message": "It has no ticket."}]
    (result,) = results_of(made_of([], [grant(notices=notices)]))
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == (
        "DW900",
        len(REQUIREMENTS),
        "error",
    )
    expected = "same-datacenter, exemption EX-2026-014: It has no ticket."
    assert result["message"]["text"] == expected
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "Pulumi.yaml"
    placed = grant(notices=notices, location={"path": "infra/config.json", "line": 7})
    (result,) = results_of(made_of([], [placed]))
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "infra/config.json"
    assert location["region"]["startLine"] == 7


def test_fingerprints_survive_moved_lines_changed_values_and_other_ways_to_name_the_file() -> None:
    moved = {"path": "pairs.yaml", "line": 99}
    changed = row(location=moved, message="Other tenants differ.", remedy="", evidence=[])
    advisory = row(level="advisory", verdict="undeclared")
    (before,) = results_of(made_of([row()]))
    for other in (changed, advisory, row(source="./pairs.yaml")):
        (after,) = results_of(made_of([other]))
        assert primary(after) == primary(before)


@pytest.mark.parametrize(
    "other",
    [
        row("one-version"),
        row(pair="fabrikam"),
        row(location={"path": "other.yaml", "line": 3}),
        row(urn="urn:pulumi:s::p::t::n"),
    ],
)
def test_fingerprints_of_other_findings_differ(other: dict[str, Any]) -> None:
    (one,), (another,) = results_of(made_of([row()])), results_of(made_of([other]))
    assert primary(one) != primary(another)


def test_same_named_pairs_of_one_source_are_told_apart_by_their_urns_in_any_order() -> None:
    rows = [one.model_dump(mode="json", by_alias=True) for one in same_named().results]
    there = {one["message"]["text"]: primary(one) for one in results_of(made_of(rows))}
    back = {one["message"]["text"]: primary(one) for one in results_of(made_of(rows[::-1]))}
    assert there == back
    assert len(set(there.values())) == 4


def test_a_run_has_no_more_results_than_github_takes_and_counts_the_others() -> None:
    document = crowd(2_000)
    findings = [one for one in document.results if one.is_finding]
    written = sarif.render(document)
    (run,) = json.loads(written)["runs"]
    assert len(findings) == 17 * 2_000
    assert len(run["results"]) == 25_000
    blocking = sum(one.blocks for one in findings)
    assert [one["level"] for one in run["results"]].count("error") == blocking
    assert run["invocations"] == [
        {
            "executionSuccessful": True,
            "endTimeUtc": "2026-11-24T12:30:15Z",
            "toolExecutionNotifications": [
                {
                    "level": "warning",
                    "message": {
                        "text": "9,000 more results are left out: a run holds at most 25,000."
                    },
                }
            ],
        }
    ]
    assert len(gzip.compress(written)) < LARGEST_UPLOAD


def test_a_file_outside_of_the_checkout_is_named_by_its_whole_address() -> None:
    outside = row(location={"path": "/etc/pairs of us.yaml", "line": 7})
    (result,) = results_of(made_of([outside]))
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "file:///etc/pairs%20of%20us.yaml"}
