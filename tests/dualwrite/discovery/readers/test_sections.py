"""Facts by path and back: what a pair is read from stays the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.readers import flattened, nested
from dualwrite.model.declaration import read_pair
from dualwrite.model.facts import SecretValue, UnknownValue, UnreadableValue
from dualwrite.model.schema import SECTIONS as SCHEMA
from dualwrite.model.schema import keys_of
from dualwrite.model.sections import SECTIONS
from support.pairs import declaration

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 60),
    st.sampled_from(["westeurope", "https://contoso.crm4.dynamics.com", "10.0.48", "?", ""]),
    st.sampled_from([UnknownValue(), SecretValue("westeurope"), UnreadableValue("it is broken.")]),
    st.lists(st.text(max_size=3), max_size=2),
)
STRAY = st.text("a.Z_", max_size=6)


def _section(name: str) -> st.SearchStrategy[Any]:
    keys = st.sampled_from(keys_of(SCHEMA[name])) | STRAY
    whole = [UnknownValue("it is not there."), SecretValue({"url": "x"}), SecretValue(1)]
    return st.dictionaries(keys, LEAVES, max_size=5) | LEAVES | st.sampled_from(whole)


STRAY_TOP = STRAY | st.sampled_from(
    ["link.initialSync", ".link", "customerEngagement.", "financeAndOperations.url", "__defaults"]
)
PROPERTIES = st.builds(
    lambda sections, strays: {**strays, **sections},
    st.fixed_dictionaries({}, optional={name: _section(name) for name in SCHEMA}),
    st.dictionaries(
        STRAY_TOP.filter(lambda key: key not in SCHEMA),
        LEAVES | st.dictionaries(STRAY, LEAVES, max_size=2),
        max_size=3,
    ),
)


def test_the_sections_are_those_of_the_schema() -> None:
    assert set(SECTIONS) == set(SCHEMA)


@given(PROPERTIES)
def test_there_and_back_the_pair_is_the_same(properties: dict[str, Any]) -> None:
    back = nested(flattened(properties))
    assert back == properties
    assert read_pair(back, "pair") == read_pair(properties, "pair")


def test_leaves_get_their_paths() -> None:
    facts = flattened(declaration())
    assert facts["customerEngagement.geography"] == "europe"
    assert all("." in path for path in facts)
    assert nested(facts) == declaration()


@pytest.mark.parametrize(
    ("raw", "facts"),
    [
        ({"link": UnknownValue()}, {"link": UnknownValue()}),
        ({"link": {}}, {"link": {}}),
        ({"link": ["a list"]}, {"link": ["a list"]}),
        ({"links": {"initialSync": True}}, {"links": {"initialSync": True}}),
        ({"link.initialSync": True}, {".link.initialSync": True}),
        ({"link": {"stray.key": 1}}, {"link.stray.key": 1}),
    ],
)
def test_what_is_no_leaf_stays_whole(raw: dict[str, Any], facts: dict[str, Any]) -> None:
    assert flattened(raw) == facts
    assert nested(facts) == raw


def test_a_section_that_is_there_whole_and_by_leaves_stays_whole() -> None:
    assert nested({"link": UnknownValue(), "link.initialSync": True}) == {"link": UnknownValue()}
