"""DOT: whole texts, and any name as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from dualwrite.reports.graph.graphviz import dot_text, quoted
from dualwrite.text.quoting import printable
from support.report_documents import texts

from .azure_estates import with_azure
from .estates import ESTATES, drawing_of, drawn, every_kind
from .goldens import golden
from .pairs import own
from .reading import expected, read_dot, shown


@pytest.mark.parametrize("name", ["every kind", "every azure"])
def test_golden(name: str) -> None:
    written = dot_text(drawn(ESTATES[name]()).drawing).encode()
    assert written == golden(f"{name.replace(' ', '_')}.dot", written)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of pydot, by its own parser
@pytest.mark.parametrize("name", ["every kind", "every azure", "hostile", "empty"])
def test_a_parser_reads_what_was_drawn(name: str) -> None:
    drawing = drawn(ESTATES[name]()).drawing
    read, wanted = read_dot(dot_text(drawing)), expected(drawing)
    assert read._replace(edges=sorted(read.edges)) == wanted._replace(edges=sorted(wanted.edges))


@given(texts())
def test_any_text_comes_back(text: str) -> None:
    assert shown(quoted(text)) == [printable(line) for line in text.split("\n")]


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


def test_beside_inner_clusters_what_comes_last_is_drawn_at_the_top() -> None:
    """Both the boxes and the environments, so that no line crosses another."""
    pairs = [with_azure(own(name), "storage") for name in "abc"]
    lines = dot_text(drawn(pairs).drawing).splitlines()
    found = [
        line.partition("[")[0].strip() for line in lines if "crm4" in line or "Azure of" in line
    ]
    assert found == ["a3", "a2", "a1", "n6", "n4", "n2"]
    plain = dot_text(drawn([own(name) for name in "abc"]).drawing).splitlines()
    assert [line.partition("[")[0].strip() for line in plain if "crm4" in line] == [
        *("n2", "n4", "n6")
    ]
