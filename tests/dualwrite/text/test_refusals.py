"""Whatever a model refuses is told in this project's words."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from dualwrite.judging.configuration import ConfigurationError, read_configuration
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.document import Document
from dualwrite.text.refusals import refusal
from dualwrite.text.strict_model import StrictModel

FOREIGN = (
    "Input should",
    "Extra inputs",
    "Field required",
    "Value error",
    "valid string",
    "pydantic",
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)


class Everything(StrictModel):
    text: str = ""
    flag: bool = False
    count: int = Field(0, ge=0, le=9)
    word: Literal["violation", "ignore"] = "ignore"
    words: tuple[str, ...] = Field((), min_length=1)
    pattern: str = Field("1", pattern="^[0-9]+$", max_length=3)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"text": 1}, "1 is a number; accepted: text."),
        ({"flag": "yes"}, '"yes" is text; accepted: true or false.'),
        ({"count": -1}, "-1 is out of bounds; accepted: 0 or more."),
        ({"count": 10}, "10 is out of bounds; accepted: 9 or less."),
        ({"count": []}, "this is a list; accepted: a whole number."),
        (
            {"word": "ignored"},
            '"ignored" is not accepted. Did you mean "ignore"? Accepted: violation or ignore.',
        ),
        ({"words": {}}, 'this is a mapping; accepted: a list, such as ["a", "b"].'),
        ({"words": ()}, "there are too few; accepted: one or more."),
        ({"words": ("a", 1)}, "1 is a number; accepted: text."),
        ({"pattern": "a"}, '"a" has another form; accepted: ^[0-9]+$.'),
        ({"pattern": "1234"}, '"1234" is too long.'),
        ({"else": 1}, "unknown key."),
        ([], "this is a list; accepted: a mapping."),
    ],
)
def test_each_kind_of_refusal(raw: Any, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Everything.model_validate(raw)
    assert [refusal(one) for one in caught.value.errors()] == [told]


@given(
    st.sampled_from(REQUIREMENTS),
    st.dictionaries(
        st.sampled_from(["undeclared", "unknown", "exemptions", "minimum", "scope", "x"]), ANYTHING
    ),
)
def test_no_configuration_is_refused_in_other_words(requirement: Any, raw: dict[str, Any]) -> None:
    try:
        read_configuration({requirement.name: raw}, REQUIREMENTS)
    except ConfigurationError as error:
        assert [one for one in error.problems if any(each in one for each in FOREIGN)] == []


@given(
    st.dictionaries(
        st.sampled_from(["schemaVersion", "generatedAt", "today", "results", "exemptions", "x"]),
        ANYTHING | st.lists(st.dictionaries(st.sampled_from(["id", "pair", "verdict"]), ANYTHING)),
    )
)
def test_no_document_is_refused_in_other_words(raw: dict[str, Any]) -> None:
    try:
        Document.model_validate(raw)
    except ValidationError as error:
        told = [refusal(one) for one in error.errors()]
        assert [one for one in told if any(each in one for each in FOREIGN)] == []
