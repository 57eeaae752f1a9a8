"""Whatever stands in a file: an answer or a reason, never an exception, and the same one each time."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dualwrite.xpp.document import document_bytes
from dualwrite.xpp.judging import Verdict
from support.xpp_trees import ax_class, judged, write_tree

_TEXT = (
    "void run ( ) { } [ ] ; , . :: = ' \" // /* */ # #define.A #if.B #endif #localmacro.C #endmacro class"
    " extends SalesTable Common var t this super new as find doUpdate doInsert skipBusinessEvents true"
    " insert_recordset delete_from update_recordset setTmp RecordInsertList tableNum RecordSortedList"
    " insertDatabase SysDaDeleteObject SysDaQueryObject executeUpdate skipDataMethods skipEvents"
    " ExtensionOf tableStr SuppressBPWarning 'DualWriteBypass' dualwrite: allow X1 -- reason return else for"
    " Query get cursor dataEntityDataSourceStr DataEventHandler Statement 1 31\\12\\2154 @' @\" \n"
)
WORDS = re.split(" ", _TEXT)
SOUP = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
SUFFIXES = st.sampled_from(
    ("AxClass/A.xml", "a.xml", "a.xpo", "a.xpp", "a.axpp", "Descriptor/A.xml")
)


@given(SOUP, st.sampled_from(("AxClass/A.xml", "a.xpp")))
def test_any_words_have_an_answer(words: str, path: str) -> None:
    content = ax_class(words) if path.endswith(".xml") else words
    with tempfile.TemporaryDirectory() as name:
        tree = write_tree(Path(name), {path: content})
        first, second = judged(tree), judged(tree)
        assert first.scan.unreadable == {}
        assert document_bytes(first) == document_bytes(second)
        lines = content.split("\n")
        for one in first.findings:
            there = lines[one.hit.line - 1][one.hit.column - 1 :].lower()
            assert there.startswith(one.hit.construct.lower())


@given(st.binary(max_size=200), SUFFIXES)
def test_any_bytes_have_an_answer(content: bytes, path: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        answer = judged(write_tree(Path(name), {path: content}))
    assert answer.verdict in (Verdict.NONE, Verdict.CANNOT_TELL)
    assert answer.findings == []


@given(st.data())
def test_a_file_that_is_cut_or_changed_has_an_answer(data: st.DataObject) -> None:
    whole = ax_class("void run() { SalesTable t; t.doUpdate(); s = 'x]]>y'; }").encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = data.draw(
        st.sampled_from(
            (whole[:at], whole[:at] + b"<" + whole[at:], whole[:at] + b"\xff" + whole[at + 1 :])
        )
    )
    with tempfile.TemporaryDirectory() as name:
        answer = judged(write_tree(Path(name), {"AxClass/A.xml": changed}))
    assert answer.verdict in (Verdict.FOUND, Verdict.CANNOT_TELL) or b"doUpdate" not in changed
