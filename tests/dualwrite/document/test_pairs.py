"""Rows are grouped by pair, and a pair's label tells it from others of its name."""

from __future__ import annotations

from typing import Any

from dualwrite.document.model import ResultRow
from dualwrite.document.pairs import pairs_of


def row(pair: str, source: str | None = None, urn: str | None = None, id: str = "DW001") -> Any:
    return ResultRow.model_validate(
        {
            "id": id,
            "requirement": "x",
            "pair": pair,
            "urn": urn,
            "level": "mandatory",
            "verdict": "fail",
            "message": "",
            "remedy": "",
            "evidence": [],
            "exemption": None,
            "source": source,
        }
    )


def test_no_rows_are_no_pairs() -> None:
    assert pairs_of([]) == []


def test_rows_of_one_pair_are_together_in_their_order() -> None:
    rows = [row("a"), row("a", id="DW002"), row("b")]
    found = pairs_of(rows)
    assert [(one.label, one.rows) for one in found] == [("a", tuple(rows[:2])), ("b", (rows[2],))]


def test_same_names_are_told_apart_by_their_place() -> None:
    found = pairs_of(
        [
            row("a", "x.yaml"),
            row("a", "y.yaml", "urn:1"),
            row("a", "y.yaml", "urn:2"),
            row("b", "x.yaml"),
        ]
    )
    assert [one.label for one in found] == ["a (x.yaml)", "a (urn:1)", "a (urn:2)", "b"]


def test_a_label_is_one_printable_line() -> None:
    (found,) = pairs_of([row("a\nb\u202e")])
    assert (found.label, found.name) == ("a\\nb\\u202e", "a\nb\u202e")
