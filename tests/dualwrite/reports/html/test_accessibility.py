"""axe-core finds nothing, in both themes and on a small screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from dualwrite.requirements import REQUIREMENTS
from support.report_documents import DOCUMENTS

from .conftest import Open


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_axe_finds_nothing(open_report: Open, name: str, is_dark: bool, width: int) -> None:
    page = open_report(DOCUMENTS[name](), width=width, is_dark=is_dark)
    found = Axe().run(page.page).response

    assert [
        (one["id"], node["html"], node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"]
    ] == []


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_axe_has_read_every_colour_of_the_matrix(open_report: Open, is_dark: bool) -> None:
    page = open_report(DOCUMENTS["every state"](), is_dark=is_dark)
    options = {"runOnly": ["color-contrast"]}
    found = Axe().run(page.page, context=".matrix, .legend, .list", options=options).response

    def nodes(outcome: str) -> list[str]:
        return [node["html"] for one in found[outcome] for node in one["nodes"]]

    # It does not judge signs; test_style.py does.
    assert nodes("incomplete") == ['<i class="badge p">✓</i>', "<td>✓</td>"]
    assert nodes("violations") == []
    assert len(nodes("passes")) > 50


def test_the_matrix_is_a_table_with_headings(open_report: Open) -> None:
    """Its rows are no table rows for the style sheet; they still are for who cannot see them."""
    page = open_report(DOCUMENTS["sample"]()).page
    table = page.get_by_role("table", name="Verdicts, one row a pair")

    assert table.get_by_role("columnheader").count() == len(REQUIREMENTS) + 1
    assert table.get_by_role("rowheader").all_inner_texts() == [
        "Open findings",
        "contoso",
        "fabrikam refused",
        "northwind refused",
        "tailspin",
    ]
    assert table.get_by_role("cell").count() == 5 * len(REQUIREMENTS)


def test_the_facts_are_a_table_with_headings(open_report: Open) -> None:
    table = open_report(DOCUMENTS["sample"]()).page.locator("#p1 table")

    assert table.get_by_role("columnheader").all_inner_texts() == ["Fact", "F&O", "CE"]
    rows = table.get_by_role("rowheader").all_inner_texts()
    assert (len(rows), rows[13], rows[0], rows[-1]) == (19, "Link", "URL", "Apps")


def test_landmarks(open_report: Open) -> None:
    page = open_report(DOCUMENTS["sample"]()).page

    for role in ("banner", "main", "contentinfo", "search"):
        assert page.get_by_role(role).count() == 1  # type: ignore[arg-type]
    assert page.get_by_role("navigation", name="This page").count() == 1
    headings = [page.get_by_role("heading", level=level).count() for level in (1, 2, 3, 4)]
    assert headings == [1, 5, 4 + len(REQUIREMENTS) + 1, 7]
