"""The rows of the matrix."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.reports.html.matrix import matrix_rows
from dualwrite.reports.html.pair_sections import sections_of
from dualwrite.requirements import requirements_by_name
from dualwrite.results.document import pairs_of
from support.documents import EXEMPTION
from support.report_documents import made_of, row

IDS = {one.name: one.id for one in requirements_by_name().values()}


def cells(*rows: dict[str, Any], requirements: tuple[str, ...] = ("same-tenant",)) -> list[str]:
    """What follows the names in the rows of the matrix."""
    sections = sections_of(pairs_of(made_of(list(rows)).results), IDS)
    return [str(one).partition("</a>")[2] for one in matrix_rows(sections, requirements)]


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"verdict": "pass"}, "<td>✓"),
        ({"verdict": "notApplicable"}, "<td class=n>n/a"),
        ({"verdict": "undeclared", "violation": False}, "<td class=u>undeclared"),
        ({}, ' <b>refused</b><td class="f b"><a href=#f1>fail</a>'),
        ({"level": "remediate"}, ' <b>refused</b><td class="f b"><a href=#f1>fail</a>'),
        ({"level": "advisory"}, "<td class=f><a href=#f1>fail</a>"),
        ({"verdict": "undeclared"}, ' <b>refused</b><td class="u b"><a href=#f1>undeclared</a>'),
        (
            {"verdict": "unknown", "violation": True},
            ' <b>refused</b><td class="k b"><a href=#f1>unknown</a>',
        ),
        ({"verdict": "unknown"}, "<td class=k><a href=#f1>unknown</a>"),
        ({"verdict": "exempt", "exemption": EXEMPTION}, "<td class=x><a href=#f1>exempt</a>"),
        ({"verdict": "error"}, ' <b>refused</b><td class="e b"><a href=#f1>error</a>'),
    ],
)
def test_a_cell(changes: dict[str, Any], cell: str) -> None:
    assert cells(row(**changes)) == [cell]


def test_a_requirement_that_was_not_judged_is_an_empty_cell() -> None:
    found = cells(row(verdict="pass"), requirements=("same-tenant", "same-datacenter"))

    assert found == ["<td>✓<td class=o>"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_rows_of_one_requirement_the_more_pressing_one_is_shown(order: int) -> None:
    two = [row(level="advisory", verdict="undeclared"), row(verdict="fail")][::order]
    number = 2 if order == 1 else 1

    assert cells(*two) == [f' <b>refused</b><td class="f b"><a href=#f{number}>fail</a>']


def test_names_lead_to_the_pairs_and_numbers_go_on() -> None:
    rows = [row(pair="a"), row(pair="<b>", verdict="pass"), row(pair="c", level="advisory")]
    sections = sections_of(pairs_of(made_of(rows).results), IDS)

    assert list(matrix_rows(sections, ["same-tenant"])) == [
        '<tr><th scope=row><a href=#p1>a</a> <b>refused</b><td class="f b"><a href=#f1>fail</a>',
        "<tr><th scope=row><a href=#p2>&lt;b&gt;</a><td>✓",
        "<tr><th scope=row><a href=#p3>c</a><td class=f><a href=#f2>fail</a>",
    ]
