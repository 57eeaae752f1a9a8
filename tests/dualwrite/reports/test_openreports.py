from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from dualwrite.reports import openreports
from dualwrite.results.document import Document
from support.documents import EXEMPTION, GENERATED_AT, sample
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
DNS_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
LABEL_VALUE = re.compile(r"[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")
LARGEST_ANNOTATIONS = 262_144
"""What Kubernetes allows; ``kubectl apply`` keeps a copy of the object in one."""
METADATA = {
    "type": "object",
    "required": ["name", "labels"],
    "properties": {
        "name": {"type": "string"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "additionalProperties": False,
}


def structural(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema as strict as the API server: what it does not list is an error here."""
    closed = dict(schema)
    if "properties" in schema:
        closed["properties"] = {key: structural(one) for key, one in schema["properties"].items()}
        closed.setdefault("additionalProperties", False)
    if "items" in schema:
        closed["items"] = structural(schema["items"])
    return closed


@cache
def validator() -> Draft202012Validator:
    crd = yaml.safe_load((SCHEMAS / "openreports-v1alpha1-crd.yaml").read_text(encoding="utf-8"))
    schema = structural(crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"])
    schema["properties"]["metadata"] = METADATA
    return Draft202012Validator(schema)


def reports_of(document: Document) -> list[dict[str, Any]]:
    """The documents of the stream, each as small, well named and well counted as it must be."""
    found = []
    for text in openreports.render(document).decode().split("---\n")[1:]:
        report = json.loads(text)
        validator().validate(report)
        assert_can_be_applied(report)
        found.append(report)
    names = [one["metadata"]["name"] for one in found]
    assert len(set(names)) == len(names)
    return found


def assert_can_be_applied(report: dict[str, Any]) -> None:
    assert (report["apiVersion"], report["kind"]) == ("openreports.io/v1alpha1", "Report")
    assert DNS_LABEL.fullmatch(report["metadata"]["name"])
    for value in report["metadata"]["labels"].values():
        assert LABEL_VALUE.fullmatch(value)
    results = Counter(one["result"] for one in report["results"])
    assert report["summary"] == {
        word: results[word] for word in ("pass", "fail", "warn", "error", "skip")
    }
    as_go_writes_it = json.dumps(report, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        as_go_writes_it = as_go_writes_it.replace(character, "\\u0000")
    assert len(as_go_writes_it.encode()) < LARGEST_ANNOTATIONS - 1_000


@pytest.mark.parametrize("name", DOCUMENTS)
def test_valid_and_counted(name: str) -> None:
    document = DOCUMENTS[name]()
    results = [one for report in reports_of(document) for one in report["results"]]
    notices = sum(len(one.notices) for one in document.exemptions)
    assert len(results) == len(document.results) + notices


@given(texts())
def test_any_text_is_valid(text: str) -> None:
    assert sum(len(one["results"]) for one in reports_of(of_any_text(text))) == 5


@given(texts())
def test_a_reader_of_yaml_reads_the_same(text: str) -> None:
    document = of_any_text(text)
    assert list(yaml.safe_load_all(openreports.render(document))) == reports_of(document)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_reader_of_yaml_reads_all_documents(name: str) -> None:
    document = DOCUMENTS[name]()
    written = openreports.render(document)
    assert written.startswith(b"---\n")  # otherwise kubectl expects JSON alone
    assert list(yaml.safe_load_all(written)) == reports_of(document)


def test_golden() -> None:
    written = openreports.render(sample())
    assert written == openreports.render(sample())
    assert written == golden("sample.openreports.yaml", written)


def test_one_report_whole() -> None:
    urn = "urn:pulumi:prod::shop::dualwrite:index:EnvironmentPair::contoso"
    (report,) = reports_of(made_of([row(urn=urn)]))
    name = report["metadata"]["name"]
    seconds = int(datetime(2026, 11, 24, 12, 30, 15, tzinfo=UTC).timestamp())
    assert name.startswith("dualwrite-shop-prod-")
    assert report == {
        "apiVersion": "openreports.io/v1alpha1",
        "kind": "Report",
        "metadata": {
            "name": name,
            "labels": {
                "app.kubernetes.io/managed-by": "dualwrite-guardrail",
                "app.kubernetes.io/instance": name,
            },
        },
        "source": "dualwrite-guardrail",
        "scope": {"kind": "Stack", "name": "shop/prod"},
        "summary": {"pass": 0, "fail": 1, "warn": 0, "error": 0, "skip": 0},
        "results": [
            {
                "policy": "same-tenant",
                "rule": "DW010",
                "category": "Dual-write",
                "severity": "critical",
                "result": "fail",
                "scored": True,
                "message": "The tenants differ.",
                "timestamp": {"seconds": seconds, "nanos": 0},
                "resources": [{"kind": "EnvironmentPair", "name": "contoso"}],
                "properties": {
                    "pair": "contoso",
                    "urn": urn,
                    "declaredIn": "pairs.yaml:3",
                    "level": "mandatory",
                    "verdict": "fail",
                    "evidence": 'financeAndOperations.tenantId: "a"',
                    "remedy": "Use one tenant.",
                },
            }
        ],
    }
    assert GENERATED_AT == "2026-11-24T12:30:15Z"


def test_outcomes() -> None:
    own, stack, review = reports_of(every_state())
    assert [(one["rule"], one["result"], one["scored"]) for one in own["results"]] == [
        ("DW001", "pass", True),
        ("DW002", "fail", True),
        ("DW003", "fail", True),
        ("DW004", "warn", False),
        ("DW005", "fail", True),
        ("DW006", "warn", False),
        ("DW007", "skip", True),
        ("DW008", "warn", False),
        ("DW009", "fail", True),
        ("DW010", "warn", False),
        ("DW011", "skip", True),
        ("DW012", "skip", True),
        ("DW013", "skip", True),
        ("DW014", "error", True),
        ("DW015", "error", False),
    ]
    assert own["scope"] == {"kind": "Source", "name": "pairs.yaml"}
    assert stack["scope"] == {"kind": "Stack", "name": "shop/prod"}
    of_both = {"kind": "PolicyPack", "name": "exemptions of pairs.yaml, shop/prod"}
    assert review["scope"] == of_both
    assert [(one["result"], one["scored"]) for one in review["results"]] == [
        ("warn", False),
        ("warn", False),
        ("fail", True),
        ("warn", False),
    ]


def test_facts_of_an_exemption() -> None:
    (report,) = reports_of(made_of([row(verdict="exempt", violation=False, exemption=EXEMPTION)]))
    (result,) = report["results"]
    assert {
        key: value for key, value in result["properties"].items() if "exempt" in key.lower()
    } == {
        "exemption": "EX-2026-014",
        "exemptionCategory": "waiver",
        "exemptionReason": "Region move under way, ends with the cut-over",
        "exemptionOwner": "erp-platform@contoso.com",
        "exemptionApprovedBy": "cto@contoso.com",
        "exemptionTicket": "https://tickets.contoso.com/ERP-14",
        "exemptionExpiresOn": "2027-01-31",
        "exemptionDaysLeft": "68",
    }
    assert result["properties"]["insteadOf"] == "fail"


def test_a_notice_names_the_grant() -> None:
    notices = [{"level": "advisory", "message": "It is unused."}]
    (report,) = reports_of(made_of([], [grant(notices=notices, id=None, pairs=["a", "b-*"])]))
    (result,) = report["results"]
    assert (result["policy"], result["rule"], result["message"]) == (
        "exemptions",
        "DW900",
        "It is unused.",
    )
    assert result["resources"] == [{"kind": "Exemption", "name": "a, b-*"}]
    assert result["properties"]["requirement"] == "same-datacenter"
    assert result["properties"]["pairs"] == "a, b-*"


def test_a_report_for_each_stack_and_each_source() -> None:
    scopes = [one["scope"] for one in reports_of(same_named())]
    assert scopes == [
        {"kind": "Source", "name": "one.yaml"},
        {"kind": "Source", "name": "two.yaml"},
        {"kind": "Stack", "name": "shop/a"},
        {"kind": "Stack", "name": "shop/b"},
    ]


def test_no_pairs_are_one_empty_report_so_that_it_can_be_applied() -> None:
    (report,) = reports_of(made_of([]))
    assert (report["results"], report["scope"]["name"]) == ([], "no pairs")


NOTICED = grant(notices=[{"level": "advisory", "message": "It is unused."}])


def stack_row(stack: str) -> dict[str, Any]:
    urn = f"urn:pulumi:{stack}::shop::dualwrite:index:EnvironmentPair::contoso"
    return row(urn=urn, source=None, location={"path": "Pulumi.yaml", "line": 1})


def test_the_report_of_a_single_stack_has_what_is_said_about_exemptions() -> None:
    (report,) = reports_of(made_of([stack_row("prod")], [NOTICED]))
    (without,) = reports_of(made_of([stack_row("prod")]))
    assert report["metadata"] == without["metadata"]
    assert report["results"][:-1] == without["results"]
    assert report["results"][-1]["rule"] == "DW900"
    assert report["summary"] == {**without["summary"], "warn": 1}


def test_what_is_said_about_exemptions_of_several_is_named_after_all_of_them_in_any_order() -> None:
    def review_of(*rows: dict[str, Any]) -> tuple[dict[str, str], str]:
        *_, review = reports_of(made_of(list(rows), [NOTICED]))
        assert [one["rule"] for one in review["results"]] == ["DW900"]
        return review["scope"], review["metadata"]["name"]

    prod, dev, test = map(stack_row, ("prod", "dev", "test"))
    scope, name = review_of(prod, dev)
    assert scope == {"kind": "PolicyPack", "name": "exemptions of shop/dev, shop/prod"}
    assert name.startswith("dualwrite-exemptions-of-shop-dev-shop-prod-")
    assert review_of(dev, prod) == (scope, name)
    others = [review_of(prod, test), review_of(prod, dev, test), review_of(prod, row())]
    assert len({name, *(one for _, one in others)}) == 4


def test_notices_without_any_pair_are_a_report() -> None:
    (report,) = reports_of(made_of([], [NOTICED]))
    assert report["scope"] == {"kind": "PolicyPack", "name": "exemptions"}
    assert len(report["results"]) == 1


def test_a_file_has_one_report_however_it_was_named() -> None:
    at = {"path": "infra/F.yaml", "line": 3}
    sources = ("F.yaml", "./F.yaml", "/abs/infra/F.yaml")
    alone = [reports_of(made_of([row(source=one, location=at)])) for one in sources]
    names = {report["metadata"]["name"] for (report,) in alone}
    assert len(names) == 1
    (together,) = reports_of(made_of([row(source=one, location=at) for one in sources]))
    assert together["scope"] == {"kind": "Source", "name": "infra/F.yaml"}
    assert ({together["metadata"]["name"]}, len(together["results"])) == (names, 3)


def names_of(sources: list[str]) -> list[str]:
    rows = [row(source=one, location=None) for one in sources]
    return [one["metadata"]["name"] for one in reports_of(made_of(rows))]


def test_names_are_unique_where_only_other_characters_differ_and_stable() -> None:
    sources = ["a/b.yaml", "a-b.yaml", "A-B.yaml", "名前", "---", "x" * 300]
    names = names_of(sources)
    assert names_of(sources[::-1]) == names[::-1]
    assert names[0] == "dualwrite-a-b-yaml-20cb10673c"


def test_large_reports_are_split_in_order_and_the_first_part_keeps_its_name() -> None:
    document = crowd(2_000)
    parts = reports_of(document)
    (name,) = {one["metadata"]["labels"]["app.kubernetes.io/instance"] for one in parts}
    names = [one["metadata"]["name"] for one in parts]
    assert names == [name, *(f"{name}-{number}" for number in range(2, len(parts) + 1))]
    assert names[:1] == names_of(["pairs.yaml"])
    shown = [(one["properties"]["pair"], one["rule"]) for part in parts for one in part["results"]]
    assert shown == [(one.pair, one.id) for one in document.results]
    sizes = [len(json.dumps(one)) for one in parts]
    assert min(sizes[:-1]) > 200_000  # no part is cut earlier than it must be


def test_huge_texts_are_cut_so_that_no_report_is_too_large() -> None:
    texts = {"message": ">" * 300_000, "remedy": "&🙂" * 300_000}
    rows = [row(pair="<" * 300_000 + str(number), **texts) for number in range(40)]
    reports = reports_of(made_of(rows))
    assert sum(len(one["results"]) for one in reports) == 40
    assert len(reports[0]["results"][0]["message"]) == 1_000
