"""Mermaid: whole texts, and any name as it was."""

from __future__ import annotations

import pytest
from hypothesis import given

from dualwrite.reports.graph.mermaid import MOST_CHARACTERS, escaped, mermaid_text
from support.report_documents import texts

from .estates import ESTATES, drawing_of, drawn, fifty, fifty_with_azure
from .goldens import golden
from .reading import expected, read_mermaid


@pytest.mark.parametrize("name", ["every kind", "every azure"])
def test_golden(name: str) -> None:
    written = mermaid_text(drawn(ESTATES[name]()).drawing).encode()
    assert written == golden(f"{name.replace(' ', '_')}.mmd", written)


@pytest.mark.parametrize("name", ESTATES)
def test_what_was_drawn_is_read(name: str) -> None:
    drawing = drawn(ESTATES[name]()).drawing
    assert read_mermaid(mermaid_text(drawing)) == expected(drawing)


@given(texts(), texts())
def test_any_text_comes_back(one: str, other: str) -> None:
    drawing = drawing_of(one, other)
    assert read_mermaid(mermaid_text(drawing)) == expected(drawing)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("contoso-emea.crm4.dynamics.com", "contoso-emea.crm4.dynamics.com"),
        ("CE, production (West Europe 2)", "CE, production (West Europe 2)"),
        ('"]', "#34;#93;"),
        ("#35;", "#35;35#59;"),
        ("<br/>", "#60;br#47;#62;"),
        ("- item", "#45; item"),
        ("a - b", "a #45; b"),
        ("-a .b", "#45;a #46;b"),
        ("1. item", "1#46; item"),
        ("www.a.com WWW.b", "www#46;a.com WWW#46;b"),
        ("https://a", "https#58;#47;#47;a"),
        ("a_b*c`d", "a#95;b#42;c#96;d"),
        ("é🙂", "#233;#128578;"),
        ("\n\u202e", "#92;n#92;u202e"),
    ],
)
def test_what_means_something_is_written_as_a_number(text: str, written: str) -> None:
    assert escaped(text) == written


def test_fifty_pairs_are_well_below_what_mermaid_draws() -> None:
    assert len(mermaid_text(drawn(fifty()).drawing)) < MOST_CHARACTERS / 3
    assert len(mermaid_text(drawn(fifty_with_azure()).drawing)) < MOST_CHARACTERS * 2 / 3
