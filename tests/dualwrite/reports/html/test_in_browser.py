"""The page in a real browser: what it shows, what it never does, on paper, and without scripts."""

from __future__ import annotations

import pytest

from support.documents import HOSTILE_NAMES, hostile, sample
from support.report_documents import DOCUMENTS, empty, every_state

from .conftest import Open


def test_the_state_of_the_estate_at_a_glance(open_report: Open) -> None:
    page = open_report(sample())

    assert page.page.title() == "Dual-write: 2 of 4 pairs refused"
    assert page.texts(".outcome") == ["2 of 4 pairs refused"]
    assert page.texts(".made") == [
        "Judged for 2026-11-24. Generated at 2026-11-24 12:30:15 UTC. Read from pairs.yaml."
    ]
    assert page.texts(".counts div") == [
        "Pairs 4 environment pairs judged",
        "Mandatory violations 3 each refuses its pair",
        "Advisories 1 violations that refuse nothing",
        "Exempt 1 broken, with an exemption in force",
        "Not yet known 2 decided after deployment, or beyond the tables",
    ]


def test_the_matrix(open_report: Open) -> None:
    page = open_report(sample())
    passes = ["✓"] * 16

    def row(**cells: str) -> list[str]:
        found = list(passes)
        for name, word in cells.items():
            found[int(name[2:]) - 1] = word
        return found

    assert [page.texts(f".matrix tbody tr:nth-child({number}) > *") for number in range(1, 5)] == [
        ["contoso", *passes],
        ["fabrikam refused", *row(DW007="n/a", DW010="fail", DW011="exempt", DW012="fail")],
        [
            "northwind refused",
            *row(DW004="undeclared", DW008="fail", DW011="unknown", DW016="unknown"),
        ],
        ["tailspin", *row(DW013="undeclared")],
    ]
    assert page.texts(".sums > *") == [
        "Findings",
        *["0", "0", "0", "1", "0", "0", "0", "1", "0", "1", "2", "1", "0", "0", "0", "1"],
    ]
    assert len(page.texts(".legend span")) == 8


def test_both_sides_of_a_pair_stand_next_to_each_other(open_report: Open) -> None:
    page = open_report(sample())
    rows = range(1, page.page.locator("#p3 tr").count() + 1)

    assert [page.texts(f"#p3 tr:nth-child({number}) > *") for number in rows] == [
        ["Fact", "F&O", "CE"],
        ["URL", "https://pair-2.operations.dynamics.com", "https://pair-2.crm4.dynamics.com"],
        ["Tenant ID", *["8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"] * 2],
        ["Region", "not known yet", "westeurope"],
        ["Environment type", "production", ""],
        ["Application version", "10.0.48", ""],
        ["Platform version", "7.0.7996.40", "9.2.25091.00212"],
        ["Cross company data sharing", "false", ""],
        ["Bypasses data events", "false", ""],
        ["Consecutive updates paused", "0", ""],
        ["Prospect to cash", "", "not declared"],
        ["Dual write core version", "", "1.0.25031.2"],
        ["Initial sync", "true"],
        ["Initial sync legal entities", "12"],
        ["Live sync legal entities", "251"],
        ["Distributed transactions", "false"],
    ]


def test_a_cell_leads_to_its_finding_and_a_finding_to_its_requirement(open_report: Open) -> None:
    page = open_report(sample()).page
    page.locator(".matrix a").get_by_text("undeclared").click()
    assert page.locator("#pairs li:target p").all_inner_texts() == [
        "customerEngagement.prospectToCash is not declared.",
        "Remedy Declare customerEngagement.prospectToCash in the pair.",
    ]

    page.locator("li:target h4 a").click()
    assert page.locator("article:target h3").all_inner_texts() == ["DW004 no-prospect-to-cash"]


def test_exemptions(open_report: Open) -> None:
    page = open_report(every_state())

    assert page.texts(".list tbody tr > :not(:last-child)") == [
        *["EX-2026-014 waiver", "DW011 same-datacenter", "contoso", "in force"],
        *["2027-01-31", "68 days left"],
        *["no ID waiver", "DW011 same-datacenter", "a-*, b covers contoso", "in force"],
        *["2027-01-31", "3 days left"],
        *["EX-2 waiver", "DW011 same-datacenter", "contoso", "expired"],
        *["2027-01-31", "expired 2 days ago"],
        *["EX-2 waiver", "DW011 same-datacenter", "contoso", "covers nothing"],
        *["2027-01-31", "last day"],
    ]
    said = "Region move under way, ends with the cut-over Owner: erp-platform@contoso.com."
    ticket = " Ticket: https://tickets.contoso.com/ERP-14"
    assert page.texts(".list tbody tr > :last-child") == [
        f"{said} Approved by cto@contoso.com.{ticket}",
        f"{said} Approved by cto@contoso.com.{ticket} advisory It expires in 3 days.",
        f"{said} Approved by cto@contoso.com advisory It expires in 3 days."
        " mandatory It has no ticket.",
        f"{said} Approved by cto@contoso.com.{ticket} advisory It expires in 3 days.",
    ]
    assert page.texts("#overview p:nth-of-type(2)") == [
        "The exemptions themselves stop a deployment: 1 mandatory notice."
    ]


def test_a_document_of_nothing(open_report: Open) -> None:
    page = open_report(empty())

    assert page.texts("main") == [
        "Overview No pair was judged No pair was declared, or every requirement is disabled."
        " Pairs 0 environment pairs judged Mandatory violations 0 each refuses its pair"
        " Advisories 0 violations that refuse nothing Exempt 0 broken, with an exemption in force"
        " Not yet known 0 decided after deployment, or beyond the tables"
    ]
    assert page.texts("nav") == ["Overview"]
    assert page.complaints == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_asks_the_network_for_nothing_and_the_console_stays_empty(
    open_report: Open, name: str
) -> None:
    page = open_report(DOCUMENTS[name]())
    if page.page.locator("form").count():
        page.page.locator("#text").fill("a")
    page.page.wait_for_timeout(100)

    assert (page.requests, page.complaints, page.dialogs) == ([page.url], [], [])


def test_hostile_names_are_shown_as_text(open_report: Open) -> None:
    page = open_report(hostile())

    assert set(page.texts("#pairs h3")) == {
        "<script>alert(1)</script>",
        "]]>&amp; refused",
        "a|b`c`*d*_e_[f](g) refused",
        "line\\nbreak\\r\\nand\\ttab refused",
        "right-to-left \\u202e\\u2066mark refused",
        "nul-ish \\x1b[31m\\x07 refused",
        "quote\"'s refused",
        "名前 ñ 🙂 refused",
        f"{'-' * 300} refused",
    }
    assert len(page.texts("#pairs h3")) == len(HOSTILE_NAMES)
    assert page.page.locator("script").count() == 1
    assert page.page.locator("a[href^='javascript:']").count() == 0
    assert "javascript:alert(1)" in page.page.locator(".list").inner_text()
    assert (page.dialogs, page.complaints) == ([], [])


def test_what_is_injected_does_not_run(open_report: Open) -> None:
    """The page's policy, should anything ever get past the escaping."""
    page = open_report(sample())
    page.page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend",
                '<img src="https://a.example/b" onerror="alert(1)"><p style="color:red" id=styled>x');
            const script = document.createElement("script");
            script.textContent = "alert(2)";
            document.body.append(script);
        }"""
    )
    page.page.wait_for_timeout(200)

    assert (page.requests, page.dialogs) == ([page.url], [])
    colour = "getComputedStyle(document.getElementById('styled')).color"
    assert page.page.evaluate(colour) != "rgb(255, 0, 0)"


@pytest.mark.parametrize("width", [1280, 400])
def test_without_scripts_everything_is_shown_and_nothing_can_be_filtered(
    open_report: Open, width: int
) -> None:
    with_scripts = open_report(sample(), width=width)
    without = open_report(sample(), width=width, with_scripts=False)

    assert without.texts("form, [role=status]:not(:empty)") == []
    for everything in ("header", "#overview", "#matrix", "#exemptions", "#requirements"):
        assert without.texts(everything) == with_scripts.texts(everything) != []
    assert len(without.texts("#pairs article")) == 4
    assert without.texts("#pairs") == with_scripts.texts("#pairs")
    assert without.requests == [without.url]


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("width", [1280, 400])
def test_only_the_tables_are_ever_wider_than_the_window(
    open_report: Open, name: str, width: int
) -> None:
    page = open_report(DOCUMENTS[name](), width=width).page

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_on_a_wide_screen_the_whole_matrix_is_in_sight(open_report: Open) -> None:
    page = open_report(sample()).page
    region = page.locator("#matrix .region")

    assert region.evaluate("one => one.scrollWidth - one.clientWidth") == 0


@pytest.mark.parametrize("is_dark", [False, True])
def test_on_paper(open_report: Open, is_dark: bool) -> None:
    page = open_report(hostile(), is_dark=is_dark)
    page.page.emulate_media(media="print")

    def style(selector: str, name: str) -> str:
        script = f"one => getComputedStyle(one).getPropertyValue('{name}')"
        return str(page.page.locator(selector).first.evaluate(script))

    assert page.texts("form, nav, .skip") == []
    assert style("body", "background-color") == "rgb(255, 255, 255)"
    assert style("body", "color") == "rgb(28, 33, 40)"
    assert style("#matrix .region", "max-height") == "none"
    assert style("#matrix .region", "overflow-y") == "visible"
    assert style(".matrix thead", "display") == "table-header-group"
    assert style(".matrix thead", "position") == "static"
    assert style(".matrix td a", "print-color-adjust") == "exact"
    assert style("#pairs article", "content-visibility") == "visible"
    assert style("#pairs li", "break-inside") == "avoid"
    assert page.page.pdf().startswith(b"%PDF-")
