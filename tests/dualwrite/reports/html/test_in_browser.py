"""The page in a real browser: what it shows, what it never does, on paper, and without scripts."""

from __future__ import annotations

import pytest

from dualwrite.requirements import REQUIREMENTS
from support.documents import EXEMPTION, HOSTILE_NAMES, hostile, sample
from support.report_documents import (
    DOCUMENTS,
    empty,
    every_state,
    grant,
    made_of,
    row,
    same_named,
)

from .conftest import Open


def test_the_state_of_the_estate_at_a_glance(open_report: Open) -> None:
    page = open_report(sample())

    assert page.page.title() == "Dual-write: 2 of 4 pairs refused, 1 violation exempt"
    assert page.texts(".outcome") == ["2 of 4 pairs refused, 1 violation exempt"]
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
    # None of them has Azure resources.
    passes = ["n/a" if one.concerns_companions else "✓" for one in REQUIREMENTS]

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
        "Open findings",
        *["0", "0", "0", "1", "0", "0", "0", "1", "0", "1", "1", "1", "0", "0", "0", "1"],
        *["0"] * (len(REQUIREMENTS) - 16),
    ]
    assert len(page.texts(".legend span")) == 8


def test_both_sides_of_a_pair_stand_next_to_each_other(open_report: Open) -> None:
    page = open_report(sample())

    def rows(body: int) -> list[list[str]]:
        found = f"#p3 tbody:nth-of-type({body}) tr"
        numbers = range(1, page.page.locator(found).count() + 1)
        return [page.texts(f"{found}:nth-child({number}) > *") for number in numbers]

    assert rows(1) == [
        ["Fact", "F&O", "CE"],
        ["URL", "https://pair-2.operations.dynamics.com", "https://pair-2.crm4.dynamics.com"],
        ["Tenant ID", *["8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"] * 2],
        ["Region", "not known yet", "westeurope"],
        ["Environment type", "production", "production"],
        ["Application version", "10.0.48", ""],
        ["Platform version", "7.0.7996.40", "9.2.25091.00212"],
        ["Cross-company data sharing", "false", ""],
        ["Bypasses data events", "false", ""],
        ["Consecutive updates paused", "0", ""],
        ["Prospect to cash", "", "not declared"],
        ["Dual-write core version", "", "1.0.25031.2"],
        ["Dynamics 365 apps enabled", "", "true"],
        [
            "Dual-write solutions",
            "",
            "DualWriteCoreAnchor, msdyn_DualWriteAppCoreAnchor,"
            " msdyn_Dynamics365FinanceExtendedAnchor",
        ],
    ]
    assert rows(2) == [
        ["Link"],
        ["Initial sync", "true"],
        ["Initial sync legal entities", "12"],
        ["Live sync legal entities", "251"],
        ["Distributed transactions", "false"],
        ["Apps", "finance"],
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


_CUT_OFF = """() => Array.from(document.querySelectorAll(".matrix td, .matrix td a"))
    .filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"""


@pytest.mark.parametrize("width", [1170, 1200, 1280, 1920])  # 1170: 1200 with two scroll bars
def test_the_matrix_scrolls_beside_the_names_of_its_pairs(open_report: Open, width: int) -> None:
    """With the longest words in every cell, of findings and of others: none is cut off."""
    rows = [
        row(one.name, verdict="undeclared", violation=violation, pair=pair)
        for violation, pair in ((True, "a"), (False, "b"))
        for one in REQUIREMENTS
    ]
    page = open_report(made_of(rows), width=width).page
    region = page.locator("#matrix .region")

    region.evaluate("one => one.scrollTo(one.scrollWidth, 0)")
    first, last = (
        page.locator(f".matrix tbody tr:first-child > :{which}-child").bounding_box()
        for which in ("first", "last")
    )
    seen = region.bounding_box()
    assert first is not None and last is not None and seen is not None
    border = 1
    assert first["x"] == seen["x"] + border
    assert last["x"] + last["width"] <= seen["x"] + seen["width"] - border
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(_CUT_OFF) == []


def test_a_preview_is_of_stacks(open_report: Open) -> None:
    page = open_report(same_named())

    assert page.texts(".made") == [
        "Judged for 2026-11-24. Generated at 2026-11-24 12:30:15 UTC."
        " Read from one.yaml, two.yaml, shop/a, shop/b."
    ]


def test_a_notice_that_stops_a_deployment_is_said_first(open_report: Open) -> None:
    notices = [{"level": "mandatory", "message": "Too long."}]
    rows = [row(verdict="pass", pair=pair) for pair in "ab"]
    page = open_report(made_of(rows, [grant(notices=notices)]))

    outcome = "Refused: 1 mandatory notice about exemptions; 2 pairs accepted"
    assert page.page.title() == f"Dual-write: {outcome}"
    assert page.texts(".refused.outcome") == [outcome]
    assert page.texts(".accepted.outcome") == []


def test_what_is_exempt_is_no_open_finding(open_report: Open) -> None:
    exempt = row(pair="b", verdict="exempt", violation=False, exemption=EXEMPTION)
    page = open_report(made_of([row(), exempt]))

    assert page.texts(".sums > *") == ["Open findings", "1"]
    assert page.texts("#DW010 dt:nth-of-type(n+4)") == [
        "Open findings",
        "Exempt",
        "Sources",
    ]
    assert page.texts("#DW010 dd:nth-of-type(n+4)")[:2] == ["1", "1"]


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
