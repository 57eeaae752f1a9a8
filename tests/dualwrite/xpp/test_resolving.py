"""Which table a receiver is, and what is no finding at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualwrite.xpp.judging import Verdict
from support.xpp_trees import (
    ax_class,
    ax_form,
    ax_table,
    findings,
    in_class,
    judged,
    method,
    short,
    write_tree,
    xpo,
    xpo_class,
)

CASES = {
    "local": ("void run() { SalesTable t; t.doUpdate(); }", "SalesTable", "declaration"),
    "parameter": ("void run(SalesTable _t) { _t.doUpdate(); }", "SalesTable", "parameter"),
    "second name": ("void run() { SalesTable a, t = b, c; t.doUpdate(); }", "SalesTable", "declaration"),
    "array": ("void run() { SalesTable t[3]; t[1].doUpdate(); }", "SalesTable", "declaration"),
    "var": ("void run() { var t = SalesTable::find(id); t.doUpdate(); }", "SalesTable", "find"),
    "var as": ("void run() { var t = x as SalesTable; t.doUpdate(); }", "SalesTable", "cast"),
    "cast": ("void run() { (x as SalesTable).doUpdate(); }", "SalesTable", "cast"),
    "find": ("void run() { SalesTable::findRecId(1).doUpdate(); }", "SalesTable", "find"),
    "query": ("void run() { q.get(tableNum(SalesTable)).doUpdate(); }", "SalesTable", "query"),
    "inner block": (
        "void run() { CustTable t; if (true) { SalesTable t; t.doUpdate(); } }",
        "SalesTable",
        "declaration",
    ),
    "after a block": (
        "void run() { SalesTable t; if (true) { Own t; } t.doUpdate(); }",
        "SalesTable",
        "declaration",
    ),
    "local function": (
        "void run() { void inner(Own t) { t.doDelete(); } SalesTable t; t.doUpdate(); }",
        "SalesTable",
        "declaration",
    ),
    "named like a table": (
        "void run() { SalesTable custTable; custTable.doUpdate(); }",
        "SalesTable",
        "declaration",
    ),
    "common from a record": (
        "void run() { SalesTable t; Common c = t; c.doUpdate(); }",
        "SalesTable",
        "declaration",
    ),
    "for": ("void run() { for (SalesTable t = f(); t; ) { t.doUpdate(); } }", "SalesTable", "declaration"),
    "broken line": ("void run() { SalesTable t; t\n .\n doUpdate\n ( ); }", "SalesTable", "declaration"),
    "attribute": ("[Hook('a(')]\nvoid run(SalesTable t) { t.doUpdate(); }", "SalesTable", "parameter"),
    "event handler": (
        "[DataEventHandler(tableStr(SalesTable), DataEventType::Inserted)]\n"
        "static void run(Common sender, DataEventArgs e) { sender.doUpdate(); }",
        "SalesTable",
        "parameter",
    ),
    "modifiers": ("void run() { const SalesTable t; t.doUpdate(); }", "SalesTable", "declaration"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_receivers_of_a_class(name: str, tmp_path: Path) -> None:
    source, table, by = CASES[name]
    assert in_class(tmp_path, source) == [("X1", "doUpdate", table, by)]


def test_a_class_of_the_tree_is_no_table(tmp_path: Path) -> None:
    files = {
        "AxClass/Saver.xml": ax_class("public void doUpdate() { }", name="Saver"),
        "AxClass/Helper.xml": ax_class("void run() { Saver s; s.doUpdate(); }"),
    }
    assert findings(write_tree(tmp_path, files), ["Saver"]) == []


def test_a_table_is_spelt_as_the_list_has_it(tmp_path: Path) -> None:
    rows = in_class(tmp_path, "void run() { SALESTABLE t; T.DOUPDATE(); }")
    assert rows == [("X1", "doUpdate", "SalesTable", "declaration")]


def test_a_field(tmp_path: Path) -> None:
    declaration = "class Helper\n{\n    protected SalesTable salesTable;\n}\n"
    source = "void run() { salesTable.doUpdate(); this.salesTable.doDelete(); }"
    assert in_class(tmp_path, source, declaration=declaration) == [
        ("X1", "doUpdate", "SalesTable", "field"),
        ("X1", "doDelete", "SalesTable", "field"),
    ]


EXTENDED = {
    "tableStr": ("SalesTable", "extensionOf"),
    "dataEntityViewStr": ("SalesTable", "extensionOf"),
}


@pytest.mark.parametrize("how", EXTENDED)
def test_an_extension_of_a_table(how: str, tmp_path: Path) -> None:
    declaration = f"[ExtensionOf({how}(SalesTable)), Other]\nfinal class S_Extension\n{{\n}}\n"
    found = in_class(tmp_path, "void run() { this.doUpdate(); }", declaration=declaration)
    assert found == [("X1", "doUpdate", *EXTENDED[how])]


def test_an_extension_of_a_class_calls_its_own_method(tmp_path: Path) -> None:
    declaration = "[ExtensionOf(classStr(Poster))]\nfinal class P_Extension\n{\n}\n"
    assert in_class(tmp_path, "void run() { this.doUpdate(); }", declaration=declaration) == []


def test_this_of_a_table(tmp_path: Path) -> None:
    files = {
        "AxTable/SalesTable.xml": ax_table("void run() { this.doInsert(); }", name="SalesTable")
    }
    assert short(findings(write_tree(tmp_path, files))) == [
        ("X1", "doInsert", "SalesTable", "this")
    ]


def test_data_sources_of_a_form(tmp_path: Path) -> None:
    source = (
        "void run() { Lines.doUpdate(); Lines_ds.cursor().doDelete(); this.cursor().doInsert(); }"
    )
    form = ax_form(source, sources={"Header": "SalesTable", "Lines": "SalesLine"}, on="Header")
    rows = findings(write_tree(tmp_path, {"AxForm/F.xml": form}))
    assert short(rows) == [
        ("X1", "doUpdate", "SalesLine", "dataSource"),
        ("X1", "doDelete", "SalesLine", "dataSource"),
        ("X1", "doInsert", "SalesTable", "dataSource"),
    ]


def test_a_parameter_hides_a_data_source(tmp_path: Path) -> None:
    form = ax_form(
        "void run(CustTable Lines) { Lines.doUpdate(); }", sources={"Lines": "SalesLine"}
    )
    rows = findings(write_tree(tmp_path, {"AxForm/F.xml": form}))
    assert short(rows) == [("X1", "doUpdate", "CustTable", "parameter")]


NO_FINDINGS = {
    "a declaration of the same name": "public void doUpdate() { super(); }",
    "a local function": "void run() { void doUpdate(SalesTable t) { } SalesTable t; doUpdate(t); }",
    "temporary": "void run() { SalesTable t; t.setTmp(); t.doInsert(); }",
    "temporary data": "void run() { SalesTable t; t.setTmpData(o); t.doInsert(); delete_from t; }",
    "own method of a class": "void run() { this.doUpdate(); }",
    "another table": "void run() { Own t; t.doUpdate(); }",
    "a comment": "void run() { SalesTable t; // t.doUpdate();\n /* t.doUpdate();\n t.doDelete(); */ }",
    "strings": "void run() { SalesTable t; s = \"t.doUpdate()\"; s = 't.doDelete()'; }",
    "a verbatim string": "void run() { SalesTable t; s = @'C:\\'; s = @\"\nt.doUpdate();\n\"; }",
    "skips nothing": "void run() { SalesTable t; t.skipBusinessEvents(false); }",
    "only sorted": "void run() { var l = new RecordSortedList(tableNum(SalesTable)); }",
    "only events": "void run() { SalesTable t; t.skipEvents(true); t.skipDatabaseLog(true); t.update(); }",
    "another class": "void run() { Service s; s.executeUpdate('UPDATE SALESTABLE'); }",
}


@pytest.mark.parametrize("name", NO_FINDINGS)
def test_what_is_no_finding(name: str, tmp_path: Path) -> None:
    write_tree(tmp_path, {"AxClass/Helper.xml": ax_class(NO_FINDINGS[name])})
    answer = judged(tmp_path)
    assert (answer.findings, answer.reasons, answer.verdict) == ([], [], Verdict.NONE)


def test_setting_another_record_temporary_changes_nothing(tmp_path: Path) -> None:
    source = "void run() { SalesTable a, b; a.setTmp(); b.doInsert(); b.setTmp(); }"
    assert in_class(tmp_path, source) == [("X1", "doInsert", "SalesTable", "declaration")]


def test_a_temporary_table_is_no_finding(tmp_path: Path) -> None:
    files = {
        "AxTable/Tmp.xml": ax_table("", name="Tmp", properties="<TableType>TempDB</TableType>"),
        "AxClass/Helper.xml": ax_class("void run() { Tmp t; t.doInsert(); }"),
    }
    assert findings(write_tree(tmp_path, files), ["Tmp"]) == []


def test_a_table_that_inherits_from_a_mapped_one(tmp_path: Path) -> None:
    files = {
        "AxTable/Own.xml": ax_table("", name="Own", properties="<Extends>SalesTable</Extends>"),
        "AxClass/Helper.xml": ax_class(
            "void run() { Own t; t.doInsert(); DirPerson p; p.doUpdate(); }"
        ),
    }
    rows = findings(write_tree(tmp_path, files), ["SalesTable", "DirPartyTable"])
    assert [one["table"] for one in rows] == ["Own", "DirPerson"]


UNKNOWN = {
    "a map": ("void run() { SalesPurchTable t; t.doUpdate(); }", "SalesPurchTable is a map"),
    "an expression": ("void run() { this.buffer().doUpdate(); }", "this.buffer() is an expression"),
    "another object": ("void run() { a.b.doUpdate(); }", "a.b belongs to another object"),
    "not declared": ("void run() { t.doUpdate(); }", "t is not declared in this file"),
    "Common": ("void run() { Common c; c.doUpdate(); }", "c is declared as Common"),
    "nobody calls": (
        "void run(Common c) { c.doUpdate(); }",
        "no call of run is in what was scanned",
    ),
    "an argument": (
        "void run(boolean b) { SalesTable t; t.skipBusinessEvents(b); }",
        "only when it runs",
    ),
    "a query": ("void run() { Query::delete_from(q); }", "a query says its table when it runs"),
    "a macro": ("#define.W(t.doUpdate())\nvoid run() { #W; }", "it stands in a macro"),
    "a condition": (
        "void run() { SalesTable t;\n#if.Never\nt.doUpdate();\n#endif\n }",
        "under #if.never",
    ),
    "SQL": ("void run() { Statement s; s.executeUpdate(sql); }", "put together when it runs"),
    "list": ("void run() { new RecordInsertList(id); }", "the table is that of id"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_cannot_be_told(name: str, tmp_path: Path) -> None:
    source, why = UNKNOWN[name]
    write_tree(tmp_path, {"AxClass/Helper.xml": ax_class(source)})
    answer = judged(tmp_path)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert [why in one for one in answer.reasons] == [True]


def test_a_macro_of_the_dictionary(tmp_path: Path) -> None:
    content = (
        "<AxMacroDictionary><Name>M</Name><Source>#define.W(salesTable.doUpdate())&#xD;\n"
        "</Source></AxMacroDictionary>"
    )
    answer = judged(write_tree(tmp_path, {"AxMacroDictionary/M.xml": content}))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert [(one.hit.line, one.hit.column) for one in answer.findings] == [
        (1, content.index("doUpdate") + 1)
    ]


def test_code_under_a_condition_that_the_file_decides_counts(tmp_path: Path) -> None:
    source = "#define.On\nvoid run() { SalesTable t;\n#if.On\nt.doUpdate();\n#endif\n }"
    assert in_class(tmp_path, source) == [("X1", "doUpdate", "SalesTable", "declaration")]
    assert judged(tmp_path).verdict is Verdict.FOUND


def helper_and_callers(folder: Path, *calls: str) -> Path:
    helper = ax_class("static void save(int _n, Common _c) { _c.doUpdate(); }", name="Saver")
    files: dict[str, str | bytes] = {"AxClass/Saver.xml": helper}
    for number, call in enumerate(calls):
        source = f"void run() {{ SalesTable s; Own o; Common c; {call} }}"
        files[f"AxClass/Caller{number}.xml"] = ax_class(source, name=f"Caller{number}")
    return write_tree(folder, files)


def test_call_sites_say_the_table(tmp_path: Path) -> None:
    helper_and_callers(tmp_path, "Saver::save(1, s);", "Saver::save(1, o);", "Other::save(1, c);")
    answer = judged(tmp_path)
    assert [(one.path, one.table, one.resolved_by, one.certainty) for one in answer.findings] == [
        ("AxClass/Saver.xml", "SalesTable", "callSite", "inferred")
    ]
    assert (answer.verdict, answer.reasons) == (Verdict.FOUND, [])


def test_call_sites_can_say_that_it_does_not_matter(tmp_path: Path) -> None:
    answer = judged(helper_and_callers(tmp_path, "Saver::save(1, o);"))
    assert (answer.verdict, answer.findings, answer.reasons) == (Verdict.NONE, [], [])


def test_a_call_site_that_does_not_say(tmp_path: Path) -> None:
    answer = judged(helper_and_callers(tmp_path, "Saver::save(1, o);", "Saver::save(1, c);"))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert answer.reasons == [
        "AxClass/Saver.xml:11:59: doUpdate: _c is declared as Common, and the call at"
        " AxClass/Caller1.xml:11 does not say its table"
    ]


def test_a_context_of_an_entity(tmp_path: Path) -> None:
    source = (
        "void run(DataEntityDataSourceRuntimeContext _c) { switch (_c.name()) {"
        " case dataEntityDataSourceStr(SalesEntity, SalesTable): _c.skipBusinessEvents(true); } }"
    )
    assert in_class(tmp_path, source) == [("X2", "skipBusinessEvents", "SalesTable", "dataSource")]


def test_two_classes_in_one_export(tmp_path: Path) -> None:
    one = xpo_class("void run()\n{\n    SalesTable t;\n    t.doUpdate();\n}", name="One")
    two = xpo_class(
        "void run()\n{\n    this.doDelete();\n}", name="SalesTable", kind="DBT", word="TABLE"
    )
    rows = findings(write_tree(tmp_path, {"all.xpo": xpo(one, two)}))
    assert [(row["object"], row["table"], row["line"], row["column"]) for row in rows] == [
        ("One", "SalesTable", 19, 16),
        ("SalesTable", "SalesTable", 39, 19),
    ]


def test_plain_text_says_its_own_classes(tmp_path: Path) -> None:
    text = (
        "class One\n{\n    void a()\n    {\n        salesTable.doUpdate();\n    }\n"
        "    SalesTable salesTable;\n}\n"
        "class Two\n{\n    void b(CustTable c)\n    {\n        c.doInsert();\n    }\n}\n"
    )
    rows = findings(write_tree(tmp_path, {"code.xpp": text}))
    assert [
        (row["object"], row["method"], row["table"], row["line"], row["column"]) for row in rows
    ] == [
        ("One", "a", "SalesTable", 5, 20),
        ("Two", "b", "CustTable", 13, 11),
    ]


def test_a_field_is_seen_through_a_method_of_its_own_text(tmp_path: Path) -> None:
    content = ax_class("void run() { t.doUpdate(); }").replace(
        "</Methods>", f"{method('two', 'void two() {{ SalesTable t; t.doInsert(); }}')}</Methods>"
    )
    rows = findings(write_tree(tmp_path, {"AxClass/Helper.xml": content}))
    assert [(row["method"], row["table"]) for row in rows] == [("run", None), ("two", "SalesTable")]
