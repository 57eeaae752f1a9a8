"""Text that may stand in markup."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from markupsafe import Markup

from dualwrite.reports.html.words import is_address, link_to, prose, safe
from dualwrite.text.quoting import printable
from support.report_documents import texts


@given(texts())
def test_it_shows_the_text_and_is_no_markup(text: str) -> None:
    shown = safe(text)

    assert unescape(shown) == printable(text)
    assert not set(shown) & set("<>\"'")


def test_markup_stays_as_it_is() -> None:
    assert safe(Markup("<b>")) == Markup("<b>")


def test_prose_flows() -> None:
    assert prose(" Two\nlines\u202e <b>\n") == "Two lines\\u202e &lt;b&gt;"


@pytest.mark.parametrize(
    "text", ["https://a.com/b?c=d&e#f", "http://a", "HTTPS://A", "https://ä.com", 'https://a/"<b>']
)
def test_web_pages_become_links(text: str) -> None:
    assert link_to(text) == f'<a href="{safe(text)}" rel=noreferrer>{safe(text)}</a>'


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://a.com",
        " https://a.com",
        "data:text/html,<script>",
        "//a.com",
        "ERP-14",
        "https:a.com",
        "https://a.com b",
        "https://a.com\n",
        "https://\u202ea.com",
        "",
    ],
)
def test_other_texts_do_not(text: str) -> None:
    assert (is_address(text), link_to(text)) == (False, safe(text))
