from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dualwrite.reports import markdown
from dualwrite.results.document import Document
from dualwrite.text.quoting import printable
from support.documents import EXEMPTION, HOSTILE_NAMES, hostile, sample
from support.report_documents import (
    DOCUMENTS,
    crowd,
    every_state,
    golden,
    grant,
    made_of,
    of_any_text,
    row,
    texts,
)

LARGEST_SUMMARY = 1_048_576
OWN_ADDRESSES = "https://learn.microsoft.com/dynamics365/"


@dataclass(frozen=True)
class Cell:
    """A cell as a reader shows it: its whole text, what of it is no code, and where it links to."""

    text: str
    plain: str
    links: tuple[str, ...]


def tokens_of(document: Document) -> list[Token]:
    """The summary, read by a parser that lets HTML through and knows tables, as GitHub's does."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.parse(markdown.render(document).decode())


def tables_of(tokens: list[Token]) -> dict[str, list[list[Cell]]]:
    """The tables, headings first, under the headings that they stand below."""
    tables: dict[str, list[list[Cell]]] = {}
    heading = ""
    for token, after in zip(tokens, [*tokens[1:], Token("", "", 0)], strict=True):
        if token.type == "heading_open":
            heading = after.content
        elif token.type == "tr_open":
            tables.setdefault(heading, []).append([])
        elif token.type in ("td_open", "th_open"):
            tables[heading][-1].append(cell_of(after.children or []))
    return tables


def cell_of(children: list[Token]) -> Cell:
    plain = "".join(one.content for one in children if one.type == "text")
    text = "".join(one.content for one in children)
    links = (str(one.attrs["href"]) for one in children if one.type == "link_open")
    return Cell(text, plain, tuple(links))


def kinds_of(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        yield token.type
        yield from kinds_of(token.children or [])


def rows_of(document: Document, heading: str) -> list[list[str]]:
    return [[cell.text for cell in line] for line in tables_of(tokens_of(document))[heading][1:]]


def assert_is_text_only(tokens: list[Token]) -> None:
    """No HTML, no picture, no row that is broken apart, and nothing that a site makes a link of."""
    allowed = {
        *("heading_open", "inline", "heading_close", "paragraph_open", "paragraph_close"),
        *("table_open", "thead_open", "tr_open", "th_open", "th_close", "tr_close", "thead_close"),
        *("tbody_open", "td_open", "td_close", "tbody_close", "table_close"),
        *("text", "code_inline", "strong_open", "strong_close", "link_open", "link_close"),
    }
    assert set(kinds_of(tokens)) <= allowed
    for lines in tables_of(tokens).values():
        assert {len(line) for line in lines} == {len(lines[0])}
        for cell in (cell for line in lines for cell in line):
            assert not re.search(r"[@#<>`*_~$\\]|://|www\.|gh-\d|:\w+:", cell.plain, re.IGNORECASE)
            for link in cell.links:
                assert link.startswith((OWN_ADDRESSES, "https://", "http://"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_only_text(name: str) -> None:
    assert_is_text_only(tokens_of(DOCUMENTS[name]()))


@given(texts())
def test_any_text_is_only_text(text: str) -> None:
    document = of_any_text(text)
    tokens = tokens_of(document)
    assert_is_text_only(tokens)
    tables = tables_of(tokens)
    assert {heading: len(lines) for heading, lines in tables.items()} == {
        "Dual-write: refused": 2,
        "Findings": 3,
        "Exempt": 2,
        "Exemptions": 3,
    }
    pair, owner = tables["Exempt"][1][0].text, tables["Exempt"][1][5].text
    # Spaces at the ends of a cell belong to the table.
    assert pair.strip() == printable(text).strip() == owner.strip()


def test_hostile_names_are_shown_as_they_are() -> None:
    shown = {line[1] for line in rows_of(hostile(), "Findings")}
    assert shown == {printable(name) for name in HOSTILE_NAMES[1:]}
    ((pair, *_),) = rows_of(hostile(), "Exempt")
    assert pair == "<script>alert(1)</script>"


def test_golden() -> None:
    written = markdown.render(sample())
    assert written == markdown.render(sample())
    assert written == golden("sample.md", written)


def test_findings_with_what_is_most_pressing_first() -> None:
    found = [(line[0], line[2][:5]) for line in rows_of(every_state(), "Findings")]
    assert found == [
        ("mandatory", "DW002"),
        ("remediate", "DW003"),
        ("mandatory", "DW005"),
        ("mandatory", "DW009"),
        ("mandatory", "DW014"),
        ("mandatory", "DW016"),
        ("advisory", "DW004"),
        ("advisory", "DW006"),
        ("advisory", "DW010"),
        ("advisory", "DW015"),
        ("not yet known", "DW008"),
    ]


def test_a_finding_whole() -> None:
    (line,) = rows_of(made_of([row()]), "Findings")
    assert line == [
        "mandatory",
        "contoso",
        "DW010 same-tenant",
        "The tenants differ.",
        "Use one tenant.",
        "pairs.yaml:3",
    ]


def test_counts() -> None:
    ((*_, counts),) = [tables_of(tokens_of(every_state()))["Dual-write: refused"]]
    assert [cell.text for cell in counts] == ["7", "7", "1", "2", "1", "1", "1"]


@pytest.mark.parametrize(
    ("rows", "grants", "outcome"),
    [
        ([row()], [], "refused"),
        ([row(level="advisory")], [], "accepted"),
        ([row(verdict="unknown", violation=False)], [], "accepted"),
        ([row(verdict="pass")], [], "accepted"),
        ([], [], "no pair was judged"),
        ([], [grant(notices=[{"level": "advisory", "message": "a"}])], "no pair was judged"),
        ([], [grant(notices=[{"level": "mandatory", "message": "a"}])], "refused"),
    ],
)
def test_the_heading_says_the_outcome(
    rows: list[dict[str, Any]], grants: list[dict[str, Any]], outcome: str
) -> None:
    (heading, *_) = markdown.render(made_of(rows, grants)).decode().splitlines()
    assert heading == f"## Dual-write: {outcome}"


STACK = "urn:pulumi:prod::shop::dualwrite:index:EnvironmentPair::"


@pytest.mark.parametrize(
    ("places", "subject"),
    [
        ([], "0 pairs judged for 2026-11-24."),
        ([("a.yaml", None)], "1 pair of `a.yaml` judged for 2026-11-24."),
        ([("a.yaml", None)] * 2, "2 pairs of `a.yaml` judged for 2026-11-24."),
        ([("s.json", STACK)], "1 pair of `s.json` judged for 2026-11-24."),
        (
            [(None, STACK), ("a.yaml", None)],
            "2 pairs of `shop/prod` and `a.yaml` judged for 2026-11-24.",
        ),
        ([(None, None)], "1 pair judged for 2026-11-24."),
        ([("<b>|`", None)], "1 pair of `<b>`&#124;`` ` `` judged for 2026-11-24."),
        (
            [(one, None) for one in "abcdefg"],
            "7 pairs of `a`, `b`, `c`, `d`, `e` and 2 more judged for 2026-11-24.",
        ),
    ],
)
def test_what_was_judged_stands_first(
    places: list[tuple[str | None, str | None]], subject: str
) -> None:
    rows = [row(pair=f"p-{at}", source=source, urn=urn) for at, (source, urn) in enumerate(places)]
    assert markdown.render(made_of(rows)).decode().splitlines()[2] == subject


def test_an_exempt_result_whole_with_its_ticket_as_a_link() -> None:
    document = made_of([row(verdict="exempt", violation=False, exemption=EXEMPTION)])
    ((_, line),) = [tables_of(tokens_of(document))["Exempt"]]
    ticket = "https://tickets.contoso.com/ERP-14"
    assert [cell.text for cell in line] == [
        "contoso",
        "DW010 same-tenant",
        "fail",
        "2027-01-31",
        "68",
        "erp-platform@contoso.com",
        "Region move under way, ends with the cut-over",
        ticket,
    ]
    assert line[-1].links == (ticket,)


@pytest.mark.parametrize(
    "ticket",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "ftp://a.b/c",
        "ERP-14",
        "https://a b",
        "https://",
        " https://a.b",
        "https://a.b/\u202e",
    ],
)
def test_a_ticket_that_is_no_address_of_the_web_is_no_link(ticket: str) -> None:
    exemption = {**EXEMPTION, "ticket": ticket}
    document = made_of([row(verdict="exempt", violation=False, exemption=exemption)])
    cell = tables_of(tokens_of(document))["Exempt"][1][-1]
    assert (cell.text, cell.links) == (printable(ticket), ())


def test_grants_with_their_state_and_what_is_said_about_them() -> None:
    notices = [
        {"level": "advisory", "message": "It expires soon."},
        {"level": "mandatory", "message": "It has no ticket."},
    ]
    grants = [
        grant(),
        grant(daysLeft=0, covers=[], notices=notices),
        grant(id=None, pairs=["a", "b|c"], daysLeft=-1, covers=[]),
        grant(requirement="of-another-release", daysLeft=1),
    ]
    owner, pairs, own = "erp-platform@contoso.com", "contoso", "DW011 same-datacenter"
    assert rows_of(made_of([], grants), "Exemptions") == [
        [own, "EX-2026-014", pairs, "68 days left", owner, ""],
        [
            *(own, "EX-2026-014", pairs, "last day, unused", owner),
            "It expires soon. mandatory: It has no ticket.",
        ],
        [own, "", "a, b|c", "expired 1 day ago", owner, ""],
        ["of-another-release", "EX-2026-014", pairs, "1 day left", owner, ""],
    ]


def test_pairs_without_a_finding_are_one_line() -> None:
    text = markdown.render(sample()).decode()
    assert "\n2 pairs without a finding.\n" in text
    assert "without a finding" not in markdown.render(made_of([row()])).decode()


def test_no_findings_no_table_of_them() -> None:
    text = markdown.render(made_of([row(verdict="pass", message="", remedy="")])).decode()
    assert re.findall(r"^#+ .*$", text, re.MULTILINE) == ["## Dual-write: accepted"]
    assert "[DW" not in text


def test_a_summary_is_small_enough_and_counts_what_it_leaves_out() -> None:
    document = crowd(2_000)
    granted = {**EXEMPTION, "reason": "r" * 900}
    exempt = [
        row(pair=f"exempt-{number}", verdict="exempt", violation=False, exemption=granted)
        for number in range(3_000)
    ]
    raw = [one.model_dump(mode="json", by_alias=True) for one in document.results]
    large = made_of([*raw, *exempt], [grant(owner="o" * 900)] * 3_000)
    written = markdown.render(large)
    assert 800_000 < len(written) < LARGEST_SUMMARY
    text = written.decode()
    tables = tables_of(tokens_of(large))
    for heading, noun, total in (
        ("Findings", "findings", sum(one.is_finding for one in document.results)),
        ("Exempt", "exempt results", 3_000),
        ("Exemptions", "exemptions", 3_000),
    ):
        (left_out,) = re.findall(
            rf"^… and ([\d,]+) more {noun} are not shown\.$", text, re.MULTILINE
        )
        assert int(left_out.replace(",", "")) + len(tables[heading]) - 1 == total


def test_texts_of_any_length_are_shown_in_part() -> None:
    document = made_of([row(pair="p" * 1_000_000, message="m" * 1_000_000)])
    ((_, pair, _, message, *_),) = rows_of(document, "Findings")
    assert (pair, message) == ("p" * 599 + "…", "m" * 599 + "…")
