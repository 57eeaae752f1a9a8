"""``dualwrite convert``: the reports of a document that was written before."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dualwrite.reports.formats import FORMATS
from support.command_line import ROOT, Completed, dualwrite
from support.documents import CONTRACT

FABRIKAM = ROOT / "Pulumi.fabrikam.yaml"


def row(**changes: Any) -> dict[str, Any]:
    return {**CONTRACT, "results": [{**CONTRACT["results"][0], **changes}]}


def written(folder: Path, document: Any) -> str:
    (folder / "results.json").write_text(json.dumps(document))
    return "results.json"


def test_every_report_is_the_one_that_check_writes(tmp_path: Path) -> None:
    options = [part for name in FORMATS for part in ("--report", f"{name}={tmp_path / name}")]
    dualwrite("check", FABRIKAM, *options)
    for name in FORMATS:
        found = dualwrite("convert", tmp_path / "json", "--report", f"{name}=-")
        assert found == Completed(0, (tmp_path / name).read_text(encoding="utf-8"), ""), name


def test_standard_input_and_several_files(tmp_path: Path) -> None:
    document = dualwrite("check", FABRIKAM, "--format", "json").output
    options = ["--report", "junit=a.xml", "--report", "markdown=b.md"]
    found = dualwrite("convert", "-", *options, given=document, folder=tmp_path)
    assert found == Completed(0, "", "")
    assert {one.name for one in tmp_path.iterdir()} == {"a.xml", "b.md"}


def test_the_document_of_the_contract_is_enough(tmp_path: Path) -> None:
    source = written(tmp_path, CONTRACT)
    for name in FORMATS:
        found = dualwrite("convert", source, "--report", f"{name}=-", folder=tmp_path)
        assert (found.code, found.errors) == (0, ""), name
        assert "contoso-prod" in found.output, name


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (
            [],
            "it is no document of results. Accepted: what dualwrite check --report json=FILE writes.",
        ),
        (
            {"pairs": []},
            "it is no document of results. Accepted: what dualwrite check --report json=FILE writes.",
        ),
        (
            {**CONTRACT, "schemaVersion": 2},
            "schemaVersion: 2 is not a version that this release reads (1) (found: 2).",
        ),
        (
            row(verdict="failed"),
            'results.0.verdict: "failed" is not accepted. Did you mean "fail"? Accepted: pass, fail,'
            " undeclared, unknown, notApplicable, exempt or error.",
        ),
        (
            row(requirement="same-tennant"),
            '"same-tennant" ("DW010") is no requirement of this release. Did you mean "same-tenant"?'
            " dualwrite requirements lists them.",
        ),
        (
            row(id="DW011"),
            'the ID of "same-tenant" is DW010, not "DW011".',
        ),
        (
            row(**{"a\nb\u202e": 1}),
            "results.0.a\\nb\\u202e: unknown key.",
        ),
        (
            {**CONTRACT, "schema_version": 1},
            "schema_version: unknown key.",
        ),
        (
            row(verdict="exempt"),
            "results.0.exemption: an exempt result says who granted it (found: null).",
        ),
        (
            {**CONTRACT, "results": CONTRACT["results"] * 2},
            'results.1: "same-tenant" is judged twice on the pair "contoso-prod".',
        ),
    ],
)
def test_a_document_that_is_none_is_refused(document: Any, told: str, tmp_path: Path) -> None:
    source = written(tmp_path, document)
    found = dualwrite("convert", source, "--report", "html=x", folder=tmp_path)
    assert found == Completed(2, "", f"dualwrite: results.json: {told}\n")
    assert not (tmp_path / "x").exists()


def test_every_problem_is_listed_up_to_twenty(tmp_path: Path) -> None:
    wrong = {**CONTRACT, "results": [{**CONTRACT["results"][0], "level": "high"}] * 25}
    found = dualwrite("convert", written(tmp_path, wrong), "--report", "html=x", folder=tmp_path)
    lines = found.errors.splitlines()
    assert lines[0] == "dualwrite: results.json: 21 problems"
    assert lines[1] == (
        '  - results.0.level: "high" is not accepted. Accepted: advisory, mandatory, remediate or'
        " disabled."
    )
    assert lines[-1] == "  - and 5 more problems."


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    found = dualwrite("convert", "nowhere.json", "--report", "html=x", folder=tmp_path)
    assert found == Completed(2, "", "dualwrite: nowhere.json: there is no such file.\n")
    (tmp_path / "cut.json").write_text('{"schemaVersion": 1,')
    found = dualwrite("convert", "cut.json", "--report", "html=x", folder=tmp_path)
    assert (found.code, found.output) == (2, "")
    assert found.errors.startswith("dualwrite: cut.json: it is no JSON: line 1, column 21: ")
    accepted = " convert takes what dualwrite check --report json=FILE wrote.\n"
    assert found.errors.endswith(accepted)


def test_the_mark_that_windows_puts_before_utf_8_is_no_part_of_the_document(tmp_path: Path) -> None:
    text = json.dumps(CONTRACT)
    (tmp_path / "marked.json").write_text(text, encoding="utf-8-sig")
    options = ("--report", "json=-")
    found = dualwrite("convert", "marked.json", *options, folder=tmp_path)
    assert found == dualwrite("convert", "-", *options, given=text, folder=tmp_path)
    assert (found.code, json.loads(found.output)) == (0, CONTRACT)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding: str, tmp_path: Path) -> None:
    content = ("\ufeff" + json.dumps(CONTRACT)).encode(encoding)
    (tmp_path / "results.json").write_bytes(content)
    found = dualwrite("convert", "results.json", "--report", "html=x", folder=tmp_path)
    told = (
        "it is UTF-16 text (Windows PowerShell writes it so with >). Save it as UTF-8;"
        " dualwrite check --report json=FILE does."
    )
    assert found == Completed(2, "", f"dualwrite: results.json: {told}\n")


def test_a_key_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    text = json.dumps(CONTRACT).replace('"verdict": "fail"', '"verdict": "fail", "verdict": "pass"')
    (tmp_path / "results.json").write_text(text)
    found = dualwrite("convert", "results.json", "--report", "html=x", folder=tmp_path)
    told = 'the key "verdict" is there twice, in the mapping that begins with "id": "DW010".'
    assert found == Completed(2, "", f"dualwrite: results.json: {told}\n")


def test_the_results_of_a_pair_may_stand_apart_from_each_other(tmp_path: Path) -> None:
    one = CONTRACT["results"][0]
    other = {**one, "id": "DW016", "requirement": "supported-geography"}
    apart = {**CONTRACT, "results": [one, {**one, "pair": "fabrikam"}, other]}
    found = dualwrite("convert", written(tmp_path, apart), "--report", "junit=-", folder=tmp_path)
    suites = re.findall(r'<testsuite name="([^"]*)"', found.output)
    assert (found.code, suites) == (0, ["contoso-prod", "fabrikam"])


def test_no_report_asked_for(tmp_path: Path) -> None:
    found = dualwrite("convert", written(tmp_path, CONTRACT), folder=tmp_path)
    told = "--report is missing: say which reports to write, FORMAT=PATH each."
    assert found == Completed(2, "", f"dualwrite: {told}\n")
