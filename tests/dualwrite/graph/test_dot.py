"""DOT: whole texts, and any name as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from dualwrite.graph.dot import dot_text, quoted
from dualwrite.text import printable
from support.report_documents import texts

from .estates import ESTATES, drawing_of, drawn, every_kind
from .goldens import golden
from .reading import expected, read_dot, shown


def test_golden() -> None:
    written = dot_text(drawn(every_kind()).drawing).encode()
    assert written == golden("every_kind.dot", written)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of pydot, by its own parser
@pytest.mark.parametrize("name", ["every kind", "hostile", "empty"])
def test_a_parser_reads_what_was_drawn(name: str) -> None:
    drawing = drawn(ESTATES[name]()).drawing
    read, wanted = read_dot(dot_text(drawing)), expected(drawing)
    assert read._replace(edges=sorted(read.edges)) == wanted._replace(edges=sorted(wanted.edges))


@settings(deadline=None)
@given(texts())
def test_any_text_comes_back(text: str) -> None:
    assert shown(quoted(text)) == [printable(line) for line in text.split("\n")]


@settings(deadline=None)
@given(texts(), texts())
def test_a_text_is_nowhere_but_in_strings(one: str, other: str) -> None:
    strings = re.compile(r'"(?:[^"\\]|\\.)*"')
    plain = drawing_of("a", "b")
    assert strings.sub("", dot_text(drawing_of(one, other))) == strings.sub("", dot_text(plain))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a", '"a"'),
        ('say "hi"', '"say \\"hi\\""'),
        ("\\N \\", '"\\\\N \\\\"'),
        ('\\"', '"\\\\\\""'),
        ("a\nb", '"a\\nb"'),
        ("a\\\nb", '"a\\\\\\nb"'),
        ("&lt;", '"\ue000lt;"'),
        ("<b>", '"<b>"'),
        ("\ue000\x00\u202e", '"\\\\ue000\\\\x00\\\\u202e"'),
        ("", '""'),
    ],
)
def test_what_means_something_to_graphviz_is_escaped(text: str, written: str) -> None:
    assert quoted(text) == written


def test_the_label_of_an_edge_is_in_the_cluster_of_both_ends() -> None:
    text = dot_text(drawn(every_kind()).drawing)
    found = {
        name: len(line) - len(line.lstrip())
        for line in text.splitlines()
        for name in ("contoso", "apart", "overseas")
        if f'label="{name}\\n' in line
    }
    # In a region, in a geography, in none.
    assert found == {"contoso": 6, "apart": 4, "overseas": 2}
