"""JSON as people and programs lay it out, for Hypothesis: indented, compact, or spaced at random."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda children: (
        st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4)
    ),
    max_leaves=12,
)
SPACE = st.text(alphabet=" \t\n\r", max_size=4)


@st.composite
def laid_out(draw: Draw, value: Any) -> str:
    """One value as JSON, in the layout of ``json.dumps`` or with white space of any kind."""
    if draw(st.booleans()):
        return draw(SPACE) + _spaced(draw, value) + draw(SPACE)
    indent = draw(st.sampled_from([None, 0, 1, 2, 4, "\t", " \t"]))
    text = json.dumps(
        value,
        indent=indent,
        separators=draw(st.sampled_from([None, (",", ":"), (", ", ": "), (" , ", " : ")])),
        ensure_ascii=draw(st.booleans()),
    )
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    end = draw(st.sampled_from(["", "\n", "\n\n"]))
    return (text + end).replace("\n", newline)


def _spaced(draw: Draw, value: Any) -> str:
    """A value with white space at every place where JSON takes it."""
    if isinstance(value, dict):
        parts = [
            f"{_text(draw, key)}{draw(SPACE)}:{draw(SPACE)}{_spaced(draw, one)}"
            for key, one in value.items()
        ]
    elif isinstance(value, list):
        parts = [_spaced(draw, one) for one in value]
    else:
        return _text(draw, value)
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    around = [f"{draw(SPACE)}{part}{draw(SPACE)}" for part in parts]
    return f"{opening}{','.join(around) or draw(SPACE)}{closing}"


def _text(draw: Draw, value: Any) -> str:
    return json.dumps(value, ensure_ascii=draw(st.booleans()))


def json_texts() -> st.SearchStrategy[str]:
    """Any JSON in any layout."""
    return VALUES.flatmap(laid_out)
