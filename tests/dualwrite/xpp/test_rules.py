"""The rules on what they list, and the findings that somebody accepts."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualwrite.xpp.document import document
from dualwrite.xpp.judging import Verdict
from dualwrite.xpp.rules import RULES
from support.xpp_trees import ax_class, findings, judged, write_tree

FOUND = {
    "t.doInsert();": ("X1", "doInsert", "t", "SalesTable", "documented"),
    "t.DODELETE();": ("X1", "doDelete", "t", "SalesTable", "documented"),
    "t.doUpdate(false, 1);": ("X1", "doUpdate", "t", "SalesTable", "documented"),
    "t.skipBusinessEvents(true);": ("X2", "skipBusinessEvents", "t", "SalesTable", "documented"),
    "t.skipBusinessEvents(NoYes::Yes);": (
        "X2",
        "skipBusinessEvents",
        "t",
        "SalesTable",
        "documented",
    ),
    "insert_recordset t (A) select A from o;": (
        "X3",
        "insert_recordset",
        "t",
        "SalesTable",
        "documented",
    ),
    "update_recordset t setting A = 1;": (
        "X3",
        "update_recordset",
        "t",
        "SalesTable",
        "documented",
    ),
    "ttsBegin; UPDATE_RECORDSET crosscompany t setting A = 1;": (
        "X3",
        "update_recordset",
        "t",
        "SalesTable",
        "documented",
    ),
    "Query::insert_recordset(t, m, q);": (
        "X3",
        "insert_recordset",
        "t",
        "SalesTable",
        "documented",
    ),
    "delete_from t where t.A == 1;": ("X4", "delete_from", "t", "SalesTable", "inferred"),
    "l = new RecordInsertList(tableNum(SalesTable), true);": (
        "X5",
        "RecordInsertList",
        "tableNum(SalesTable)",
        "SalesTable",
        "inferred",
    ),
    "l = new RecordInsertList(t.TableId);": (
        "X5",
        "RecordInsertList",
        "t.TableId",
        "SalesTable",
        "inferred",
    ),
    "l = new RecordSortedList(tableNum(SalesTable)); l.insertDatabase();": (
        "X5",
        "RecordSortedList",
        "tableNum(SalesTable)",
        "SalesTable",
        "inferred",
    ),
    "new SysDaInsertStatement().executeQuery(new SysDaInsertObject(t));": (
        "X6",
        "SysDaInsertObject",
        "t",
        "SalesTable",
        "inferred",
    ),
    "new SysDaDeleteObject(new SysDaQueryObject(t));": (
        "X6",
        "SysDaDeleteObject",
        "t",
        "SalesTable",
        "inferred",
    ),
    "var q = new SysDaQueryObject(t); new SysDaUpdateObject(q);": (
        "X6",
        "SysDaUpdateObject",
        "t",
        "SalesTable",
        "inferred",
    ),
    "Statement s; s.executeUpdate('UPDATE dbo.[SalesTable] SET A = 1');": (
        "X7",
        "executeUpdate",
        "s",
        "SalesTable",
        "inferred",
    ),
    "str q = 'DELETE FROM '; q += 'SALESTABLE'; c.createStatement().executeUpdateWithParameters(q, m);": (
        "X7",
        "executeUpdateWithParameters",
        "c.createStatement()",
        "SalesTable",
        "inferred",
    ),
}


@pytest.mark.parametrize("statement", FOUND)
def test_a_construct_is_found(statement: str, tmp_path: Path) -> None:
    source = f"void run() {{ SalesTable t; Own o; Map m; {statement} }}"
    answer = judged(write_tree(tmp_path, {"AxClass/Helper.xml": ax_class(source)}))
    rows = document(answer)["findings"]
    keys = ("rule", "construct", "receiver", "table", "certainty")
    assert [tuple(one[key] for key in keys) for one in rows] == [FOUND[statement]]
    assert (answer.verdict, answer.reasons) == (Verdict.FOUND, [])


def test_all_three_skips_together_are_advice(tmp_path: Path) -> None:
    skips = "t.skipDataMethods(true); t.skipEvents(true); t.skipDatabaseLog(true);"
    source = f"void run() {{ SalesTable t; {skips} t.update(); }}"
    answer = judged(write_tree(tmp_path, {"AxClass/Helper.xml": ax_class(source)}))
    assert [(one.hit.rule, one.table) for one in answer.findings] == [("X8", "SalesTable")]
    assert answer.verdict is Verdict.CANNOT_TELL
    assert answer.reasons == [
        "AxClass/Helper.xml:11:47: skipDataMethods: whether dual-write is triggered then, no document says"
    ]


PART = {
    "two of them": "t.skipDataMethods(true); t.skipEvents(true); t.update();",
    "no write": "t.skipDataMethods(true); t.skipEvents(true); t.skipDatabaseLog(true);",
    "another record": "t.skipDataMethods(true); o.skipEvents(true); t.skipDatabaseLog(true); t.update();",
}


@pytest.mark.parametrize("name", PART)
def test_some_of_the_skips_are_nothing(name: str, tmp_path: Path) -> None:
    source = f"void run() {{ SalesTable t, o; {PART[name]} }}"
    answer = judged(write_tree(tmp_path, {"AxClass/Helper.xml": ax_class(source)}))
    assert (answer.findings, answer.verdict) == ([], Verdict.NONE)


BODY = "{\nSalesTable t;\nt.doUpdate();\n}"
SUPPRESSED = {
    "on the line": "void run()\n{\nSalesTable t;\nt.doUpdate(); // dualwrite: allow X1 -- one time job\n}",
    "above the line": "void run()\n{\nSalesTable t;\n"
    "// dualwrite: allow X1 -- one time job\nt\n.doUpdate();\n}",
    "above the method": "// dualwrite: allow X1, X4 -- one time job\n[Hook]\npublic void run()\n"
    + BODY,
    "in a doc comment": "/// <summary>\n/// dualwrite: allow X1 -- one time job\n/// </summary>\nvoid run()\n"
    + BODY,
    "in a block": "void run()\n{\nSalesTable t;\nt.doUpdate(); /* DualWrite: ALLOW x1 -- one time job */\n}",
    "an attribute": "[SuppressBPWarning('DualWriteBypass', 'one time job')]\nvoid run()\n" + BODY,
    "an attribute among others": '[Hook, SuppressBPWarningAttribute("DualWriteBypass", "one time job")]\n'
    "void run()\n" + BODY,
}


@pytest.mark.parametrize("name", SUPPRESSED)
def test_a_suppression_with_a_reason(name: str, tmp_path: Path) -> None:
    answer = judged(write_tree(tmp_path, {"AxClass/Helper.xml": ax_class(SUPPRESSED[name])}))
    row = document(answer)["findings"][0]
    assert (row["suppressed"]["kind"], row["suppressed"]["reason"]) == (
        "attribute" if "attribute" in name else "comment",
        "one time job",
    )
    assert (answer.verdict, answer.reasons, answer.notices) == (Verdict.NONE, [], [])


def test_an_attribute_of_the_class(tmp_path: Path) -> None:
    declaration = "[SuppressBPWarning('DualWriteBypass', 'a tool')]\nclass Helper\n{\n}\n"
    source = "void run() { SalesTable t; t.doUpdate(); delete_from t; }"
    content = ax_class(source, declaration=declaration)
    answer = judged(write_tree(tmp_path, {"AxClass/Helper.xml": content}))
    assert [one.suppressed and one.suppressed.reason for one in answer.findings] == [
        "a tool",
        "a tool",
    ]


NO_REASON = "a suppression without a reason counts for nothing: // dualwrite: allow X1 -- why it is accepted"
NOTHING = "a suppression that counts for nothing:"
ACCEPTED = "Accepted: X1, X2, X3, X4, X5, X6, X7, X8"
NOT_SUPPRESSED = {
    "another rule": (
        "// dualwrite: allow X4 -- job",
        "an unused suppression of X4: nothing is found there",
    ),
    "no reason": ("// dualwrite: allow X1", NO_REASON),
    "an empty reason": ("// dualwrite: allow X1 --  ", NO_REASON),
    "no rule": ("// dualwrite: allow -- job", f"{NOTHING} it names no rule. {ACCEPTED}"),
    "an unknown rule": (
        "// dualwrite: allow X9 -- job",
        f"{NOTHING} no rule is called X9. {ACCEPTED}",
    ),
}


@pytest.mark.parametrize("name", NOT_SUPPRESSED)
def test_a_suppression_that_counts_for_nothing_is_reported(name: str, tmp_path: Path) -> None:
    comment, notice = NOT_SUPPRESSED[name]
    source = f"void run()\n{{\nSalesTable t;\n{comment}\nt.doUpdate();\n}}"
    answer = judged(write_tree(tmp_path, {"AxClass/Helper.xml": ax_class(source)}))
    assert answer.verdict is Verdict.FOUND
    assert [(path, one.line, one.text) for path, one in answer.notices] == [
        ("AxClass/Helper.xml", 14, notice)
    ]


def test_a_suppression_in_a_file_without_any_construct_is_unused(tmp_path: Path) -> None:
    source = "void run()\n{\n    t.update(); // dualwrite: allow X1 -- old\n}"
    answer = judged(write_tree(tmp_path, {"AxClass/Helper.xml": ax_class(source)}))
    assert [(one.line, one.text) for _, one in answer.notices] == [
        (13, "an unused suppression of X1: nothing is found there")
    ]


def test_a_suppression_covers_no_other_line(tmp_path: Path) -> None:
    source = "void run()\n{\nSalesTable t;\nt.doUpdate(); // dualwrite: allow X1 -- job\nt.doInsert();\n}"
    rows = findings(write_tree(tmp_path, {"AxClass/Helper.xml": ax_class(source)}))
    assert [one["suppressed"] is None for one in rows] == [False, True]


def test_the_rules_are_numbered_and_have_their_sources() -> None:
    assert [one.id for one in RULES] == [f"X{number}" for number in range(1, 9)]
    assert all(
        one.address.startswith("https://learn.microsoft.com/") and one.source for one in RULES
    )
    assert [one.id for one in RULES if one.documented] == ["X1", "X2", "X3"]
