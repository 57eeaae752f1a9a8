"""Conversions: from how a resource spells something to what a fact takes."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.mappings.computed import CONVERSIONS, NOT_TAKEN

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
LARGE = 10**400


@pytest.mark.parametrize(
    ("name", "value", "made"),
    [
        ("text", "x", "x"),
        ("text", "", ""),
        ("text", 12, "12"),
        ("text", -3, "-3"),
        ("text", 12.0, "12"),
        ("text", 9.2, "9.2"),
        ("text", True, NOT_TAKEN),
        ("text", inf, NOT_TAKEN),
        ("text", nan, NOT_TAKEN),
        ("text", LARGE, NOT_TAKEN),
        ("text", ["x"], NOT_TAKEN),
        ("wholeNumber", "12", 12),
        ("wholeNumber", " 012 ", 12),
        ("wholeNumber", 12, 12),
        ("wholeNumber", 12.0, 12.0),
        ("wholeNumber", "", NOT_TAKEN),
        ("wholeNumber", "-1", NOT_TAKEN),
        ("wholeNumber", "1.5", NOT_TAKEN),
        ("wholeNumber", "1_0", NOT_TAKEN),
        ("wholeNumber", "١", NOT_TAKEN),
        ("wholeNumber", "1" * 401, NOT_TAKEN),
        ("wholeNumber", True, NOT_TAKEN),
        ("wholeNumber", nan, NOT_TAKEN),
        ("wholeNumber", {}, NOT_TAKEN),
        ("boolean", True, True),
        ("boolean", False, False),
        ("boolean", "TRUE", True),
        ("boolean", " Yes ", True),
        ("boolean", "1", True),
        ("boolean", 1, True),
        ("boolean", 1.0, True),
        ("boolean", "False", False),
        ("boolean", "no", False),
        ("boolean", "0", False),
        ("boolean", 0, False),
        ("boolean", "on", NOT_TAKEN),
        ("boolean", "", NOT_TAKEN),
        ("boolean", 2, NOT_TAKEN),
        ("boolean", [], NOT_TAKEN),
        ("negate", True, False),
        ("negate", "no", True),
        ("negate", "off", NOT_TAKEN),
        ("url", "contoso.crm4.dynamics.com", "https://contoso.crm4.dynamics.com"),
        ("url", " contoso.crm4.dynamics.com\n", "https://contoso.crm4.dynamics.com"),
        ("url", "https://contoso.crm4.dynamics.com/", "https://contoso.crm4.dynamics.com/"),
        ("url", "http://contoso.crm4.dynamics.com", "http://contoso.crm4.dynamics.com"),
        ("url", " ", NOT_TAKEN),
        ("url", 12, NOT_TAKEN),
    ],
)
def test_a_conversion(name: str, value: Any, made: Any) -> None:
    found = CONVERSIONS[name].of(value)
    assert (found, type(found)) == (made, type(made))


def test_the_list_of_conversions_is_fixed() -> None:
    assert list(CONVERSIONS) == ["text", "wholeNumber", "boolean", "negate", "url"]


@given(SCALARS | st.lists(SCALARS) | st.dictionaries(st.text(), SCALARS))
def test_no_conversion_makes_a_value_of_another_kind_or_fails(value: Any) -> None:
    kinds = {
        "text": str,
        "wholeNumber": int | float,
        "boolean": bool,
        "negate": bool,
        "url": str,
    }
    for name, kind in kinds.items():
        found = CONVERSIONS[name].of(value)
        assert found is NOT_TAKEN or isinstance(found, kind)
