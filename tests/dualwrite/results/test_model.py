"""The published schema is that of the models, and both take and refuse the same documents."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from dualwrite.model.verdicts import Kind, Level
from dualwrite.results.document import Document, ResultRow, repetitions
from support.documents import CONTRACT, hostile, sample
from support.report_documents import grant, made_of, row

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[3] / "docs" / "results.schema.json").read_text("utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def changed(path: list[Any], value: Any) -> dict[str, Any]:
    document = deepcopy(CONTRACT)
    place: Any = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return document


def accepted_by_the_models(document: Any) -> bool:
    try:
        Document.model_validate(document)
    except ValidationError:
        return False
    return True


def test_the_schema_is_one_that_validators_take() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("made", [sample(), hostile()], ids=["sample", "hostile"])
def test_real_documents_are_valid(made: Document) -> None:
    raw = json.loads(made.model_dump_json(by_alias=True))
    VALIDATOR.validate(raw)
    assert Document.model_validate(raw) == made


def test_the_document_of_the_contract_is_valid() -> None:
    VALIDATOR.validate(CONTRACT)
    document = Document.model_validate(CONTRACT)
    assert (document.today, document.exemptions, document.results[0].location) == (None, (), None)


ROW = ["results", 0]
EXEMPTION = {
    "id": None,
    "category": "waiver",
    "reason": "r",
    "owner": "o",
    "expiresOn": "2027-01-31",
    "daysLeft": 1,
    "insteadOf": "fail",
}
EXEMPT = {**CONTRACT["results"][0], "verdict": "exempt", "exemption": EXEMPTION}


def noticed(level: str) -> dict[str, Any]:
    return grant(notices=[{"level": level, "message": "m"}])


@pytest.mark.parametrize(
    ("path", "value", "accepted"),
    [
        (["schemaVersion"], 1, True),
        (["schemaVersion"], 2, False),
        (["schemaVersion"], "1", False),
        (["generatedAt"], "yesterday", False),
        (["today"], "2026-11-24", True),
        (["today"], "2026-11-31", False),
        (["today"], 7, False),
        (["more"], 1, False),
        (["results"], {}, False),
        ([*ROW, "verdict"], "failed", False),
        ([*ROW, "verdict"], "notApplicable", True),
        ([*ROW, "level"], "high", False),
        ([*ROW, "level"], "remediate", True),
        ([*ROW, "level"], "disabled", False),
        (["schema_version"], 1, False),
        ([*ROW, "pair"], 1, False),
        ([*ROW, "more"], 1, False),
        ([*ROW, "violation"], False, True),
        ([*ROW, "violation"], True, True),
        ([*ROW, "violation"], None, True),
        ([*ROW, "violation"], "false", False),
        ([*ROW, "evidence", 0, "value"], True, True),
        ([*ROW, "evidence", 0, "value"], 4.5, True),
        ([*ROW, "evidence", 0, "value"], [1], False),
        ([*ROW, "location"], {"path": "a.yaml", "line": 1}, True),
        ([*ROW, "location"], {"path": "a.yaml", "line": 0}, False),
        ([*ROW, "location"], {"path": "", "line": 1}, False),
        ([*ROW, "verdict"], "exempt", False),
        ([*ROW, "exemption"], EXEMPTION, False),
        ([*ROW], EXEMPT, True),
        ([*ROW], {**EXEMPT, "violation": False}, True),
        ([*ROW], {**EXEMPT, "violation": True}, False),
        ([*ROW], {**EXEMPT, "exemption": {**EXEMPTION, "daysLeft": 0}}, True),
        ([*ROW], {**EXEMPT, "exemption": {**EXEMPTION, "daysLeft": -1}}, False),
        ([*ROW], {**EXEMPT, "exemption": {**EXEMPTION, "expiresOn": "soon"}}, False),
        ([*ROW], {**EXEMPT, "exemption": {**EXEMPTION, "category": "risk"}}, False),
        ([*ROW], {**EXEMPT, "exemption": {**EXEMPTION, "insteadOf": None}}, False),
        ([*ROW], {**EXEMPT, "exemption": {**EXEMPTION, "days_left": 1}}, False),
        ([*ROW], {**CONTRACT["results"][0], "verdict": "pass", "violation": True}, False),
        ([*ROW], {**CONTRACT["results"][0], "verdict": "notApplicable", "violation": True}, False),
        ([*ROW], {**CONTRACT["results"][0], "verdict": "unknown", "violation": True}, True),
        (["exemptions"], [grant(daysLeft=-1)], True),
        (["exemptions"], [noticed("mandatory")], True),
        (["exemptions"], [noticed("disabled")], False),
    ],
)
def test_the_models_and_the_schema_agree(path: list[Any], value: Any, accepted: bool) -> None:
    document = changed(path, value)
    assert (accepted_by_the_models(document), VALIDATOR.is_valid(document)) == (accepted, accepted)


@pytest.mark.parametrize("key", CONTRACT["results"][0])
def test_what_the_contract_shows_is_obligatory(key: str) -> None:
    document = deepcopy(CONTRACT)
    del document["results"][0][key]
    assert (accepted_by_the_models(document), VALIDATOR.is_valid(document)) == (False, False)


def problems_of(document: Any) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(ValidationError) as caught:
        Document.model_validate(document)
    return [(one["loc"], one["msg"]) for one in caught.value.errors()]


def test_a_second_spelling_of_a_key_is_refused_beside_the_first() -> None:
    assert problems_of({**CONTRACT, "schema_version": 1, "generated_at": "x"}) == [
        (("schema_version",), "Extra inputs are not permitted"),
        (("generated_at",), "Extra inputs are not permitted"),
    ]


def renamed(found: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if key == old else key: value for key, value in found.items()}


@pytest.mark.parametrize(
    "document",
    [
        renamed(CONTRACT, "schemaVersion", "schema_version"),
        {
            **CONTRACT,
            "results": [{**EXEMPT, "exemption": renamed(EXEMPTION, "daysLeft", "days_left")}],
        },
        {**CONTRACT, "exemptions": [renamed(grant(), "requirementId", "requirement_id")]},
    ],
)
def test_a_second_spelling_of_a_key_is_refused_in_place_of_the_first(document: Any) -> None:
    assert (accepted_by_the_models(document), VALIDATOR.is_valid(document)) == (False, False)


def test_contradictions_are_told_all_at_once_each_with_its_place() -> None:
    rows = [
        row("same-tenant", verdict="pass", violation=True),
        row("same-datacenter", verdict="exempt"),
        row("one-version", exemption=EXEMPTION),
        row("supported-geography"),
        row("no-trial-instance", level="disabled"),
    ]
    raw = {**CONTRACT, "results": rows, "exemptions": [grant(), noticed("disabled")]}
    assert problems_of(raw) == [
        (("results", 0, "violation"), "the verdict pass is no violation"),
        (("results", 1, "exemption"), "an exempt result says who granted it"),
        (("results", 2, "exemption"), "only an exempt result has one"),
        (("results", 4, "level"), "a disabled policy gives no results"),
        (("exemptions", 1, "notices", 0, "level"), "a disabled policy gives no results"),
    ]


def test_repetitions_are_every_result_after_the_first_of_one_requirement_on_one_pair() -> None:
    rows = [
        row(),
        row("one-version"),
        row(source="other.yaml"),
        row(urn="urn:1"),
        row(pair="other"),
        row(verdict="pass"),
        row(level="advisory"),
    ]
    text = '"same-tenant" is judged twice on the pair "contoso"'
    assert list(repetitions(made_of(rows).results)) == [
        (("results", 5), text, {}),
        (("results", 6), text, {}),
    ]


def test_a_time_that_is_none_is_refused() -> None:
    assert not accepted_by_the_models({**CONTRACT, "generatedAt": "2026-13-24T00:00:00Z"})


@pytest.mark.parametrize(
    ("verdict", "violation", "is_violation", "is_finding"),
    [
        (Kind.PASS, None, False, False),
        (Kind.FAIL, None, True, True),
        (Kind.ERROR, None, True, True),
        (Kind.UNDECLARED, None, True, True),
        (Kind.UNDECLARED, False, False, False),
        (Kind.UNKNOWN, None, False, True),
        (Kind.UNKNOWN, True, True, True),
        (Kind.EXEMPT, None, False, True),
        (Kind.NOT_APPLICABLE, None, False, False),
    ],
)
def test_what_a_row_means(
    verdict: Kind, violation: bool | None, is_violation: bool, is_finding: bool
) -> None:
    raw = {**CONTRACT["results"][0], "verdict": verdict.value, "violation": violation}
    for level in (Level.ADVISORY, Level.MANDATORY, Level.REMEDIATE):
        row = ResultRow.model_validate({**raw, "level": level.value})
        assert (row.is_violation, row.is_finding) == (is_violation, is_finding)
        assert row.blocks == (is_violation and level in (Level.MANDATORY, Level.REMEDIATE))
