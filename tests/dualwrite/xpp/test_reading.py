"""Files as they are: encodings, split and escaped text, broken ones; and where a finding points."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.xpp.judging import Verdict
from dualwrite.xpp.lexer import lex, string_value
from support.xpp_trees import (
    ax_class,
    cdata,
    findings,
    judged,
    method,
    short,
    write_tree,
    xpo,
    xpo_class,
)

SOURCE = (
    "/// <summary>\n/// calls doUpdate\n/// </summary>\nvoid run()\n{\n    SalesTable t;\n"
    '    s = "größer \\" t.doDelete()"; t.doUpdate();\n}\n'
)
EXPECTED = [("X1", "doUpdate", "SalesTable", "declaration")]
ENCODED = {
    "UTF-8": lambda text: text.encode("utf-8"),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 big endian": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode("utf-8"),
}  # fmt: skip
FILES = {
    "AxClass/Helper.xml": ax_class(SOURCE),
    "Helper.xml": ax_class(SOURCE),
    "AxClass/Escaped.xml": ax_class(SOURCE, escaped=True),
    "helper.XPP": SOURCE,
    "helper.xpo": xpo(xpo_class(SOURCE)),
}


def at_place(content: str, row: dict[str, object]) -> str:
    """What stands in a file where a finding points to."""
    line, column = row["line"], row["column"]
    assert isinstance(line, int) and isinstance(column, int)
    return content.split("\n")[line - 1][column - 1 :]


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("path", FILES)
def test_a_finding_points_at_the_construct_in_every_encoding(
    path: str, encoding: str, tmp_path: Path
) -> None:
    content = FILES[path]
    write_tree(tmp_path, {path: ENCODED[encoding](content)})
    rows = findings(tmp_path)
    assert short(rows) == EXPECTED
    assert rows[0]["path"] == path
    assert at_place(content, rows[0]).startswith("doUpdate();")


def test_text_that_is_split_and_code_that_holds_a_whole_class(tmp_path: Path) -> None:
    inner = ax_class("void run() { SalesTable a; a.doInsert(); }", name="Inner")
    quoted = inner.replace("'", "\\'").replace("\n", "\\n")
    source = (
        f"void run()\n{{\n    SalesTable t;\n    s = '{quoted}'; x[y[1]]>0; t.doUpdate();\n}}\n"
    )
    content = ax_class(source)
    assert "]]]]><![CDATA[>" in content
    rows = findings(write_tree(tmp_path, {"AxClass/Helper.xml": content}))
    assert short(rows) == EXPECTED
    assert at_place(content, rows[0]).startswith("doUpdate();")


def test_a_needle_outside_of_the_code_is_nothing(tmp_path: Path) -> None:
    content = ax_class("void run() { }", name="doUpdate").replace(
        "</SourceCode>", "</SourceCode>\n<Label>t.doUpdate() and delete_from t</Label>"
    )
    assert findings(write_tree(tmp_path, {"AxClass/A.xml": content})) == []


BROKEN = {
    "AxClass/Empty.xml": (b"", "it is empty"),
    "AxClass/Cut.xml": (ax_class(SOURCE).encode()[:-40], "it is no whole XML"),
    "AxClass/Unclosed.xml": (
        ax_class(SOURCE).replace("</Source>", "", 1).encode(),
        "it is no well-formed XML: mismatched tag, line 19",
    ),
    "AxClass/Bytes.xml": (ax_class("void \xe9").encode("latin-1"), "it is no text in UTF-8"),
    "AxClass/Doctype.xml": (
        b"<!DOCTYPE a [<!ENTITY b 'doupdate'>]><AxClass><Name>&b;</Name></AxClass>",
        "it has a DOCTYPE, which no file of a model store has",
    ),
    "AxClass/Odd.xml": (b"\xff\xfe<\x00A", "it is no text in UTF-16-LE"),
    "half.xpo": (xpo(xpo_class(SOURCE)).partition("ENDSOURCE")[0].encode(), "it ends inside the method run"),
    "none.xpo": (b"doUpdate", "it is no export: it has no line ***Element"),
    "project.axpp": (b"PK doUpdate", "it is no archive that can be read: File is not a zip file"),
}  # fmt: skip


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_file_makes_none_impossible(path: str, tmp_path: Path) -> None:
    content, why = BROKEN[path]
    write_tree(tmp_path, {path: content})
    answer = judged(tmp_path)
    assert (answer.verdict, answer.reasons) == (Verdict.CANNOT_TELL, [f"{path}: {why}"])


def test_found_beats_a_broken_file(tmp_path: Path) -> None:
    write_tree(tmp_path, {"AxClass/Empty.xml": b"", "AxClass/Helper.xml": ax_class(SOURCE)})
    answer = judged(tmp_path)
    assert (answer.verdict, answer.reasons) == (Verdict.FOUND, ["AxClass/Empty.xml: it is empty"])


def test_a_project_file(tmp_path: Path) -> None:
    content = ax_class(SOURCE)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Project/Model/AxClass/Helper.xml", content)
        archive.writestr("Project/readme.txt", "doUpdate")
    rows = findings(write_tree(tmp_path, {"a.axpp": packed.getvalue()}))
    assert [one["path"] for one in rows] == ["a.axpp!/Project/Model/AxClass/Helper.xml"]
    assert at_place(content, rows[0]).startswith("doUpdate();")


def test_a_large_file_is_read_in_pieces(tmp_path: Path) -> None:
    lines = "    // größer\n" * 4000
    filler = "".join(
        method(f"m{number}", f"void m{number}()\n{{\n{lines}}}\n") for number in range(90)
    )
    content = ax_class(SOURCE).replace("<Methods>\n", f"<Methods>\n{filler}")
    assert len(content) > 4_000_000
    rows = findings(write_tree(tmp_path, {"AxClass/Large.xml": content}))
    assert short(rows) == EXPECTED
    assert at_place(content, rows[0]).startswith("doUpdate();")


def test_a_method_that_is_too_long_is_reported(tmp_path: Path) -> None:
    lines = "// more\n" * 200_000
    source = f"void run() {{ {lines} SalesTable t; t.doUpdate(); }}"
    answer = judged(write_tree(tmp_path, {"AxClass/Long.xml": ax_class(source)}))
    assert answer.reasons == ["AxClass/Long.xml: a method in it is longer than 1,048,576 bytes"]


TOKENS = {
    "both quotes": ('a "it\'s" \'say "x"\' b', ["a", '"it\'s"', "'say \"x\"'", "b"]),
    "a quote alone": ("'\"' x", ["'\"'", "x"]),
    "escapes": (r'"a\"b\\" x', [r'"a\"b\\"', "x"]),
    "verbatim": ("@'C:\\' x", ["@'C:\\'", "x"]),
    "verbatim over lines": ('@"a\nb" x', ['@"a\nb"', "x"]),
    "broken": ('info("a\nx', ["info", "(", '"a', "x"]),
    "broken by a backslash": ('"a\\\nx', ['"a\\', "x"]),
    "dates": ("31\\12\\2154 x", ["31\\12\\2154", "x"]),
    "comment in a string": ("'/* //' x", ["'/* //'", "x"]),
    "string in a comment": ("/* ' */ x // \"\ny", ["x", "y"]),
    "no nesting": ("/* /* */ x */", ["x", "*", "/"]),
    "static": ("A::b(1.5)", ["A", "::", "b", "(", "1.5", ")"]),
    "macro": ("#Lib\nx #x", ["#macro", "x", "#macro"]),
    "local macro": ("#localmacro.A\nt.doUpdate()\n#endmacro\nx", ["x"]),
    "define": ("#define.A(f('x)'))\nx", ["x"]),
    "macro library": ("#MACROLIB.Std\nx", ["x"]),
}


@pytest.mark.parametrize("name", TOKENS)
def test_tokens(name: str) -> None:
    text, expected = TOKENS[name]
    assert lex(text).texts == expected


@given(st.text(alphabet="ab'\"@\\/*#.\n\r (){}1", max_size=60))
def test_tokens_stand_where_they_say(text: str) -> None:
    found = lex(text)
    for token, offset in zip(found.texts, found.offsets, strict=True):
        assert token == "#macro" or text.startswith(token, offset)
    assert list(found.offsets) == sorted(found.offsets)


CODE = "t.doUpdate(); delete_from t; t.skipBusinessEvents(true); "
INNER = st.text(
    alphabet=st.characters(
        codec="utf-8", exclude_characters="\"'\\*/]<&", exclude_categories=["Cc", "Cs"]
    ),
    max_size=20,
)


@given(
    INNER, INNER, st.sampled_from(("// {}\n", "/* {} */", '"{}"', "'{}'", '@"{}"', "/* \n{}\n */"))
)
def test_code_in_comments_and_strings_changes_nothing(before: str, after: str, form: str) -> None:
    hidden = form.format(f"{before}{CODE}{after}")
    if hidden[0] in "\"'@":
        hidden = f"s = {hidden};"
    plain = "void run() {{ SalesTable t; {} t.doInsert(); }}"
    with_hidden, without = (texts(plain.format(one)) for one in (hidden, ""))
    assert with_hidden == without == [("X1", "doInsert", "SalesTable", "declaration")]


CASED = (
    "[ExtensionOf(tableStr(SalesTable))]\nfinal class A { void run(CustTable c) { this.doUpdate();"
    " c.doDelete(); update_recordset c setting A = 1; c.skipBusinessEvents(true);"
    " new RecordInsertList(tableNum(SalesTable));"
    " var v = SalesTable::find(1); v.doInsert(); new SysDaDeleteObject(new SysDaQueryObject(c)); } }"
)


@given(st.randoms(use_true_random=False))
def test_case_changes_nothing(draw: object) -> None:
    import random

    assert isinstance(draw, random.Random)
    changed = "".join(draw.choice((one.lower(), one.upper())) for one in CASED)
    assert lowered(texts(changed)) == lowered(texts(CASED))
    assert len(texts(CASED)) == 7


def texts(source: str) -> list[tuple[str, str, str | None, str | None]]:
    """The hits of a text, without a tree."""
    from dualwrite.xpp.constructs import find_hits
    from dualwrite.xpp.fragments import Anchor, CodeObject, Fragment, Kind
    from dualwrite.xpp.resolving import Code

    fragment = Fragment(source, (Anchor(0, 1, 1),))
    owner = CodeObject(Kind.CLASS, "A", fragments=[fragment], is_part=True)
    hits = find_hits(owner, fragment, Code(owner, fragment), True)
    return [(one.rule, one.construct, one.table, one.resolved_by) for one, _ in hits]


def lowered(found: list[tuple[str, str, str | None, str | None]]) -> list[tuple[str, ...]]:
    return [tuple((one or "").lower() for one in row) for row in found]


@given(
    st.lists(
        st.sampled_from(("t.doUpdate();", "delete_from t;", "t.update();", "\n", "// x\n")),
        max_size=8,
    )
)
def test_every_place_is_that_of_its_construct(statements: list[str]) -> None:
    from dualwrite.xpp.axxml import read_axxml
    from dualwrite.xpp.constructs import find_hits
    from dualwrite.xpp.resolving import Code

    content = ax_class(f"void run()\n{{ SalesTable t;\n{' '.join(statements)}\n}}")
    found = []
    for owner in read_axxml([content.encode()], lambda _: True):
        for fragment in owner.fragments:
            for hit, _ in find_hits(owner, fragment, Code(owner, fragment), False):
                line = content.split("\n")[hit.line - 1]
                found.append(line[hit.column - 1 :].startswith(hit.construct))
    wanted = [one for one in statements if one in ("t.doUpdate();", "delete_from t;")]
    assert found == [True] * len(wanted)


def test_the_findings_of_a_tree_are_those_of_its_files(tmp_path: Path) -> None:
    single: list[dict[str, object]] = []
    for number, (path, content) in enumerate(sorted(FILES.items())):
        single += findings(write_tree(tmp_path / f"{number}", {path: content}))
    together = findings(write_tree(tmp_path / "all", dict(FILES)))
    assert together == sorted(single, key=lambda one: str(one["path"]))


def test_cdata_is_as_the_model_store_writes_it() -> None:
    assert cdata("a]]>b") == "<![CDATA[a]]]]><![CDATA[>b]]>"
    assert [string_value(one) for one in ('"a"', "@'b'", "c")] == ["a", "b", None]
