"""One tree of many files with a trap in each: exactly what is expected is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

from dualwrite.xpp.document import document
from dualwrite.xpp.judging import Verdict
from support.xpp_trees import ax_class, ax_form, ax_table, judged, write_tree, xpo, xpo_class

FINDS = {
    "Line": "void run() { SalesTable t; t\n.\n  doUpdate\n( ); }",
    "Spaces": "void run() { SalesTable t; t.Doupdate ( ); }",
    "Upper": "VOID RUN() { SALESTABLE T; T.DOUPDATE(); }",
    "Quote": 'void run() { SalesTable t; s = "it\'s"; t.doUpdate(); }',
    "OtherQuote": "void run() { SalesTable t; s = '\"'; t.doUpdate(); }",
    "Verbatim": "void run() { SalesTable t; s = @'C:\\'; t.doUpdate(); }",
    "MarkInString": "void run() { SalesTable t; s = '/*'; t.doUpdate(); s = '*/'; }",
    "SlashesInString": "void run() { SalesTable t; s = 'https://x'; t.doUpdate(); }",
    "BrokenString": "#localmacro.X\nit's\n#endmacro\nvoid run() { SalesTable t; t.doUpdate(); }",
    "LoneQuote": "void run() { SalesTable t;\n#if.On\nit's\n#endif\n t.doUpdate(); }",
    "Date": "void run() { SalesTable t; d = 31\\12\\2154; t.doUpdate(); }",
    "NotNested": "void run() { SalesTable t; /* /* */ t.doUpdate(); }",
    "Attributes": "[A('x'), B]\n[C]\npublic void run(SalesTable t) { t.doUpdate(); }",
    "Names": "void run() { SalesTable a, b, t; t.doUpdate(); }",
    "Shadowed": "void run() { CustTable t; if (a) { SalesTable t; t.doUpdate(); } }",
    "LikeTable": "void run() { SalesTable custTable; custTable.doUpdate(); }",
    "Var": "void run() { var t = SalesTable::find(a); t.doUpdate(); }",
    "Chain": "void run() { SalesTable::find(a).doUpdate(); }",
    "AfterIf": "void run() { SalesTable t; if (a) t.doUpdate(); else a = b; }",
    "Bracket": "void run() { SalesTable t[2]; t[1].doUpdate(); }",
}
NOTHING = {
    "Comment": "void run() { SalesTable t; // t.doUpdate();\n }",
    "Block": "void run() { SalesTable t; /* TODO\n t.doUpdate();\n */ }",
    "Doc": "/// <summary>t.doUpdate();</summary>\nvoid run() { SalesTable t; }",
    "String": "void run() { SalesTable t; s = 't.doUpdate()'; }",
    "Escaped": "void run() { SalesTable t; s = 'a\\' t.doUpdate()'; }",
    "Declares": "public void doUpdate() { super(); }",
    "Local": "void run() { void doUpdate(SalesTable x) { } SalesTable t; doUpdate(t); }",
    "Tmp": "void run() { SalesTable t; t.setTmp(); t.doUpdate(); }",
    "Own": "void run() { this.doUpdate(); }",
    "Label": "void run() { SalesTable t; info('@Own:doUpdate'); }",
    "Unmapped": "void run() { OwnTable t; t.doUpdate(); }",
    "Normal": "void run() { SalesTable t; t.insert(); t.update(); t.delete(); t.write(); }",
    "Events": "void run() { SalesTable t; t.skipEvents(true); t.skipDeleteActions(true); }",
    "Select": "void run() { SalesTable t; select forupdate t where t.A == 1; t.update(); }",
}


def test_exactly_what_is_expected(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"Own/Own/AxClass/{name}.xml": ax_class(source, name=name)
        for name, source in {**FINDS, **NOTHING}.items()
    }
    files |= {
        "Own/Own/AxForm/F.xml": ax_form(
            "void run() { Lines.doUpdate(); }", sources={"Lines": "SalesTable"}
        ),
        "Own/Own/AxTable/SalesTable.xml": ax_table(
            "void run() { this.doUpdate(); }", name="SalesTable"
        ),
        "Own/Own/AxTable/OwnTmp.xml": ax_table(
            "void run() { this.doUpdate(); }",
            name="OwnTmp",
            properties="<TableType>InMemory</TableType>",
        ),
        "Own/Own/AxClass/Wide.xml": ax_class(FINDS["Line"], name="Wide").encode("utf-16"),
        "Own/Own/AxClass/Marked.xml": ax_class(FINDS["Line"], name="Marked").encode("utf-8-sig"),
        "Own/Own/AxClass/Escapes.xml": ax_class(FINDS["Line"], name="Escapes", escaped=True),
        "old.xpo": xpo(
            xpo_class(FINDS["Line"], name="Old"), xpo_class(NOTHING["Block"], name="Older")
        ),
    }
    answer = judged(write_tree(tmp_path, files), ["SalesTable", "OwnTmp"])
    rows = document(answer)["findings"]
    expected = {*FINDS, "F", "SalesTable", "Wide", "Marked", "Escapes", "Old"}
    assert sorted(one["object"] for one in rows) == sorted(expected)
    assert {(one["rule"], one["construct"], one["table"]) for one in rows} == {
        ("X1", "doUpdate", "SalesTable")
    }
    assert answer.scan.files == len(files) == 41
    assert (answer.verdict, answer.reasons, answer.notices) == (Verdict.FOUND, [], [])
