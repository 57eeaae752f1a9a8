"""Properties come out of the SDK's proxies as plain values, with unknowns marked in place."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pulumi_policy.proxy import (
    UNKNOWN_ARRAY_VALUE,
    UNKNOWN_BOOLEAN_VALUE,
    UNKNOWN_NUMBER_VALUE,
    UNKNOWN_OBJECT_VALUE,
    UNKNOWN_STRING_VALUE,
    unknown_checking_proxy,
)

from dualwrite.model.facts import UnknownValue
from dualwrite.pack.decoding import plain

SCALARS = st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8)
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=4), TREES, max_size=4))
def test_what_is_known_comes_out_as_it_went_in(properties: dict[str, Any]) -> None:
    copied = plain(unknown_checking_proxy(properties))
    assert copied == properties


def test_every_kind_of_unknown_is_marked_where_it_stands() -> None:
    properties = {
        "text": UNKNOWN_STRING_VALUE,
        "list": [1.0, UNKNOWN_NUMBER_VALUE],
        "whole list": UNKNOWN_ARRAY_VALUE,
        "mapping": {"flag": UNKNOWN_BOOLEAN_VALUE, "known": "x"},
        "whole mapping": UNKNOWN_OBJECT_VALUE,
    }
    assert plain(unknown_checking_proxy(properties)) == {
        "text": UnknownValue(),
        "list": [1.0, UnknownValue()],
        "whole list": UnknownValue(),
        "mapping": {"flag": UnknownValue(), "known": "x"},
        "whole mapping": UnknownValue(),
    }
