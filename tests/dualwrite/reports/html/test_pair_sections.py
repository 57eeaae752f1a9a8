"""What the page says of a pair."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.reports.html.pair_sections import sections_of
from dualwrite.results.document import Document, pairs_of
from support.documents import EXEMPTION
from support.report_documents import made_of, row, same_named

IDS = {"same-tenant": "DW010"}
FACTS = (
    "<table><caption>Facts</caption><tr><th>Fact<th>F&amp;O<th>CE\n"
    "<tr><th>Tenant ID<td>a<td></table></article>"
)
EVIDENCE = "\n<dl><dt>financeAndOperations.tenantId<dd>a</dl>"
LINK = "<a href=#DW010>DW010 same-tenant</a>"


def articles(document: Document) -> list[str]:
    return [str(one.article) for one in sections_of(pairs_of(document.results), IDS)]


def test_a_finding_says_what_is_wrong_with_its_evidence_and_what_to_do() -> None:
    assert articles(made_of([row()])) == [
        "<article id=p1><h3>contoso <b>refused</b></h3>\n"
        f'<ul><li id=f1 class="f b"><h4><i class=badge>fail</i> {LINK}'
        " <small>mandatory, pairs.yaml:3</small></h4>\n<p>The tenants differ."
        f"{EVIDENCE}\n<p><b>Remedy</b> Use one tenant.</ul>\n{FACTS}"
    ]


def test_a_finding_without_place_evidence_and_remedy_has_no_empty_parts() -> None:
    bare = row(verdict="unknown", location=None, evidence=[], remedy="", message="Later.")

    assert articles(made_of([bare])) == [
        "<article id=p1><h3>contoso</h3>\n"
        f'<ul><li id=f1 class="k"><h4><i class=badge>unknown</i> {LINK}'
        " <small>advisory</small></h4>\n<p>Later.</ul>\n</article>"
    ]


def test_a_pair_without_findings_shows_its_facts() -> None:
    assert articles(made_of([row(verdict="pass")])) == [f"<article id=p1><h3>contoso</h3>\n{FACTS}"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {},
            "<b>Exempt</b> instead of fail until 2027-01-31 (68 days left): Region move under way,"
            " ends with the cut-over (EX-2026-014, waiver, owner erp-platform@contoso.com, approved"
            ' by cto@contoso.com, ticket <a href="https://tickets.contoso.com/ERP-14" rel=noreferrer>'
            "https://tickets.contoso.com/ERP-14</a>)",
        ),
        (
            {
                "id": None,
                "approvedBy": None,
                "ticket": "javascript:alert(1)",
                "daysLeft": 0,
                "insteadOf": "undeclared",
                "reason": "Two\nlines <b>",
            },
            "<b>Exempt</b> instead of undeclared until 2027-01-31 (last day): Two lines &lt;b&gt;"
            " (waiver, owner erp-platform@contoso.com, ticket javascript:alert(1))",
        ),
    ],
)
def test_an_exempt_finding_says_who_why_and_until_when(changes: dict[str, Any], said: str) -> None:
    exempt = row(verdict="exempt", violation=False, exemption={**EXEMPTION, **changes})
    [article] = articles(made_of([exempt]))

    assert article == (
        "<article id=p1><h3>contoso</h3>\n"
        f'<ul><li id=f1 class="x"><h4><i class=badge>exempt</i> {LINK}'
        " <small>mandatory, pairs.yaml:3</small></h4>\n<p>The tenants differ."
        f"{EVIDENCE}\n<p><b>Remedy</b> Use one tenant.\n<p>{said}</ul>\n{FACTS}"
    )


def test_places_are_named_where_there_are_several() -> None:
    found = [one.partition("\n")[2].partition("\n")[0] for one in articles(same_named())]

    assert found == [
        "<p class=w>one.yaml",
        "<p class=w>two.yaml",
        "<p class=w>urn:pulumi:a::shop::dualwrite:index:EnvironmentPair::p",
        "<p class=w>urn:pulumi:b::shop::dualwrite:index:EnvironmentPair::p",
    ]
