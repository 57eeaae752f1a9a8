"""The command: exit codes, the document, evidence, reports, baselines and comparisons."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dualwrite import __version__
from dualwrite.xpp.evidence import EvidenceFile
from support.checkout import commit_all, git
from support.command_line import Completed, defective, dualwrite
from support.xpp_trees import MAPPED, ax_class, write_tree

URL = "https://contoso.operations.dynamics.com"
FOUND = "void run()\n{\n    SalesTable t;\n    t.doUpdate();\n}\n"
ALLOWED = FOUND.replace("doUpdate();", "doUpdate(); // dualwrite: allow X1 -- a one time job")
CLEAN = FOUND.replace("doUpdate", "update")
UNKNOWN = "void run()\n{\n    Common c;\n    c.doUpdate();\n}\n"
SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
EPOCH = {"SOURCE_DATE_EPOCH": "1796000000"}
TIME = "2026-11-30T00:53:20Z"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "tables.txt").write_text("\n".join(MAPPED))
    return tmp_path


def scan(tree: Path, source: str | None, *arguments: str, tables: bool = True) -> Completed:
    if source is not None:
        write_tree(tree, {"src/AxClass/Helper.xml": ax_class(source)})
    named = ("--tables", "tables.txt") if tables else ()
    return dualwrite(
        "scan-xpp", "src", *named, "--no-cache", *arguments, folder=tree, variables=EPOCH
    )


EXITS = {
    "found": (FOUND, (), 1, "found"),
    "none": (CLEAN, (), 0, "none"),
    "allowed": (ALLOWED, (), 0, "none"),
    "cannot tell": (UNKNOWN, (), 0, "cannotTell"),
    "strict": (UNKNOWN, ("--strict",), 1, "cannotTell"),
    "strict and none": (CLEAN, ("--strict",), 0, "none"),
}


@pytest.mark.parametrize("name", EXITS)
def test_exit_codes(name: str, tree: Path) -> None:
    source, arguments, code, verdict = EXITS[name]
    done = scan(tree, source, "--format", "json", *arguments)
    assert (done.code, json.loads(done.output)["verdict"], done.errors) == (code, verdict, "")


def test_the_document(tree: Path) -> None:
    done = scan(tree, FOUND, "--format", "json")
    document = json.loads(done.output)
    digests = [document["scanned"].pop("sha256"), document["tables"].pop("sha256")]
    assert [len(one) for one in digests] == [64, 64]
    assert document == {
        "schemaVersion": 1,
        "verdict": "found",
        "reasons": [],
        "scanned": {"files": 1, "models": []},
        "tables": {"source": "tables.txt, 4 tables"},
        "findings": [
            {
                "rule": "X1",
                "path": "AxClass/Helper.xml",
                "line": 14,
                "column": 7,
                "object": "Helper",
                "method": "run",
                "construct": "doUpdate",
                "receiver": "t",
                "table": "SalesTable",
                "resolvedBy": "declaration",
                "certainty": "documented",
                "suppressed": None,
            }
        ],
        "notices": [],
    }
    assert scan(tree, None, "--format", "json").output == done.output


def test_the_table(tree: Path) -> None:
    assert scan(tree, FOUND).output.splitlines() == [
        "AxClass/Helper.xml:14:7: X1 doUpdate on t (SalesTable)",
        "    dynamics://Class/Helper/Method/run",
        "X1: Dual-write is not triggered by doInsert, doUpdate and doDelete. Call",
        "    insert(), update() or delete() instead.",
        "",
        "found: 1 write past dual-write.",
        "Scanned: 1 file; tables: tables.txt, 4 tables.",
    ]
    assert scan(tree, CLEAN).output.splitlines()[0] == "none: no write past dual-write was found."


def test_without_any_list_it_is_useful_and_never_none(tree: Path) -> None:
    done = scan(tree, FOUND, "--format", "json", tables=False)
    document = json.loads(done.output)
    assert (done.code, document["verdict"], document["findings"][0]["table"]) == (
        1,
        "found",
        "SalesTable",
    )
    done = scan(tree, CLEAN, "--format", "json", tables=False)
    assert (done.code, json.loads(done.output)["verdict"]) == (0, "cannotTell")


def evidence(tree: Path, source: str, *arguments: str) -> dict[str, Any]:
    done = scan(tree, source, "-o", "evidence.json", "--environment", f"{URL}/?a=b", *arguments)
    assert done.errors == ""
    content = (tree / "evidence.json").read_text()
    EvidenceFile.model_validate_json(content)
    found: dict[str, Any] = json.loads(content)
    assert (found["kind"], found["tool"]) == ("xpp", f"dualwrite-guardrail {__version__}")
    assert (found["schemaVersion"], found["takenAt"]) == (1, TIME)
    (environment,) = found["environments"]
    assert environment.pop("url") == URL
    return dict(environment)


FACT = "financeAndOperations.bypassesDataEvents"


@pytest.mark.parametrize(("source", "value"), [(FOUND, True), (CLEAN, False), (ALLOWED, False)])
def test_evidence_that_decides(source: str, value: bool, tree: Path) -> None:
    found = evidence(tree, source)
    fact = found["facts"][FACT]
    origin = fact.pop("origin")
    assert found == {"facts": {FACT: {"value": value, "readAt": TIME}}, "unreadable": {}}
    document = json.loads(scan(tree, None, "--format", "json").output)
    assert document["scanned"]["sha256"] in origin and document["tables"]["sha256"] in origin
    assert (
        "1 finding allowed in the code: X1 at AxClass/Helper.xml:14:7 (a one time job)" in origin
    ) is (source == ALLOWED)


def test_evidence_that_does_not_decide(tree: Path) -> None:
    found = evidence(tree, UNKNOWN)
    assert found["facts"] == {}
    assert found["unreadable"][FACT].endswith(
        "it cannot be told: AxClass/Helper.xml:14:7: doUpdate: c is declared as Common"
    )


def test_models_that_are_left_out_leave_the_fact_undecided(tree: Path) -> None:
    for name in ("Contoso", "Fabrikam", "Microsoft"):
        descriptor = f"<AxModelInfo><Name>{name}</Name><Publisher>{name}</Publisher></AxModelInfo>"
        write_tree(tree, {f"src/{name}/Descriptor/{name}.xml": descriptor})
        write_tree(tree, {f"src/{name}/{name}/AxClass/A.xml": ax_class(CLEAN)})
    done = dualwrite(
        "scan-xpp", "src", "--tables", "tables.txt", "--no-cache", "--publisher", "Con*", "-o", "e.json",
        "--environment", URL, "--format", "json", folder=tree,
    )  # fmt: skip
    assert (done.code, json.loads(done.output)["verdict"]) == (0, "none")
    (environment,) = json.loads((tree / "e.json").read_text())["environments"]
    assert environment["facts"] == {}
    assert environment["unreadable"][FACT].endswith(
        "it cannot be told: models that --publisher left out were not looked at: Fabrikam"
    )
    assert evidence(tree, CLEAN)["facts"][FACT]["value"] is False


def test_a_baseline_lets_a_run_pass_and_changes_no_evidence(tree: Path) -> None:
    (tree / "old.json").write_text(scan(tree, FOUND, "--format", "json").output)
    found = evidence(tree, f"// moved\n{FOUND}", "--baseline", "old.json", "--format", "json")
    assert found["facts"][FACT]["value"] is True
    done = scan(tree, None, "--baseline", "old.json", "--format", "json")
    document = json.loads(done.output)
    assert (done.code, document["verdict"]) == (0, "none")
    assert document["findings"][0]["suppressed"] == {
        "kind": "baseline",
        "reason": "in the baseline old.json",
        "line": None,
    }
    twice = FOUND.replace("t.doUpdate();", "t.doUpdate(); t.doUpdate();")
    done = scan(tree, twice, "--baseline", "old.json", "--format", "json")
    rows = json.loads(done.output)["findings"]
    assert (done.code, [one["suppressed"] is None for one in rows]) == (1, [False, True])


def test_evidence_is_never_written_over(tree: Path) -> None:
    (tree / "evidence.json").write_text("mine")
    done = scan(tree, FOUND, "-o", "evidence.json", "--environment", URL)
    assert (done.code, done.output) == (2, "")
    assert done.errors == (
        "dualwrite: evidence.json: it is there already, and evidence is not written over. Name another"
        " file, or delete it first.\n"
    )
    assert (tree / "evidence.json").read_text() == "mine"


REFUSED = {
    "no environment": (("-o", "e.json"), "-o: evidence is of an environment."),
    "no address": (("-o", "e.json", "--environment", "contoso"), '--environment: "contoso" has no scheme.'),
    "diff": (("-o", "e.json", "--environment", URL, "--diff", "main"), "-o with --diff: evidence needs"),
    "both lists": (("--maps", "tables.txt"), "--tables with --maps: name one of them."),
    "no metadata": (("--metadata", "gone"), "--metadata gone: there is no such folder."),
    "no baseline": (("--baseline", "gone"), "--baseline gone: it cannot be read: No such file"),
    "broken baseline": (("--baseline", "tables.txt"), "--baseline tables.txt: it is no JSON."),
    "format": (("--report", "sarf=a"), '--report sarf=a: "sarf" is no format of a scan. Did you mean'),
    "no path": (("--report", "sarif="), "--report sarif=: the path is missing."),
    "no repository": (("--diff", "main"), '--diff main: "src" is in no git repository.'),
    "over the list": (("--report", "json=tables.txt"), "tables.txt: it is read, and a report would"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str, tree: Path) -> None:
    arguments, text = REFUSED[name]
    done = scan(tree, FOUND, *arguments)
    assert (done.code, done.output) == (2, "")
    assert done.errors.startswith(f"dualwrite: {text}")
    assert not (tree / "e.json").exists()


def test_a_path_that_is_not_there(tree: Path) -> None:
    done = dualwrite("scan-xpp", "gone", folder=tree)
    assert (done.code, done.output) == (2, "")
    assert done.errors.startswith(
        "dualwrite: gone: it cannot be read: No such file or directory. Accepted:"
    )


def test_a_defect_is_exit_3(tree: Path) -> None:
    write_tree(tree, {"src/AxClass/Helper.xml": ax_class(FOUND)})
    broken = defective("import dualwrite.xpp.resolving as one\none.lex = None")
    done = dualwrite("scan-xpp", "src", "--no-cache", folder=tree, command=broken)
    assert (done.code, done.output) == (3, "")
    assert "a defect of this tool (TypeError): there is no verdict." in done.errors


def test_sarif(tree: Path) -> None:
    write_tree(
        tree, {"src/AxClass/Other.xml": ax_class(ALLOWED, name="Other"), "src/AxClass/E.xml": b""}
    )
    done = scan(tree, FOUND, "--report", "sarif=out.sarif")
    assert done.code == 1
    log = json.loads((tree / "out.sarif").read_text())
    jsonschema.Draft7Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text())).validate(log)
    (run,) = log["runs"]
    assert [one["id"] for one in run["tool"]["driver"]["rules"]] == [
        f"X{one}" for one in range(1, 9)
    ]
    assert run["invocations"][0]["toolExecutionNotifications"] == [
        {"level": "warning", "message": {"text": "AxClass/E.xml: it is empty"}}
    ]
    one, two = run["results"]
    assert one["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "src/AxClass/Helper.xml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 14, "startColumn": 7, "endLine": 14, "endColumn": 15},
            },
            "logicalLocations": [
                {"fullyQualifiedName": "dynamics://Class/Helper/Method/run", "kind": "function"}
            ],
        }
    ]
    assert (one["level"], "suppressions" in one) == ("error", False)
    assert two["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "a one time job"}
    ]


HOSTILE = (
    "void run() { SalesTable t; <b>`|](javascript:x)</b>; a['<script>'].doUpdate(); t.doUpdate(); }"
)


def test_markdown_and_html_hold_no_markup_of_the_code(tree: Path) -> None:
    done = scan(tree, HOSTILE, "--report", "markdown=out.md", "--report", "html=out.html")
    assert done.code == 1
    text, page = (tree / "out.md").read_text(), (tree / "out.html").read_text()
    assert "found: 1 write past dual-write." in text and "found: 1 write past dual-write." in page
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "| X1 | `AxClass/Helper.xml:11` | `Helper.run` |" in text
    assert "<script>" not in text.replace("`a['<script>']`", "")


def test_a_report_to_standard_output_is_all_there_is(tree: Path) -> None:
    assert json.loads(scan(tree, FOUND, "--report", "json=-").output)["verdict"] == "found"


def test_only_what_is_new_since_a_revision(tree: Path) -> None:
    write_tree(tree, {"src/AxClass/Old.xml": ax_class(FOUND, name="Old")})
    write_tree(tree, {"src/AxClass/Helper.xml": ax_class(FOUND)})
    write_tree(tree, {"src/AxClass/Moved.xml": ax_class(FOUND, name="Moved")})
    commit_all(tree)
    git(tree, "mv", "src/AxClass/Moved.xml", "src/AxClass/There.xml")
    more = FOUND.replace("t.doUpdate();", "// here\n    t.doUpdate();\n    t.doInsert();")
    write_tree(tree, {"src/AxClass/New.xml": ax_class(FOUND, name="New")})
    done = scan(tree, more, "--diff", "HEAD", "--format", "json")
    document = json.loads(done.output)
    assert (done.code, document["verdict"], document["scanned"]["files"]) == (1, "found", 3)
    assert [(one["path"], one["construct"]) for one in document["findings"]] == [
        ("AxClass/Helper.xml", "doInsert"),
        ("AxClass/New.xml", "doUpdate"),
    ]
    done = scan(tree, None, "--diff", "--upload-pack=x", "--format", "json")
    assert (done.code, done.output) == (2, "")
    git(tree, "add", "--all")
    git(tree, "commit", "--quiet", "--no-verify", "--message=More")
    done = scan(tree, None, "--diff", "HEAD", "--format", "json")
    assert (done.code, json.loads(done.output)["verdict"]) == (0, "none")
    done = scan(tree, None, "--diff", "HEAD~1", "--format", "json")
    assert (done.code, len(json.loads(done.output)["findings"])) == (1, 2)


def test_a_comparison_knows_who_calls_what_in_files_that_did_not_change(tree: Path) -> None:
    saver = "static void save(Common c)\n{\n    c.doUpdate();\n}\n"
    caller = "void run() { SalesTable s; Saver::save(s); }"
    write_tree(tree, {"src/AxClass/Saver.xml": ax_class(saver, name="Saver")})
    write_tree(tree, {"src/AxClass/Caller.xml": ax_class(caller, name="Caller")})
    commit_all(tree)
    write_tree(tree, {"src/AxClass/Saver.xml": ax_class(f"// moved\n{saver}", name="Saver")})
    document = json.loads(scan(tree, None, "--diff", "HEAD", "--format", "json").output)
    assert (document["verdict"], document["findings"], document["reasons"]) == ("none", [], [])
    whole = json.loads(scan(tree, None, "--format", "json").output)
    assert [(one["table"], one["resolvedBy"]) for one in whole["findings"]] == [
        ("SalesTable", "callSite")
    ]


def test_names_of_files_are_shown_and_never_obeyed(tree: Path) -> None:
    folder = os.fsencode(tree / "src" / "AxClass")
    os.makedirs(folder)
    Path(os.fsdecode(folder + b"/a\xff\x1b[31m.xml")).write_text(ax_class(FOUND))
    Path(os.fsdecode(folder + b"/b\xfe.xml")).write_bytes(b"")
    reports = ("--report", "sarif=a.sarif", "--report", "html=a.html", "--report", "markdown=a.md")
    done = scan(tree, None, *reports, "-o", "e.json", "--environment", URL)
    assert done.output.splitlines()[0] == (
        "AxClass/a\\udcff\\x1b[31m.xml:14:7: X1 doUpdate on t (SalesTable)"
    )
    assert "  - AxClass/b\\udcfe.xml: it is empty" in done.output.splitlines()
    (run,) = json.loads((tree / "a.sarif").read_text())["runs"]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "src/AxClass/a%FF%1B%5B31m.xml"
    for name in ("a.html", "a.md", "e.json"):
        assert "\x1b" not in (tree / name).read_text()
    rows = json.loads(scan(tree, None, "--format", "json").output)["findings"]
    assert [one["path"] for one in rows] == ["AxClass/a\udcff\x1b[31m.xml"]
