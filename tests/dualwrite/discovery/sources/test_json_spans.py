"""Spans in a JSON text, against Python's own parser, for arbitrary JSON in arbitrary layouts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.text.json_text import LineNumbers, Span, items, members, whole
from support.json_layouts import json_texts


def value_at(text: str, span: Span) -> Any:
    return json.loads(text[span.start : span.end])


def check_parts(text: str, span: Span, value: Any) -> None:
    """Every span parses to its own value, all the way down, in the order of the text."""
    assert value_at(text, span) == value
    assert not text[span.start].isspace() and not text[span.end - 1].isspace()
    parts = members(text, span)
    assert list(parts) == (list(value) if isinstance(value, dict) else [])
    for key, part in parts.items():
        named, end_of_key = json.JSONDecoder().raw_decode(text, part.named_at)
        assert named == key
        assert text[end_of_key : part.start].strip(" \t\r\n") == ":"
        check_parts(text, part, value[key])
    found = items(text, span)
    assert len(found) == (len(value) if isinstance(value, list) else 0)
    for part, one in zip(found, value if found else (), strict=True):
        assert part.named_at == part.start
        check_parts(text, part, one)
    for before, after in zip(
        (*parts.values(), *found), [*parts.values(), *found][1:], strict=False
    ):
        assert text[before.end : after.named_at].strip(" \t\r\n") == ","


@given(json_texts())
def test_every_span_is_its_value(text: str) -> None:
    check_parts(text, whole(text), json.loads(text))


@given(json_texts())
def test_around_the_whole_is_only_white_space(text: str) -> None:
    span = whole(text)
    assert (text[: span.start] + text[span.end :]).strip(" \t\r\n") == ""


@pytest.mark.parametrize("text", ["1", '"a"', "null", "true", '"{"', '"["', "{}", "[]"])
def test_what_has_no_parts_has_none(text: str) -> None:
    assert members(text, whole(text)) == {}
    assert items(text, whole(text)) == []


def test_places_by_hand() -> None:
    text = ' {"a" : [1,\t"b"], "c": {}}\n'
    span = whole(text)
    assert span == Span(1, 1, 26)
    parts = members(text, span)
    assert parts == {"a": Span(2, 8, 16), "c": Span(18, 23, 25)}
    assert items(text, parts["a"]) == [Span(9, 9, 10), Span(12, 12, 15)]


@given(st.lists(st.text(alphabet="ab\r", max_size=5), min_size=1, max_size=8))
def test_line_numbers_are_as_people_count_them(lines: list[str]) -> None:
    text = "\n".join(lines)
    numbers = LineNumbers(text)
    expected = [text.count("\n", 0, position) + 1 for position in range(len(text) + 1)]
    assert [numbers.of(position) for position in range(len(text) + 1)] == expected
