"""The page: its bytes, and what it does in a real browser."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from dualwrite.reports.graph.formats import PictureFormat, render
from dualwrite.reports.graph.graphviz import DotError, dot_text
from dualwrite.reports.graph.mermaid import mermaid_text
from dualwrite.text.quoting import printable
from support.browser import opened

from .estates import ESTATES, HOSTILE_NAMES, drawn
from .goldens import golden, recorded, stand_in

ALLOWED = {
    *(
        "body",
        "b",
        "div",
        "figure",
        "h1",
        "h2",
        "head",
        "html",
        "main",
        "meta",
        "p",
        "pre",
        "style",
    ),
    *("table", "tbody", "td", "th", "thead", "title", "tr"),
    *("svg", "g", "text", "path", "polygon", "polyline"),
}
PAGES = [
    (name, with_dot)
    for name in ("every kind", "every azure", "hostile", "empty")
    for with_dot in (True, False)
]
each_page = pytest.mark.parametrize(("name", "with_dot"), PAGES)


def page_of(name: str, with_dot: bool, folder: Path) -> bytes:
    """A page, with what a real ``dot`` has drawn, or without any."""
    picture = drawn(ESTATES[name]())
    program = None
    if with_dot:
        file = folder / "recorded.svg"
        file.write_bytes(recorded(f"{name}.svg", dot_text(picture.drawing)))
        program = str(stand_in(folder, f"cat >/dev/null; cat {file}"))
    return render(picture, PictureFormat.HTML, program)


class Read(HTMLParser):
    """Everything on a page that can be wrong in its bytes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.style = self.policy = ""
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        found = dict(attrs)
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "style" and not self.style:
            self.style = data


@pytest.mark.parametrize(
    ("name", "with_dot"), [("every kind", True), ("every kind", False), ("every azure", True)]
)
def test_golden(name: str, with_dot: bool, tmp_path: Path) -> None:
    page = page_of(name, with_dot, tmp_path)
    file = f"{name.replace(' ', '_')}{'' if with_dot else '_without_dot'}.html"
    assert page == golden(file, page)


@each_page
def test_the_bytes(name: str, with_dot: bool, tmp_path: Path) -> None:
    read = Read(page_of(name, with_dot, tmp_path))
    assert set(read.tags) <= ALLOWED
    assert not {one for one in read.attributes if one.startswith("on") or "href" in one}
    assert not read.attributes & {"style", "src"}
    digest = base64.b64encode(hashlib.sha256(read.style.encode()).digest()).decode()
    assert read.policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@each_page
def test_it_asks_for_nothing_and_complains_of_nothing(
    browser: Browser, name: str, with_dot: bool, tmp_path: Path
) -> None:
    file = tmp_path / "pairs.html"
    file.write_bytes(page_of(name, with_dot, tmp_path))
    with opened(browser, file) as page:
        assert (page.requests, page.complaints, page.dialogs) == ([page.url], [], [])
        assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("name", "with_dot"), [("every kind", True), ("every azure", True), ("hostile", False)]
)
def test_axe_finds_nothing(
    browser: Browser, name: str, with_dot: bool, is_dark: bool, width: int, tmp_path: Path
) -> None:
    file = tmp_path / "pairs.html"
    file.write_bytes(page_of(name, with_dot, tmp_path))
    with opened(browser, file, width=width, is_dark=is_dark) as page:
        found = Axe().run(page.page).response
    assert [(one["id"], node["html"]) for one in found["violations"] for node in one["nodes"]] == []


def test_every_pair_is_told_in_words(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "pairs.html"
    file.write_bytes(page_of("every kind", True, tmp_path))
    with opened(browser, file) as page:
        rows = [
            [cell.inner_text() for cell in row.locator("th, td").all()]
            for row in page.page.locator("tbody tr").all()
        ]
    west = "production, West Europe"
    assert rows[:3] == [
        [
            "advised",
            f"advised.operations.dynamics.com; F&O, {west}",
            f"advised.crm4.dynamics.com; CE, {west}",
            "none",
            "advisory: DW012 no-bypassed-data-events",
        ],
        [
            "apart",
            f"apart.operations.dynamics.com; F&O, {west}",
            "apart.crm4.dynamics.com; CE, production, North Europe",
            "none",
            "refused: DW011 same-datacenter",
        ],
        [
            "both",
            f"both.crm4.dynamics.com; both.operations.dynamics.com; F&O and CE, {west}",
            f"both.crm4.dynamics.com; both.operations.dynamics.com; F&O and CE, {west}",
            "none",
            "pass",
        ],
    ]
    assert [row[0] for row in rows] == sorted(one.name for one in ESTATES["every kind"]())


def test_azure_resources_are_told_in_words(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "pairs.html"
    file.write_bytes(page_of("every azure", True, tmp_path))
    with opened(browser, file) as page:
        found = {
            row.locator("th").inner_text(): row.locator("td").nth(2).inner_text()
            for row in page.page.locator("tbody tr").all()
        }
    elsewhere = "refused: DW031 azure-resource-geography"
    zone = "North Europe, West Europe: 2 virtual networks, 2 subnets, enterprise policy (network"
    zone += " injection): refused: DW033 network-injection-subnets"
    storage = "storage account, blob container"
    assert found == {
        "abroad": f"West Europe: key vault, resource group: pass\n\nEast US: {storage}: {elsewhere}",
        "both": f"West Europe: {storage}: pass",
        "hidden": "West Europe: resource group: pass\n\n"
        f"Geography [secret]: key vault: {elsewhere}",
        "later": "West Europe: resource group: pass\n\n"
        "Geography not known yet: key vault: undecided: DW031 azure-resource-geography",
        "lonely": f"West Europe: {storage}: pass",
        "no-way-out": "West Europe: virtual network, subnet: advisory: DW034"
        " network-injection-egress",
        "nowhere": "Geography not declared: role assignment: not judged",
        "one-region": f"West Europe: virtual network, subnet, {storage}: pass",
        "unguarded": "West Europe: enterprise policy (encryption), key vault, key, resource group:"
        " refused: DW035 encryption-key-vault",
        "whole": "North Europe, West Europe: 2 virtual networks, 2 subnets, NAT gateway,"
        " 2 enterprise policies (encryption, network injection), key vault, key, role assignment,"
        f" log workspace, {storage}, resource group: pass",
        "without": "none",
        "zone-1": zone,
        "zone-2": zone,
        "zone-3": f"{zone}, DW036 managed-capabilities-environment-type",
    }


def test_hostile_names_are_shown(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "pairs.html"
    file.write_bytes(page_of("hostile", True, tmp_path))
    with opened(browser, file) as page:
        cells = page.page.locator("tbody th").all()
        assert [one.text_content() for one in cells] == sorted(map(printable, HOSTILE_NAMES))


def test_without_dot_there_is_the_text(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "pairs.html"
    file.write_bytes(page_of("hostile", False, tmp_path))
    with opened(browser, file) as page:
        wanted = mermaid_text(drawn(ESTATES["hostile"]()).drawing)
        assert page.page.locator("pre").text_content() == wanted
        assert page.texts(".note")[0].startswith("There was no program dot to draw it with.")


def test_a_drawing_is_not_mistaken_for_text(tmp_path: Path) -> None:
    picture = drawn(ESTATES["empty"]())
    with pytest.raises(DotError, match=r"^there is none on PATH$"):
        render(picture, PictureFormat.SVG, None)
    broken = str(stand_in(tmp_path, "cat >/dev/null; exit 1"))
    for format_ in (PictureFormat.SVG, PictureFormat.HTML):
        with pytest.raises(DotError, match=re.escape("it failed (exit 1)")):
            render(picture, format_, broken)
