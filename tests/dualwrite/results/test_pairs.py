"""Rows are grouped by pair, and a pair's label tells it from others of its name."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dualwrite.results.document import ResultRow, pairs_of


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


def test_rows_of_one_pair_that_are_apart_are_one_pair_where_it_first_appears() -> None:
    rows = [row("b"), row("a"), row("b", id="DW002"), row("a", "x.yaml"), row("a", id="DW002")]
    assert [(one.label, one.rows) for one in pairs_of(rows)] == [
        ("b", (rows[0], rows[2])),
        ("a", (rows[1], rows[4])),
        ("a (x.yaml)", (rows[3],)),
    ]


PLACES = st.sampled_from([None, "x", "y"])


@given(st.lists(st.builds(row, st.sampled_from("ab"), PLACES, PLACES, st.sampled_from("12"))))
def test_every_row_is_in_the_one_pair_that_it_belongs_to(rows: list[Any]) -> None:
    found = pairs_of(rows)
    identities = [(one.name, one.source, one.urn) for one in found]
    assert identities == list(dict.fromkeys((one.pair, one.source, one.urn) for one in rows))
    for pair, identity in zip(found, identities, strict=True):
        own = [one for one in rows if (one.pair, one.source, one.urn) == identity]
        assert list(pair.rows) == own


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
