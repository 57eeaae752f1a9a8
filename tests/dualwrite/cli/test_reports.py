"""``check --report``: every format, to files and to standard output, all of them or none."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path

import pytest

from dualwrite.reports.formats import FORMATS
from dualwrite.results.document import Document
from support.command_line import COMMAND, ROOT, Completed, defective, dualwrite
from support.grants import grant
from support.pairs import declaration, environment

FABRIKAM = ROOT / "Pulumi.fabrikam.yaml"
EPOCH = {"SOURCE_DATE_EPOCH": "1795523415"}
BEGINS = {
    "json": b'{\n  "schemaVersion": 1,\n  "generatedAt": "2026-11-24T12:30:15Z"',
    "sarif": b'{\n  "$schema": ',
    "junit": b"<?xml version=",
    "openreports": b"---\n{",
    "markdown": b"## Dual-write: refused",
    "html": b"<!doctype html>",
}


def everything(folder: Path) -> list[str]:
    return [part for name in FORMATS for part in ("--report", f"{name}={folder / name}")]


def test_all_six_are_written_and_the_table_is_printed_all_the_same(tmp_path: Path) -> None:
    plain = dualwrite("check", FABRIKAM)
    found = dualwrite("check", FABRIKAM, *everything(tmp_path), variables=EPOCH)
    assert found == plain
    assert found.code == 1
    assert {one.name for one in tmp_path.iterdir()} == set(FORMATS)
    for name, beginning in BEGINS.items():
        assert (tmp_path / name).read_bytes().lower().startswith(beginning.lower()), name


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for run in ("one", "two"):
        (tmp_path / run).mkdir()
        dualwrite("check", FABRIKAM, *everything(tmp_path / run), variables=EPOCH)
    for name in FORMATS:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_standard_output_holds_the_report_alone(name: str, tmp_path: Path) -> None:
    dualwrite("check", FABRIKAM, "--report", f"{name}={tmp_path / name}", variables=EPOCH)
    found = dualwrite("check", FABRIKAM, "--report", f"{name}=-", variables=EPOCH)
    assert found == Completed(1, (tmp_path / name).read_text(encoding="utf-8"), "")


def test_format_json_is_the_report_json(tmp_path: Path) -> None:
    found = dualwrite("check", FABRIKAM, "--format", "json", variables=EPOCH)
    report = dualwrite("check", FABRIKAM, "--report", "json=-", variables=EPOCH)
    assert found == report


def test_lines_of_pairs_and_facts_from_the_root_of_the_checkout(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "infra").mkdir()
    text = json.dumps([{"name": "a", **declaration({"link.liveSyncLegalEntities": 251})}], indent=1)
    (tmp_path / "infra" / "pairs.json").write_text(text)
    found = dualwrite("check", "pairs.json", "--format", "json", folder=tmp_path / "infra")
    rows = {row.id: row for row in Document.model_validate(json.loads(found.output)).results}
    line = 1 + next(at for at, one in enumerate(text.split("\n")) if "liveSyncLegalEntities" in one)
    location, source = rows["DW008"].location, rows["DW008"].source
    assert location is not None
    assert (location.path, location.line, source) == ("infra/pairs.json", line, "pairs.json")


def test_pairs_from_standard_input_point_to_the_project() -> None:
    text = json.dumps([{"name": "a", **declaration()}])
    found = dualwrite("check", "-", "--format", "json", given=text)
    rows = json.loads(found.output)["results"]
    assert {(row["source"], *row["location"].values()) for row in rows} == {
        ("standard input", "Pulumi.yaml", 1)
    }


def test_exemptions_are_in_the_document(tmp_path: Path) -> None:
    broken = {**environment("x"), "link.liveSyncLegalEntities": 251}
    (tmp_path / "pairs.json").write_text(json.dumps([{"name": "contoso", **declaration(broken)}]))
    configuration = {
        "live-sync-legal-entities": {"exemptions": [grant(), grant(id="B", pairs=["nobody"])]},
        "exemptions": {"enforcementLevel": "mandatory", "warnDays": 90},
    }
    (tmp_path / "config.json").write_text(json.dumps(configuration))
    options = ["--policy-pack-config", "config.json", "--format", "json"]
    found = dualwrite("check", "pairs.json", *options, folder=tmp_path)
    document = Document.model_validate(json.loads(found.output))
    (exempt,) = [row for row in document.results if row.exemption is not None]
    assert (exempt.id, exempt.verdict.value, exempt.is_violation) == ("DW008", "exempt", False)
    assert exempt.exemption is not None
    assert exempt.exemption.model_dump(mode="json", by_alias=True) == {
        "id": "EX-2026-014",
        "category": "waiver",
        "reason": "Region move under way, ends with the cut-over",
        "owner": "erp-platform@contoso.com",
        "approvedBy": "cto@contoso.com",
        "ticket": "https://tickets.contoso.com/ERP-14",
        "expiresOn": "2027-01-31",
        "daysLeft": 68,
        "insteadOf": "fail",
    }
    assert [(one.id, one.covers, one.days_left) for one in document.exemptions] == [
        ("EX-2026-014", ("contoso",), 68),
        ("B", (), 68),
    ]
    assert [len(one.notices) for one in document.exemptions] == [1, 2]
    assert found.code == 1  # what is said about grants blocks at a mandatory level


SHOWN = """\
pair     fail  undeclared  unknown  exempt  pass  n/a
contoso     0           0        0       1    21    9

contoso
  exempt  DW008 live-sync-legal-entities  [mandatory]
    Live synchronization has 251 legal entities; at most 250 can take part.
    Exempt by EX-2026-014 (waiver) until 2027-01-31 (68 days left); without it:
      fail.
    Owner: erp-platform@contoso.com, approved by: cto@contoso.com, ticket:
      https://tickets.contoso.com/ERP-14
    Reason: Region move under way, ends with the cut-over

Exemptions
  [advisory] live-sync-legal-entities: exemption "B" (owner
    erp-platform@contoso.com) is not used: there is no pair "nobody" here.

1 pair judged: accepted (0 mandatory, 1 advisory, 1 exempt)
"""


def test_exemptions_in_the_table(tmp_path: Path) -> None:
    broken = {"link.liveSyncLegalEntities": 251}
    (tmp_path / "pairs.json").write_text(json.dumps([{"name": "contoso", **declaration(broken)}]))
    grants = [grant(), grant(id="B", pairs=["nobody"])]
    text = json.dumps({"live-sync-legal-entities": {"exemptions": grants}})
    (tmp_path / "config.json").write_text(text)
    options = ["--policy-pack-config", "config.json"]
    assert dualwrite("check", "pairs.json", *options, folder=tmp_path) == Completed(0, SHOWN, "")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ["--report", "sarf=x"],
            '--report sarf=x: "sarf" is no format. Did you mean "sarif"? Accepted: json, sarif, junit,'
            " openreports, markdown, html, each with =PATH.",
        ),
        (
            ["--report", "html"],
            "--report html: the path is missing. Accepted: html=PATH, or html=- for standard output.",
        ),
        (
            ["--report", "html="],
            "--report html=: the path is missing. Accepted: html=PATH, or html=- for standard output.",
        ),
        (
            ["--report", "html=x", "--report", "json=x"],
            "--report: 2 reports are to be written to x.",
        ),
        (
            ["--report", "html=-", "--report", "json=-"],
            "--report: 2 reports are to be written to standard output.",
        ),
        (
            ["--report", "html=-", "--format", "json"],
            "--format and a report to standard output (-) go not together.",
        ),
        (
            ["--report", "json=a", "--report", "html=nowhere/report.html"],
            "nowhere/report.html: there is no folder nowhere. Make it first.",
        ),
        (["--report", "json=."], ".: it is a folder. Name a file in it."),
        (
            ["--report", "json=x", "--report", "html=./x"],
            "./x: it is the same file as x. Name another.",
        ),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_is(
    options: list[str], told: str, tmp_path: Path
) -> None:
    found = dualwrite("check", FABRIKAM, *options, folder=tmp_path)
    assert found == Completed(2, "", f"dualwrite: {told}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("epoch", ["yesterday", "-1", "1.5", "9" * 12, "１２"])
def test_an_epoch_that_is_none_is_refused(epoch: str, tmp_path: Path) -> None:
    found = dualwrite(
        "check",
        FABRIKAM,
        "--report",
        "json=x",
        folder=tmp_path,
        variables={"SOURCE_DATE_EPOCH": epoch},
    )
    assert found == Completed(
        2,
        "",
        f'dualwrite: SOURCE_DATE_EPOCH: "{epoch}" is no time. Accepted: whole seconds since'
        " 1970-01-01.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_wrong_input_leaves_the_reports_of_the_last_run_alone(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("kept")
    (tmp_path / "pairs.yaml").write_text("pairs: []")
    found = dualwrite("check", "pairs.yaml", "--report", "html=report", folder=tmp_path)
    assert (found.code, found.output) == (2, "")
    assert (tmp_path / "report").read_text() == "kept"


def test_a_format_that_breaks_is_a_defect_and_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "json").write_text("kept")
    broken = defective("import dualwrite.reports.junit as j\nj.render = lambda document: 1 / 0")
    found = dualwrite("check", FABRIKAM, *everything(tmp_path), command=broken)
    assert (found.code, found.output) == (3, "")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("json", "kept")]


_NO_CONFIGURATION = "no pairs: the configuration has no dualwrite:pairs."
_EMPTY = (
    "Accepted: a pairs manifest (a list, or a mapping with pairs), a stack configuration file with"
    " dualwrite:pairs, or what pulumi stack export writes."
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", f"the file is empty. {_EMPTY}"),
        ("{}\n", f"no pairs: it is an empty mapping. {_EMPTY}"),
        (
            "name: contoso\nruntime: python\n",
            "no pairs: it is a project file (Pulumi.yaml). Pairs are declared in the stack's own file,"
            " Pulumi.<stack>.yaml.",
        ),
        (
            "settings:\n  operationContext: {}\n",
            "no pairs: it is the settings of deployments (Pulumi.<stack>.deploy.yaml). Pairs are"
            " declared in the stack's own file, Pulumi.<stack>.yaml.",
        ),
    ],
)
def test_what_can_have_no_pairs_is_refused_or_left_out(
    text: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "Pulumi.dev.yaml").write_text(text)
    refused = dualwrite("check", "Pulumi.dev.yaml", folder=tmp_path)
    assert refused == Completed(2, "", f"dualwrite: Pulumi.dev.yaml: {reason}\n")
    noted = f"dualwrite: note: Pulumi.dev.yaml: {reason}\n"
    left_out = ("check", "Pulumi.dev.yaml", "--skip-without-pairs")
    assert dualwrite(*left_out, folder=tmp_path) == Completed(4, "", noted)
    assert dualwrite(*left_out, "--allow-empty", folder=tmp_path) == Completed(0, "", noted)


@pytest.mark.parametrize("text", ["config:\n", "encryptionsalt: v1:x\n", "config: {a:b: c}\n"])
def test_a_stack_without_pairs_is_a_note_and_no_success(text: str, tmp_path: Path) -> None:
    (tmp_path / "Pulumi.dev.yaml").write_text(text)
    noted = f"dualwrite: note: Pulumi.dev.yaml: {_NO_CONFIGURATION}\n"
    assert dualwrite("check", "Pulumi.dev.yaml", folder=tmp_path) == Completed(4, "", noted)
    both = dualwrite("check", "Pulumi.dev.yaml", str(FABRIKAM), folder=tmp_path)
    assert (both.code, both.errors) == (1, noted)


def test_every_report_says_what_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.dev.yaml").write_text("config:\n")
    for report in ("json", "sarif", "junit", "markdown", "html"):
        found = dualwrite("check", "Pulumi.dev.yaml", "--report", f"{report}=-", folder=tmp_path)
        assert found.code == 4
        plain = found.output.replace("`", "")  # Markdown shows a key as code
        assert ("Pulumi.dev.yaml" in plain, _NO_CONFIGURATION in plain) == (True, True), report


def test_a_source_is_not_replaced_by_a_report(tmp_path: Path) -> None:
    source = tmp_path / "pairs.json"
    text = json.dumps([{"name": "a", **declaration()}])
    source.write_text(text)
    found = dualwrite("check", "pairs.json", "--report", "json=./pairs.json", folder=tmp_path)
    told = "dualwrite: ./pairs.json: it is read, and a report would replace it.\n"
    assert found == Completed(2, "", told)
    assert source.read_text() == text


def test_a_pipe_takes_a_report(tmp_path: Path) -> None:
    command = f"{shlex.join(COMMAND)} check {FABRIKAM} --report junit=/dev/stdout | cat"
    found = dualwrite(command=("sh", "-c", command), folder=tmp_path)
    assert "<testsuites" in found.output
    assert found.errors == ""


def test_standard_output_by_its_other_name_keeps_what_a_file_holds(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("kept\n")
    command = f"{shlex.join(COMMAND)} check {FABRIKAM} --report markdown=/dev/stdout >> log"
    dualwrite(command=("sh", "-c", command), folder=tmp_path)
    text = (tmp_path / "log").read_text()
    assert text.startswith("kept\n## Dual-write: refused")
    assert "2 pairs judged: refused" in text


def test_a_file_name_that_is_no_text_is_written_with_an_escape(tmp_path: Path) -> None:
    source = os.fsencode(tmp_path) + b"/p\xe9rs.json"
    with open(source, "w", encoding="utf-8") as file:
        file.write(json.dumps([{"name": "a", **declaration()}]))
    found = dualwrite("check", os.fsdecode(source), "--report", "json=-", folder=tmp_path)
    assert (found.code, found.errors) == (0, "")
    document = Document.model_validate(json.loads(found.output))
    assert {row.location and row.location.path for row in document.results} == {"p\\udce9rs.json"}


def test_standard_output_that_cannot_be_written_to_leaves_the_files_alone(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("kept")
    reports = "--report html=x.html --report json=-"
    command = f"{shlex.join(COMMAND)} check {FABRIKAM} {reports} > /dev/full"
    assert dualwrite(command=("sh", "-c", command), folder=tmp_path).code == 2
    assert (tmp_path / "x.html").read_text() == "kept"


def test_a_reader_who_has_seen_enough_keeps_no_file_from_being_written(tmp_path: Path) -> None:
    reports = "--report html=x.html --report json=-"
    command = f"{shlex.join(COMMAND)} check {FABRIKAM} {reports} | head -c 10"
    assert dualwrite(command=("sh", "-c", command), folder=tmp_path).errors == ""
    assert (tmp_path / "x.html").stat().st_size > 1000
