"""What a text shows of its layout, and what is assumed where it shows nothing."""

from __future__ import annotations

import pytest

from dualwrite.text.json_editing import Layout, indentation_at, layout_of

ONE_LINE = Layout(step=None)
EXAMPLES = [
    ("", Layout()),
    (" \r\n", Layout("\r\n")),
    ("{}", Layout()),
    ("{}\r\n", Layout("\r\n")),
    ("null", Layout()),
    ('{"a": 1}', ONE_LINE),
    ('{"a": 1, "b": 2}\n', ONE_LINE),
    ('{"a": 1}\r\n', Layout("\r\n", None)),
    ('{"a":1}', Layout("\n", None, ":", ",")),
    ('{"a":1, "b":2}', Layout("\n", None, ":", ", ")),
    ('{"a" : 1 , "b" : 2}', Layout("\n", None, " : ", " , ")),
    ('{\n"a": 1\n}', Layout(step="")),
    ('{\n\n    "a": 1,\n    "b": 2\n}', Layout(step="    ")),
    ('{\r\t"a": 1\r}', Layout("\r", "\t")),
    ('{"a": {\n   "b": 1}}', Layout(step="   ")),
    ('  {\n    "a": 1\n  }', Layout()),
    ('{\n  "a":\n    1\n}', Layout()),
    ('{\n  "a:b\\"c": 1\n}', Layout()),
    ('{\n  "a":1,\n  "b":2\n}', Layout("\n", "  ", ":", ",")),
]


@pytest.mark.parametrize(("text", "layout"), EXAMPLES)
def test_a_layout_is_read_from_the_text(text: str, layout: Layout) -> None:
    assert layout_of(text) == layout


@pytest.mark.parametrize(
    ("position", "indentation"),
    [(0, ""), (1, ""), (4, "\t"), (5, "\t "), (6, "\t "), (8, ""), (11, " ")],
)
def test_the_indentation_of_the_line_that_a_place_is_on(position: int, indentation: str) -> None:
    assert indentation_at("{\r\n\t 1,\r2\n }", position) == indentation
