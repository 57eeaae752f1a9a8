"""The JSON document, key by key and byte by byte."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.model.verdicts import Evidence, Kind, Level, Result, Verdict
from dualwrite.reports.formats import document_bytes
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.document import Document
from dualwrite.results.making import make_document, row_of
from support.pairs import TODAY, environment, pair


def written(results: Iterable[Result]) -> bytes:
    return document_bytes(make_document(map(row_of, results), NOON, TODAY))


NOON = datetime(2026, 11, 24, 12, 30, 15, 999, UTC)
FAILURE = Result(
    id="DW010",
    requirement="same-tenant",
    pair="contoso",
    urn="urn:pulumi:dev::estate::dualwrite:index:EnvironmentPair::contoso",
    level=Level.MANDATORY,
    verdict=Verdict(
        Kind.FAIL,
        "Two tenants.",
        "Take one.",
        (Evidence("financeAndOperations.tenantId", "é"), Evidence("link.initialSync", None)),
    ),
    violation=True,
)
WRITTEN = """{
  "schemaVersion": 1,
  "generatedAt": "2026-11-24T12:30:15Z",
  "today": "2026-11-24",
  "results": [
    {
      "id": "DW010",
      "requirement": "same-tenant",
      "pair": "contoso",
      "urn": "urn:pulumi:dev::estate::dualwrite:index:EnvironmentPair::contoso",
      "level": "mandatory",
      "verdict": "fail",
      "message": "Two tenants.",
      "remedy": "Take one.",
      "evidence": [
        {
          "fact": "financeAndOperations.tenantId",
          "value": "é"
        },
        {
          "fact": "link.initialSync",
          "value": null
        }
      ],
      "exemption": null,
      "violation": true,
      "source": null,
      "location": null
    }
  ],
  "exemptions": []
}
"""


def with_value(value: Any) -> Result:
    verdict = Verdict(Kind.PASS, "", "", (Evidence("link.liveSyncLegalEntities", value),))
    return Result("DW008", "x", "a", None, Level.ADVISORY, verdict, False)


def written_value(value: Any) -> Any:
    document = json.loads(written([with_value(value)]))
    return document["results"][0]["evidence"][0]["value"]


def test_the_bytes_of_a_document() -> None:
    assert written([FAILURE]) == WRITTEN.encode("utf-8")


def test_no_results_are_an_empty_list() -> None:
    assert make_document([], NOON, TODAY) == {
        "schemaVersion": 1,
        "generatedAt": "2026-11-24T12:30:15Z",
        "today": "2026-11-24",
        "results": [],
        "exemptions": [],
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text", "text"),
        (True, True),
        (0, 0),
        (-3, -3),
        (2.5, 2.5),
        (41.0, 41),
        (-0.0, 0),
        (1e300, 1e300),
        (2**53 - 1, 2**53 - 1),
        (2**53, "9007199254740992"),
        (-(2**53), "-9007199254740992"),
        (10**400, "a very large number"),
        (inf, "inf"),
        (nan, "nan"),
        ("half \ud800", "half \\ud800"),
        (None, None),
    ],
)
def test_a_value_is_written_so_that_every_reader_gets_it_right(value: Any, expected: Any) -> None:
    assert written_value(value) == expected
    assert type(written_value(value)) is type(expected)


def test_half_a_character_in_a_name_does_not_break_the_document() -> None:
    result = Result("DW008", "x", "a\ud800", "urn\udfff", Level.ADVISORY, FAILURE.verdict, False)
    (row,) = json.loads(written([result]))["results"]
    assert (row["pair"], row["urn"]) == ("a\\ud800", "urn\\udfff")


def test_the_order_of_sources_does_not_change_a_byte() -> None:
    pairs = [pair({**environment(name), "link.initialSync": 1}, name) for name in "cabé"]
    documents = {
        written(judge_all(order, Configuration(), TODAY, REQUIREMENTS))
        for order in (pairs, pairs[::-1], pairs[2:] + pairs[:2])
    }
    (only,) = documents
    rows = json.loads(only)["results"]
    assert [(row["pair"], row["id"]) for row in rows] == [
        (name, one.id) for name in ("a", "b", "c", "é") for one in REQUIREMENTS
    ]


@given(st.text(), st.none() | st.booleans() | st.integers() | st.floats() | st.text())
def test_nothing_that_a_fact_can_hold_breaks_the_document(name: str, value: Any) -> None:
    evidence = (Evidence("link.initialSync", value),)
    result = Result(
        "X", "x", name, name, Level.ADVISORY, Verdict(Kind.PASS, "", "", evidence), False
    )
    (row,) = json.loads(written([result]))["results"]
    assert row["pair"] == row["urn"] == name.encode("utf-8", "backslashreplace").decode("utf-8")


def test_every_document_has_the_published_shape() -> None:
    results = judge_all([pair({"link.initialSync": 1})], Configuration(), TODAY, REQUIREMENTS)
    made = make_document(map(row_of, results), NOON, TODAY)
    model = Document.model_validate(json.loads(document_bytes(made)))
    assert json.loads(model.model_dump_json(by_alias=True)) == {**made, "leftOut": []}
