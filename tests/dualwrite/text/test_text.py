"""How values and names are shown: on one line, printable, bounded."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.model.facts import UnknownValue
from dualwrite.text.quoting import as_found, counted, joined, kind_of, printable, quoted, sentences

ANY_TEXT = st.text(st.characters())
"""Lone surrogates too: JSON can hold them."""
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=0, max_value=6000).map(lambda digits: 10**digits),
    st.floats(),
    ANY_TEXT,
    st.just([]),
    st.just({"secret": "hunter2"}),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("West Europe", "West Europe"),
        ("Zürich 東京", "Zürich 東京"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("abc\u202edcba", r"abc\u202edcba"),
        ("no\xa0break", r"no\xa0break"),
        ("\ud800", r"\ud800"),
        ("", ""),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("West Europe", '"West Europe"'),
        ('say "hi"\\', r'"say \"hi\"\\"'),
        ("a\nb", r'"a\nb"'),
        ("\x07\u200b", r'"\u0007\u200b"'),
        ("", '""'),
        ("x" * 200, f'"{"x" * 117}…"'),
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (-3, "-3"),
        (40.0, "40"),
        (-0.0, "0"),
        (0.5, "0.5"),
        (1e300, "1e+300"),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
        (10**30, "1" + "0" * 30),
        (["secret"], "a list"),
        ({"secret": 1}, "a mapping"),
    ],
)
def test_quoted(value: object, shown: str) -> None:
    assert quoted(value) == shown


def test_numbers_that_nobody_can_read_are_only_named() -> None:
    assert quoted(10**5000) == "a very large number"  # Python itself refuses to write it out
    assert quoted(-(10**120)) == "a very large number"


@given(VALUES)
def test_whatever_is_quoted_is_one_printable_line_of_bounded_length(value: object) -> None:
    shown = quoted(value)
    assert shown.isprintable()
    assert 0 < len(shown) <= 122
    assert "hunter2" not in shown


class _Proxy(Mapping[str, int]):
    """A mapping that is no dict, as the SDK hands out."""

    def __getitem__(self, key: str) -> int:
        raise KeyError(key)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(())

    def __len__(self) -> int:
        return 0


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "null"),
        (False, "a boolean"),
        (0, "a number"),
        (0.5, "a number"),
        ("", "text"),
        ([], "a list"),
        ((), "a list"),
        ({}, "a mapping"),
        (_Proxy(), "a mapping"),
        (date(2026, 11, 24), "a value of type date"),
        (UnknownValue(), "a value of type UnknownValue"),
    ],
)
def test_kind_of(value: object, kind: str) -> None:
    assert kind_of(value) == kind


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("yes", '"yes" is text'),
        (True, "true is a boolean"),
        (1.5, "1.5 is a number"),
        (None, "this is null"),
        ([1], "this is a list"),
        ({}, "this is a mapping"),
    ],
)
def test_as_found(value: object, shown: str) -> None:
    assert as_found(value) == shown


def test_joined() -> None:
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b"]) == "a and b"
    assert joined(("a", "b", "c"), "or") == "a, b or c"


def test_counted() -> None:
    assert counted(0, "pair") == "0 pairs"
    assert counted(1, "pair") == "1 pair"
    assert counted(2, "advisory", "advisories") == "2 advisories"


def test_sentences() -> None:
    assert sentences() == ""
    assert sentences("", "One.", "", "Two.") == "One. Two."
