from __future__ import annotations

import io
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import given
from junitparser import JUnitXml

from dualwrite.model.verdicts import Kind
from dualwrite.reports import junit
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.document import Document
from support.documents import EXEMPTION, sample
from support.report_documents import (
    DOCUMENTS,
    crowd,
    every_state,
    golden,
    grant,
    made_of,
    of_any_text,
    row,
    same_named,
    texts,
)

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
SOURCE = (
    "https://learn.microsoft.com/dynamics365/fin-ops-core/dev-itpro/data-entities/dual-write"
    "/dual-write-system-req"
)


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


def written(document: Document) -> ElementTree.Element:
    """The report, valid by Jenkins' schema."""
    xml = junit.render(document)
    schema().validate(io.BytesIO(xml))
    return ElementTree.fromstring(xml)


def outcome_of(changes: dict[str, Any]) -> tuple[str, dict[str, str], str | None] | None:
    """What a case with one result has in it: tag, attributes and text; None for one that passes."""
    (suite,) = written(made_of([row(**changes)]))
    (case,) = suite
    assert case.attrib == {"classname": "contoso", "name": "DW010 same-tenant", "time": "0.0"}
    return next(((one.tag, dict(one.attrib), one.text) for one in case), None)


def expected_kind(document: Document) -> Counter[str]:
    """Failures, errors and skipped cases of a document's results, by the rule of the module."""
    found: Counter[str] = Counter()
    for one in document.results:
        if one.verdict is Kind.ERROR:
            found["errors"] += 1
        elif one.blocks:
            found["failures"] += 1
        elif one.verdict is not Kind.PASS:
            found["skipped"] += 1
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_valid_with_right_counts_in_every_suite_and_over_all(name: str) -> None:
    document = DOCUMENTS[name]()
    root = written(document)
    expected = expected_kind(document)
    for suite in root:
        tags = Counter(child.tag for case in suite for child in case)
        counts = {
            key: int(suite.get(key, "")) for key in ("tests", "failures", "errors", "skipped")
        }
        assert counts == {
            "tests": len(suite),
            "failures": tags["failure"],
            "errors": tags["error"],
            "skipped": tags["skipped"],
        }
        if suite.get("name") == "exemptions":
            continue
        for key in ("failures", "errors", "skipped"):
            expected[key] -= counts[key]
    assert not +expected and not -expected
    totals = {key: int(root.get(key, "")) for key in ("tests", "failures", "errors")}
    assert totals == {key: sum(int(one.get(key, "")) for one in root) for key in totals}


@given(texts())
def test_any_text_is_valid(text: str) -> None:
    root = written(of_any_text(text))
    assert [one.tag for one in root.iter()].count("testcase") == 5


@pytest.mark.parametrize("name", DOCUMENTS)
def test_junitparser_reads_what_was_written(name: str) -> None:
    document = DOCUMENTS[name]()
    read = JUnitXml.fromstring(junit.render(document))
    cases = [case for suite in read for case in suite]
    noticed = [one for one in document.exemptions if one.notices]
    assert len(cases) == len(document.results) + len(noticed)
    names = [(case.classname, case.name) for case in cases]
    assert len(set(names)) == len(names)
    failed = {case.name[:5] for case in cases if case.is_failure}
    blocking = {one.id for one in document.results if one.blocks and one.verdict is not Kind.ERROR}
    review = {"DW900" for one in noticed if any(notice.blocks for notice in one.notices)}
    assert failed == blocking | review


def test_golden() -> None:
    xml = junit.render(sample())
    assert xml == junit.render(sample())
    assert xml == golden("sample.junit.xml", xml)


def test_a_failure_whole() -> None:
    urn = "urn:pulumi:prod::shop::dualwrite:index:EnvironmentPair::contoso"
    assert outcome_of({"urn": urn}) == (
        "failure",
        {"message": "The tenants differ.", "type": "mandatory"},
        "The tenants differ.\n"
        "Why: Dual-write does not reach across tenants. Found out after both environments exist,"
        " one of the two has to be provided again in the other's tenant.\n"
        "Remedy: Use one tenant.\n"
        f"Source: Dual-write system requirements (2026-01-15), {SOURCE}\n"
        "Declared in: pairs.yaml, line 3\n"
        f"Resource: {urn}",
    )


def test_a_pass_is_an_empty_case() -> None:
    assert outcome_of({"verdict": "pass", "message": "", "remedy": ""}) is None


def test_an_advisory_is_skipped_with_its_message_for_readers_of_either_place() -> None:
    changes = {"level": "advisory", "verdict": "undeclared", "location": None}
    message = "Advisory: The tenants differ."
    assert outcome_of(changes) == (
        "skipped",
        {"message": message, "type": "advisory"},
        f"{message}\nRemedy: Use one tenant.",
    )


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"verdict": "unknown"}, "Not yet known: The tenants differ."),
        ({"verdict": "notApplicable"}, "Not applicable: The tenants differ."),
        (
            {"verdict": "undeclared", "violation": False},
            "Undeclared and ignored: The tenants differ.",
        ),
        (
            {"verdict": "exempt", "violation": False, "exemption": EXEMPTION},
            "Exempt (waiver EX-2026-014, until 2027-01-31 (68 days left), owner"
            " erp-platform@contoso.com, approved by cto@contoso.com, ticket"
            " https://tickets.contoso.com/ERP-14: Region move under way, ends with the cut-over)."
            " Without it: fail. The tenants differ.",
        ),
    ],
)
def test_skipped_cases(changes: dict[str, Any], text: str) -> None:
    kind = str(changes["verdict"])
    assert outcome_of(changes) == ("skipped", {"message": text, "type": kind}, text)


@pytest.mark.parametrize("level", ["mandatory", "advisory"])
def test_a_rule_that_broke_is_an_error_at_every_level(level: str) -> None:
    assert outcome_of({"verdict": "error", "level": level, "location": None}) == (
        "error",
        {"message": "The tenants differ.", "type": level},
        "The tenants differ.\nRemedy: Use one tenant.",
    )


def test_an_unknown_fact_that_blocks_is_a_failure() -> None:
    found = outcome_of({"verdict": "unknown", "violation": True, "remedy": "", "location": None})
    attributes = {"message": "The tenants differ.", "type": "mandatory"}
    assert found == ("failure", attributes, "The tenants differ.")


def test_a_suite_for_each_pair_with_its_file_and_the_time_in_utc() -> None:
    suites = [
        (one.get("name"), one.get("file"), one.get("timestamp")) for one in written(same_named())
    ]
    stack = "urn:pulumi:{}::shop::dualwrite:index:EnvironmentPair::p"
    at = "2026-11-24T12:30:15"
    assert suites == [
        ("p (one.yaml)", "one.yaml", at),
        ("p (two.yaml)", "two.yaml", at),
        (f"p ({stack.format('a')})", None, at),
        (f"p ({stack.format('b')})", None, at),
    ]


def test_grants_that_something_is_said_about_are_a_suite_of_their_own() -> None:
    suite = list(written(every_state()))[-1]
    remedy = "Remedy: Mend the pair and remove the exemption, or have its owner grant it again, for a time."
    owner = "Owner: erp-platform@contoso.com"
    soon, ticket = "It expires in 3 days.", "It has no ticket."
    found = [(one.get("name"), *((c.tag, dict(c.attrib), c.text) for c in one)) for one in suite]
    advisory = {"message": soon, "type": "advisory"}
    assert suite.get("name") == "exemptions"
    assert found == [
        (
            "DW900 same-datacenter a-*, b",
            ("skipped", advisory, "\n".join([soon, owner, remedy])),
        ),
        (
            "DW900 same-datacenter EX-2",
            (
                "failure",
                {"message": f"{soon} {ticket}", "type": "mandatory"},
                "\n".join([soon, ticket, owner, remedy]),
            ),
        ),
        (
            "DW900 same-datacenter EX-2 (2)",
            ("skipped", advisory, "\n".join([soon, owner, remedy])),
        ),
    ]


def test_no_suite_of_exemptions_where_nothing_is_said() -> None:
    assert [one.get("name") for one in written(made_of([row()], [grant()]))] == ["contoso"]


def test_what_xml_cannot_hold_is_an_escape() -> None:
    (suite,) = written(made_of([row(pair="a\x00b\ufffe<]]>\ud800")]))
    assert suite.get("name") == "a\\x00b\\ufffe<]]>\\ud800"


def test_many_pairs() -> None:
    root = ElementTree.fromstring(junit.render(crowd(2_000)))
    assert (root.get("tests"), len(root)) == (str(2_000 * len(REQUIREMENTS)), 2_000)
