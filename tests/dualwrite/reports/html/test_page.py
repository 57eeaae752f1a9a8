"""The page's bytes: the same for the same document, safe, small, and with links that lead somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from hypothesis import given

from dualwrite.reports.html import render
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.document import Document
from support.documents import sample
from support.large_estates import MOST_BYTES, large_estate
from support.properties import examples
from support.report_documents import DOCUMENTS, golden, of_any_text, texts

PATHS = [str(Path(__file__).resolve().parents[4] / name) for name in ("policies", "tests")]
ALLOWED = {
    *("a", "article", "b", "body", "button", "caption", "dd", "div", "dl", "dt", "footer", "form"),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "head",
        "header",
        "html",
        "i",
        "input",
        "label",
        "li",
        "main",
        "meta",
    ),
    *("nav", "option", "p", "script", "section", "select", "small", "span", "style", "table"),
    *("tbody", "td", "th", "thead", "time", "title", "tr", "ul"),
}


class Read(HTMLParser):
    """Everything on a page that can be wrong in its bytes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.attributes: set[str] = set()
        self.content: dict[str, str] = {}
        self.policy = ""
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes.update(found)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found] if tag == "a" else []
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] in ("script", "style"):
            self.content.setdefault(self.tags[-1], data)


@pytest.fixture(params=DOCUMENTS, ids=list(DOCUMENTS))
def page(request: pytest.FixtureRequest) -> Read:
    return Read(render(DOCUMENTS[request.param]()))


def test_golden() -> None:
    """Every byte of a small page. What it shows is looked at in the tests with a browser."""
    written = render(sample())

    assert written == golden("sample.html", written)


def test_ids_are_unique(page: Read) -> None:
    assert [name for name, times in Counter(page.ids).items() if times > 1] == []


def test_links_lead_somewhere(page: Read) -> None:
    internal = {link["href"] for link in page.links if (link["href"] or "").startswith("#")}

    assert internal - {f"#{name}" for name in page.ids} == set()
    assert internal >= {"#main", "#overview"}


def test_other_links_are_web_pages_that_do_not_learn_where_one_comes_from(page: Read) -> None:
    others = [link for link in page.links if not (link["href"] or "").startswith("#")]

    assert [one for one in others if one.get("rel") != "noreferrer"] == []
    assert [one for one in others if not (one["href"] or "").startswith("https://")] == []


def test_only_the_two_known_texts_may_run_or_style(page: Read) -> None:
    def named(tag: str) -> str:
        digest = hashlib.sha256(page.content[tag].encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"

    assert page.policy == (
        f"default-src 'none'; style-src {named('style')}; script-src {named('script')};"
        " base-uri 'none'; form-action 'none'"
    )
    assert Counter(page.tags)["script"] == Counter(page.tags)["style"] == 1


@given(texts())
@examples(150)
def test_any_text_stays_text(text: str) -> None:
    page = Read(render(of_any_text(text)))

    assert set(page.tags) <= ALLOWED
    assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
    assert Counter(page.tags)["script"] == 1
    assert [
        link["href"]
        for link in page.links
        if not re.match(r"#[a-zA-Z0-9]+$|https?://", link["href"] or "")
    ] == []


@given(texts())
@examples(50)
def test_nothing_invisible_is_written(text: str) -> None:
    body = render(of_any_text(text)).decode("utf-8").partition("</style>")[2].rpartition("<script>")

    assert {one for one in body[0] if not one.isprintable()} == {"\n"}


def test_the_same_document_gives_the_same_bytes_in_every_process() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:];"
        "from support.documents import hostile; from dualwrite.reports.html import render;"
        "sys.stdout.buffer.write(render(hostile()))"
    )

    def rendered(seed: str) -> bytes:
        environment: dict[str, Any] = {"PYTHONHASHSEED": seed}
        return run(
            [sys.executable, "-c", program, *PATHS],
            env=environment,
            capture_output=True,
            check=True,
        ).stdout

    assert rendered("1") == rendered("2") == render(DOCUMENTS["hostile"]())


def test_jinja_is_imported_only_when_a_page_is_written() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:];"
        "import dualwrite.reports.html; sys.exit('jinja2' in sys.modules)"
    )

    assert run([sys.executable, "-c", program, *PATHS], env={}, check=False).returncode == 0


@pytest.mark.parametrize("urn", [False, True], ids=["of a manifest", "of a state"])
def test_a_thousand_pairs_are_a_small_page(urn: bool) -> None:
    estate: Document = large_estate(1000, with_urn=urn)

    assert len(estate.results) == 1_000 * len(REQUIREMENTS)
    assert len(render(estate)) <= MOST_BYTES
