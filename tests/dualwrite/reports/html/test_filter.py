"""Filtering the page, by mouse and by keyboard."""

from __future__ import annotations

import pytest

from dualwrite.requirements import REQUIREMENTS
from support.browser import Opened
from support.documents import hostile, sample
from support.report_documents import every_state, made_of, row

from .conftest import Open


def choose(page: Opened, **chosen: str) -> None:
    """Fill in the filter: ``text`` is typed, the others are the labels of options."""
    if "text" in chosen:
        page.page.locator("#text").fill(chosen.pop("text"))
    for name, label in chosen.items():
        page.page.locator(f"#{name}").select_option(label=label)


def rows(page: Opened) -> list[str]:
    return [text.removesuffix(" refused") for text in page.texts(".matrix tbody th")]


def articles(page: Opened) -> list[str]:
    return [text.removesuffix(" refused") for text in page.texts("#pairs h3")]


def findings(page: Opened) -> list[str]:
    return [text.split(" ")[1] for text in page.texts("#pairs h4")]


ALL = ["contoso", "fabrikam", "northwind", "tailspin"]
ALL_FINDINGS = ["DW010", "DW011", "DW012", "DW004", "DW008", "DW011", "DW016"]


@pytest.mark.parametrize(
    ("chosen", "pairs", "found"),
    [
        ({"text": "FABRI"}, ["fabrikam"], ["DW010", "DW011", "DW012"]),
        ({"text": "3f0c8a52"}, ["fabrikam"], ["DW010", "DW011", "DW012"]),
        ({"text": "cut-over"}, ["fabrikam"], ["DW010", "DW011", "DW012"]),
        ({"text": "  wind   251 "}, ["northwind"], ["DW004", "DW008", "DW011", "DW016"]),
        ({"text": "tenant"}, ["fabrikam"], ["DW010", "DW011", "DW012"]),
        ({"text": "nothing of that"}, [], []),
        ({"verdict": "Any finding"}, ["fabrikam", "northwind"], ALL_FINDINGS),
        ({"verdict": "fail"}, ["fabrikam", "northwind"], ["DW010", "DW012", "DW008"]),
        ({"verdict": "undeclared"}, ["northwind", "tailspin"], ["DW004"]),
        ({"verdict": "unknown"}, ["northwind"], ["DW011", "DW016"]),
        ({"verdict": "exempt"}, ["fabrikam"], ["DW011"]),
        ({"verdict": "n/a"}, ALL, []),  # none has Azure resources
        ({"verdict": "error"}, [], []),
        ({"verdict": "pass"}, ALL, []),
        ({"requirement": "DW011 same-datacenter"}, ALL, ["DW011", "DW011"]),
        (
            {"requirement": "DW011 same-datacenter", "verdict": "Any finding"},
            ["fabrikam", "northwind"],
            ["DW011", "DW011"],
        ),
        (
            {"requirement": "DW011 same-datacenter", "verdict": "unknown"},
            ["northwind"],
            ["DW011"],
        ),
        (
            {"requirement": "DW011 same-datacenter", "verdict": "unknown", "text": "fabrikam"},
            [],
            [],
        ),
        (
            {"requirement": "DW007 initial-sync-legal-entities", "verdict": "n/a"},
            ["fabrikam"],
            [],
        ),
        (
            {"text": "n", "requirement": "DW010 same-tenant", "verdict": "pass"},
            ["contoso", "northwind", "tailspin"],
            [],
        ),
    ],
)
def test_it_shows_what_was_asked_for(
    open_report: Open, chosen: dict[str, str], pairs: list[str], found: list[str]
) -> None:
    page = open_report(sample())
    choose(page, **chosen)

    assert (rows(page), articles(page), findings(page)) == (pairs, pairs, found)
    noun = "finding" if len(found) == 1 else "findings"
    assert page.texts("[role=status]") == [
        f"Showing {len(pairs)} of 4 pairs, with {len(found)} {noun}."
    ]
    assert page.complaints == []


def test_at_first_everything_is_shown(open_report: Open) -> None:
    page = open_report(sample())

    assert (rows(page), articles(page), findings(page)) == (ALL, ALL, ALL_FINDINGS)
    assert page.texts("[role=status]") == ["Showing all of 4 pairs."]


def test_a_requirement_alone_has_its_column(open_report: Open) -> None:
    page = open_report(sample())
    choose(page, requirement="DW010 same-tenant")

    assert page.texts(".matrix thead th") == ["Pair", "same-tenant DW010", "Open findings"]
    assert page.texts(".matrix tbody td") == ["✓", "fail", "✓", "✓"]

    choose(page, requirement="All requirements")
    assert len(page.texts(".matrix thead th")) == len(REQUIREMENTS) + 2


@pytest.mark.parametrize("how", ["button", "Escape"])
def test_clearing_it_shows_everything_again(open_report: Open, how: str) -> None:
    page = open_report(sample())
    choose(page, text="fabrikam", verdict="fail", requirement="DW010 same-tenant")
    assert rows(page) == ["fabrikam"]

    if how == "button":
        page.page.get_by_role("button", name="Clear").click()
    else:
        page.page.locator("#text").press("Escape")
    page.page.get_by_text("Showing all of 4 pairs.").wait_for()

    assert (rows(page), articles(page), findings(page)) == (ALL, ALL, ALL_FINDINGS)
    assert [page.page.locator(f"#{name}").input_value() for name in FIELDS] == ["", "", ""]
    assert len(page.texts(".matrix thead th")) == len(REQUIREMENTS) + 2


FIELDS = ("text", "verdict", "requirement")


def test_every_verdict_can_be_chosen(open_report: Open) -> None:
    page = open_report(every_state())
    shown = {}
    for word in ("fail", "undeclared", "error", "unknown", "exempt", "n/a", "pass"):
        choose(page, verdict=word)
        shown[word] = len(findings(page))

    assert shown == {
        "fail": 4,
        "undeclared": 2,
        "error": 2,
        "unknown": 3,
        "exempt": 2,
        "n/a": 0,
        "pass": 0,
    }


def test_a_requirement_that_was_not_judged_on_a_pair_matches_nothing(open_report: Open) -> None:
    page = open_report(made_of([row(pair="a"), row("one-version", pair="b")]))
    choose(page, requirement="DW014 one-version")

    assert rows(page) == ["b"]


def test_hostile_names_can_be_found(open_report: Open) -> None:
    page = open_report(hostile())
    choose(page, text="<SCRIPT>alert")
    assert rows(page) == ["<script>alert(1)</script>"]

    choose(page, text="名前")
    assert rows(page) == ["名前 ñ 🙂"]
    assert (page.dialogs, page.complaints) == ([], [])


def test_everything_works_by_keyboard(open_report: Open) -> None:
    page = open_report(sample(), width=400)
    keyboard = page.page.keyboard

    def focused() -> str:
        return str(
            page.page.evaluate(
                "(one => one.id || one.ariaLabel || one.textContent.trim())(document.activeElement)"
            )
        )

    def tab() -> str:
        keyboard.press("Tab")
        return focused()

    assert tab() == "Skip to content"
    assert page.page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    links = ["Overview", "Matrix", "Pairs", "Exemptions", "Requirements"]
    assert [tab() for _ in links] == links
    assert tab() == "text"
    keyboard.type("wind")
    assert rows(page) == ["northwind"]
    keyboard.press("Escape")
    assert rows(page) == ALL

    assert tab() == "verdict"
    keyboard.type("exempt")
    assert rows(page) == ["fabrikam"]
    assert tab() == "requirement"
    keyboard.type("DW010")
    assert rows(page) == []
    assert tab() == "Clear"
    keyboard.press("Enter")
    page.page.get_by_text("Showing all of 4 pairs.").wait_for()

    assert tab() == "Matrix of pairs by requirements"
    keyboard.press("ArrowRight")
    page.page.wait_for_timeout(300)
    region = page.page.locator("#matrix .region")
    assert region.evaluate("one => one.scrollLeft") > 0
    name = page.page.locator(".matrix tbody th").first
    assert name.bounding_box()["x"] == 17  # type: ignore[index]


def test_the_skip_link_leads_past_the_header(open_report: Open) -> None:
    page = open_report(sample())
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Tab")

    assert page.page.evaluate("document.activeElement.id") == "text"


def test_what_has_the_focus_is_seen(open_report: Open) -> None:
    page = open_report(sample())
    for _ in range(7):
        page.page.keyboard.press("Tab")

    outline = "getComputedStyle(document.activeElement).outline"
    assert page.page.evaluate(outline).endswith("solid 3px")


def test_enter_in_the_text_goes_nowhere(open_report: Open) -> None:
    page = open_report(sample())
    page.page.locator("#text").fill("wind")
    page.page.locator("#text").press("Enter")
    page.page.wait_for_timeout(100)

    assert (page.page.url, rows(page)) == (page.url, ["northwind"])
    assert page.complaints == []
