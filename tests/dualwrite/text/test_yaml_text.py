"""YAML as people write it: strict, bounded, YAML 1.2's scalars."""

from __future__ import annotations

import time
from math import inf, isnan
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.text.yaml_text import YamlError, parse_yaml


def refused(text: str) -> str:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("~", None),
        ("null", None),
        ("'null'", "null"),
        ('"true"', "true"),
        ("'12'", "12"),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("0", 0),
        ("-0", 0),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("2026-11-24", "2026-11-24"),
        ("2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z"),
        ("10.0.48", "10.0.48"),
        ("9.2", 9.2),
        ("1e3", 1000.0),
        ("1e400", inf),
        (".inf", inf),
        ("-.INF", -inf),
        ("=", "="),
        ("!!str 12", "12"),
        ("é日本", "é日本"),
        (str(10**400), 10**400),
    ],
)
def test_a_scalar_is_read_as_yaml_1_2_has_it(text: str, value: Any) -> None:
    assert parse_yaml(f"a: {text}") == {"a": value}
    assert type(parse_yaml(f"a: {text}")["a"]) is type(value)


def test_not_a_number_is_read_as_such() -> None:
    assert isnan(parse_yaml("a: .nan")["a"])


@pytest.mark.parametrize("text", ["", "   ", "# only a comment\n", "---\n", "--- # nothing\n..."])
def test_an_empty_document_is_nothing(text: str) -> None:
    assert parse_yaml(text) is None


def test_line_ends_of_windows_are_line_ends() -> None:
    assert parse_yaml("a:\r\n  - 1\r\n  - b\r\n") == {"a": [1, "b"]}


def test_json_is_yaml() -> None:
    assert parse_yaml('{"a": [1, "b", {"c": null}]}') == {"a": [1, "b", {"c": None}]}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\na: 2", 'line 2, column 1: the key "a" is there twice.'),
        ('a: 1\n"a": 2', 'line 2, column 1: the key "a" is there twice.'),
        ("1: a", "line 1, column 1: a key must be text, this one is 1."),
        ("null: a", "line 1, column 1: a key must be text, this one is null."),
        ("? [a]\n: b", "line 1, column 3: a key must be text, this one is a list."),
        (
            "a: 1\n---\nb: 2",
            "line 2, column 1: several YAML documents; put everything into one.",
        ),
        ("a:\n\t- b", "line 2, column 1: found character that cannot start any token."),
        ("a: [1", "line 2, column 1: did not find expected ',' or ']'."),
        ("a: *b", "line 1, column 4: found undefined alias."),
        ('a: "x\x07"', "line 1, column 6: the control character U+0007 is not allowed."),
        (
            "a: 1\nb: x\x1b[31m",
            "line 2, column 5: the control character U+001B is not allowed.",
        ),
        ("<<: 1", "line 1, column 5: a merge key (<<) takes mappings only."),
        ("<<: [{a: 1}, b]", "line 1, column 5: a merge key (<<) takes mappings only."),
        (
            "a: 010",
            'line 1, column 4: "010" cannot be read. Write the number without leading zeros.',
        ),
        ("a: !!bool maybe", 'line 1, column 4: "maybe" cannot be read.'),
        ('a: !!int ""', 'line 1, column 4: "" cannot be read.'),
        ("a: !!float x", 'line 1, column 4: "x" cannot be read.'),
        (
            "a: !!binary aGk=",
            'line 1, column 4: the tag "!!binary" is not accepted; write plain values.',
        ),
        (
            "a: !!timestamp 2026-11-24",
            'line 1, column 4: the tag "!!timestamp" is not accepted; write plain values.',
        ),
        (
            "a: !!python/object:os.system x",
            'line 1, column 4: the tag "!!python/object:os.system" is not accepted; write plain'
            " values.",
        ),
        (
            "a: !secret x",
            'line 1, column 4: the tag "!secret" is not accepted; write plain values.',
        ),
        ("a: &a [*a]", "line 1, column 4: nested more than 50 levels deep."),
        ("a: " + "[" * 60 + "]" * 60, "line 1, column 54: nested more than 50 levels deep."),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_place(text: str, problem: str) -> None:
    assert refused(text) == problem


def test_a_number_of_thousands_of_digits_is_refused_and_not_shown_whole() -> None:
    problem = refused("a: " + "9" * 5000)
    assert problem.startswith('line 1, column 4: "9999') and problem.endswith('9…" cannot be read.')
    assert len(problem) < 200


@pytest.mark.parametrize("text", ["[" * 1_000_000, "a: " * 3, "- " * 1_000_000])
def test_deep_nesting_ends_with_a_text(text: str) -> None:
    assert refused(text).startswith("line 1, column ")


def test_an_anchor_stands_for_its_value() -> None:
    assert parse_yaml("a: &x {k: [1]}\nb: *x") == {"a": {"k": [1]}, "b": {"k": [1]}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<<: *x\nb: 3", {"a": 1, "b": 3}),
        ("b: 3\n<<: *x", {"a": 1, "b": 3}),
        ("<<: [*y, *x]", {"a": 1, "b": 9, "c": 9}),
        ("<<: [*x, *y]", {"a": 1, "b": 2, "c": 9}),
        ("<<: *y\nd: {<<: *x}", {"b": 9, "c": 9, "d": {"a": 1, "b": 2}}),
    ],
)
def test_a_merge_key_fills_in_what_is_not_there(text: str, value: Any) -> None:
    anchors = "x: &x {a: 1, b: 2}\ny: &y {b: 9, c: 9}\nfound:\n  "
    assert parse_yaml(anchors + text.replace("\n", "\n  "))["found"] == value


def test_a_quoted_merge_key_is_a_key() -> None:
    assert parse_yaml('"<<": {a: 1}') == {"<<": {"a": 1}}


def nested(first: str, each: str) -> str:
    """Eight levels, each of which holds the one before ten times."""
    lines = [f"l0: &l0 {first}"]
    for level in range(1, 9):
        aliases = ",".join([f"*l{level - 1}"] * 10)
        lines.append(f"l{level}: &l{level} {each % aliases}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    "bomb",
    [
        nested("[x,x,x,x]", "[%s]"),
        nested("{k: 1}", "{<<: [%s]}"),
        nested("{}", "{<<: [%s]}"),
        nested("{k: 1}", "{a: {<<: [%s]}}"),
    ],
    ids=["aliases", "merges", "merges of nothing", "merges inside"],
)
def test_what_expands_without_end_is_refused_soon(bomb: str) -> None:
    started = time.monotonic()
    problem = refused(bomb)
    assert problem.endswith(
        "there are more than 1,000,000 values, with what aliases expand to. Split the file, or write it"
        " as JSON."
    )
    assert time.monotonic() - started < 20  # without the bound: hours


@pytest.mark.parametrize("each", ["1,", "1,\n", "a: 1\n"])
def test_more_values_than_memory_is_for_are_refused_unread(each: str) -> None:
    text = each * 2_000_001 if "a" in each else f"[{each * 2_000_001}]"
    assert refused(text) == (
        "it holds more than 1,000,000 values. Split the file, or write it as JSON."
    )


def test_a_million_aliases_of_one_long_text_keep_one_text() -> None:
    found = parse_yaml(f"a: &a {'x' * 1000}\nb: [{','.join(['*a'] * 1000)}]")
    assert len({id(one) for one in found["b"]}) == 1


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff")),
    lambda children: st.lists(children) | st.dictionaries(st.text("abc<", min_size=1), children),
    max_leaves=10,
)


@given(plain)
def test_what_pyyaml_writes_is_read_back(value: Any) -> None:
    """What YAML 1.1 leaves unquoted means the same in YAML 1.2."""
    assert parse_yaml(yaml.safe_dump({"a": value})) == {"a": value}


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parse_yaml(text)
    except YamlError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "a: !foo [1]",
        "a: !foo {b: 1}",
        "!!set {a, b}",
        "!!omap [a: 1]",
        "a: {<<: !foo {b: 1}}",
        "!!python/dict {}",
    ],
)
def test_a_tag_on_a_list_or_a_mapping_is_refused(text: str) -> None:
    with pytest.raises(YamlError, match=r"the tag .* is not accepted; write plain values"):
        parse_yaml(text)


def test_the_tags_of_plain_lists_and_mappings_are_accepted() -> None:
    assert parse_yaml("a: !!seq [1]\nb: !!map {c: 1}") == {"a": [1], "b": {"c": 1}}
