"""JSON as people write it: strict."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.text.json_text import MOST_KEYS, JsonError, parse_json


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1, column 1: Expecting value."),
        ('{"a": 1,\n "b"}', "line 2, column 5: Expecting ':' delimiter."),
        ('{"a": 1} {"b": 2}', "line 1, column 10: Extra data."),
        (
            '{"a": 1, "b": 2, "a": 3}',
            'the key "a" is there twice, in the mapping that begins with "a": 1.',
        ),
        (
            '[{"url": "https://a.b", "region": {}, "region": {}}]',
            'the key "region" is there twice, in the mapping that begins with "url": "https://a.b".',
        ),
        ("[NaN]", "NaN is no JSON number."),
        ("[-Infinity]", "-Infinity is no JSON number."),
        ("9" * 5000, "a number has too many digits."),
        ("[" * 200_000, "nested more than 50 levels deep."),
        ('{"a":' * 200_000, "nested more than 50 levels deep."),
        ("[" * 52 + "]" * 52, "nested more than 50 levels deep."),
        (
            json.dumps(dict.fromkeys(map(str, range(100_001)))),
            "a mapping has 100,001 keys; accepted are at most 100,000.",
        ),
    ],
)
def test_what_cannot_be_taken_is_refused(text: str, problem: str) -> None:
    with pytest.raises(JsonError) as caught:
        parse_json(text)
    assert str(caught.value) == problem


def test_many_keys_of_which_one_is_there_twice_are_read_in_one_go() -> None:
    keys = ",".join(f'"k{number}":1' for number in range(MOST_KEYS - 1))
    with pytest.raises(JsonError) as caught:
        parse_json("{" + keys + f',"k{MOST_KEYS - 2}":2' + "}")
    assert str(caught.value) == (
        f'the key "k{MOST_KEYS - 2}" is there twice, in the mapping that begins with "k0": 1.'
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=10,
)


@given(json_values)
def test_what_json_writes_is_read_back(value: Any) -> None:
    finite = json.loads(json.dumps(value).replace("-Infinity", "0").replace("Infinity", "0"))
    assert parse_json(json.dumps(finite)) == finite


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parse_json(text)
    except JsonError as error:
        assert str(error).endswith(".")
