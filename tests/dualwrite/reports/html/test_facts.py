"""Facts of both sides next to each other."""

from __future__ import annotations

import pytest
from hypothesis import given

from dualwrite.model.schema import fact_paths
from dualwrite.reports.html.pair_sections import (
    NOT_DECLARED,
    NOT_KNOWN_YET,
    facts_table,
    label_of,
    shown_facts,
)
from dualwrite.reports.html.words import safe
from dualwrite.results.document import ResultRow
from support.report_documents import made_of, row, texts

FACT = "financeAndOperations.region"


def rows(*found: tuple[str, object]) -> tuple[ResultRow, ...]:
    """One row for each verdict with the value that it saw of one fact."""
    return made_of(
        [
            row(verdict=verdict, evidence=[{"fact": FACT, "value": value}])
            for verdict, value in found
        ]
    ).results


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("West Europe", "West Europe"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (2.5, "2.5"),
        ("", ""),
        ("a<b\n", "a&lt;b\\n"),
    ],
)
def test_values_are_written_as_they_were(value: object, shown: str) -> None:
    assert shown_facts(rows(("pass", value))) == {FACT: shown}


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ([("unknown", None)], NOT_KNOWN_YET),
        ([("undeclared", None)], NOT_DECLARED),
        ([("fail", None)], NOT_DECLARED),
        ([("unknown", None), ("unknown", None)], NOT_KNOWN_YET),
        ([("unknown", None), ("undeclared", None)], NOT_DECLARED),
        ([("undeclared", None), ("unknown", None)], NOT_DECLARED),
        ([("unknown", None), ("pass", "x")], "x"),
        ([("pass", "x"), ("unknown", None)], "x"),
        ([("pass", "x"), ("undeclared", None)], "x"),
    ],
)
def test_a_fact_without_a_value(found: list[tuple[str, object]], shown: str) -> None:
    assert shown_facts(rows(*found)) == {FACT: shown}


def test_both_sides_stand_next_to_each_other_in_the_order_of_the_schema() -> None:
    shown = {
        "link.initialSync": "true",
        "customerEngagement.prospectToCash": "false",
        "customerEngagement.tenantId": "two",
        "other.thing": "odd",
        "financeAndOperations.tenantId": "one",
        "financeAndOperations.url": "https://a",
    }

    assert facts_table({path: safe(value) for path, value in shown.items()}) == (
        "<table><caption>Facts</caption>"
        "<tr><th>Fact<th>F&amp;O<th>CE\n"
        "<tr><th>URL<td>https://a<td>\n"
        "<tr><th>Tenant ID<td>one<td>two\n"
        "<tr><th scope=row>Prospect to cash<td><td>false\n"
        "<tbody><tr><th colspan=3 scope=rowgroup>Link\n"
        "<tr><th>Initial sync<td colspan=2>true\n"
        "<tbody><tr><th colspan=3 scope=rowgroup>Other\n"
        "<tr><th>other.thing<td colspan=2>odd"
        "</table>"
    )


def test_without_facts_of_a_side_there_are_no_headings() -> None:
    assert facts_table({"link.initialSync": safe("true")}) == (
        "<table><caption>Facts</caption>\n<tbody><tr><th colspan=3 scope=rowgroup>Link\n"
        "<tr><th>Initial sync<td colspan=2>true</table>"
    )


def test_labels_of_the_schema() -> None:
    labels = {path.partition(".")[2]: label_of(path.partition(".")[2]) for path in fact_paths()}

    assert labels == {
        "url": "URL",
        "environmentId": "Environment ID",
        "tenantId": "Tenant ID",
        "region": "Region",
        "geography": "Geography",
        "environmentType": "Environment type",
        "applicationVersion": "Application version",
        "platformVersion": "Platform version",
        "crossCompanyDataSharing": "Cross-company data sharing",
        "bypassesDataEvents": "Bypasses data events",
        "consecutiveUpdatesPaused": "Consecutive updates paused",
        "prospectToCash": "Prospect to cash",
        "prospectToCashVersion": "Prospect to cash version",
        "dualWriteCoreVersion": "Dual-write core version",
        "dynamics365AppsEnabled": "Dynamics 365 apps enabled",
        "dualWriteSolutions": "Dual-write solutions",
        "initialSync": "Initial sync",
        "initialSyncLegalEntities": "Initial sync legal entities",
        "liveSyncLegalEntities": "Live sync legal entities",
        "distributedTransactions": "Distributed transactions",
        "apps": "Apps",
    }


@given(texts())
def test_a_label_loses_nothing(key: str) -> None:
    def letters(text: str) -> str:
        return "".join(one for one in text.lower() if not one.isspace() and one != "-")

    assert letters(label_of(key)) == letters(key)


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("dualWriteCore", "Dual-write core"),
        ("dualWriter", "Dual writer"),
        ("dualWrite", "Dual write"),
        ("crossCompanyId", "Cross-company ID"),
        ("across", "Across"),
    ],
)
def test_compounds(key: str, label: str) -> None:
    assert label_of(key) == label
