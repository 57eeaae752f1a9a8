"""What is looked at in a tree, and what is said of the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dualwrite.xpp.cache import Cache
from dualwrite.xpp.judging import Verdict, judge
from dualwrite.xpp.scanning import scan
from dualwrite.xpp.walking import Source
from support.xpp_trees import ax_class, judged, mapped, write_tree

HIT = ax_class("void run() { SalesTable t; t.doUpdate(); }")
CLEAN = ax_class("void run() { SalesTable t; t.update(); }")


def descriptor(name: str, publisher: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<AxModelInfo xmlns:i="http://www.w3.org/2001/XMLSchema-instance">'
        f"<Id>1</Id><Name>{name}</Name><Publisher>{publisher}</Publisher><References><Name>Other</Name>"
        "</References></AxModelInfo>"
    )


def store(folder: Path) -> Path:
    return write_tree(
        folder,
        {
            "Own/Descriptor/Own.xml": descriptor("Own", "Contoso"),
            "Own/Own/AxClass/A.xml": CLEAN,
            "Suite/Descriptor/Suite.xml": descriptor("Suite", "Microsoft Corporation"),
            "Suite/Suite/AxClass/B.xml": HIT,
            "Isv/Descriptor/Isv.xml": descriptor("Isv", "Fabrikam"),
            "Isv/bin/Isv.dll": b"MZ",
        },
    )


def test_models_of_microsoft_are_left_out(tmp_path: Path) -> None:
    answer = judged(store(tmp_path))
    found = answer.scan
    assert (found.files, found.models, found.left_out) == (1, ["Isv", "Own"], ["Suite"])
    assert found.compiled_only == ["Isv"]
    assert (answer.verdict, answer.reasons) == (Verdict.NONE, [])


@pytest.mark.parametrize(
    ("publishers", "verdict", "models"),
    [
        (("contoso",), Verdict.NONE, ["Own"]),
        (("Micro*", "Con*"), Verdict.FOUND, ["Own", "Suite"]),
        (("Nobody",), Verdict.CANNOT_TELL, []),
    ],
)
def test_publishers_that_are_asked_for(
    publishers: tuple[str, ...], verdict: Verdict, models: list[str], tmp_path: Path
) -> None:
    answer = judge(scan([str(store(tmp_path))], publishers), mapped())
    assert (answer.verdict, answer.scan.models) == (verdict, models)


def test_a_broken_descriptor_leaves_nothing_out_and_is_reported(tmp_path: Path) -> None:
    write_tree(store(tmp_path), {"Suite/Descriptor/Suite.xml": "<AxModelInfo>"})
    answer = judged(tmp_path)
    assert answer.verdict is Verdict.FOUND
    assert answer.reasons == ["Suite/Descriptor/Suite.xml: it is no well-formed XML, line 1"]


def test_other_files_are_not_looked_at(tmp_path: Path) -> None:
    files = {
        "readme.md": "t.doUpdate()",
        "config.xml": "<Settings>t.doUpdate()</Settings>",
        ".git/AxClass/Helper.xml": HIT,
        "AxClass/Helper.txt": HIT,
    }
    answer = judged(write_tree(tmp_path, dict(files)))
    assert answer.scan.files == 0
    assert answer.reasons == ["no X++ source was found, so nothing was looked at"]
    assert answer.verdict is Verdict.CANNOT_TELL


def test_links_are_not_followed_out_of_the_tree_nor_round_in_it(tmp_path: Path) -> None:
    write_tree(tmp_path / "out", {"AxClass/Helper.xml": HIT})
    write_tree(tmp_path / "tree", {"AxClass/Clean.xml": CLEAN})
    os.symlink(tmp_path / "tree", tmp_path / "tree" / "AxClass" / "loop")
    os.symlink(
        tmp_path / "tree" / "AxClass" / "Clean.xml", tmp_path / "tree" / "AxClass" / "Same.xml"
    )
    answer = judged(tmp_path / "tree")
    assert (answer.scan.files, answer.verdict) == (1, Verdict.NONE)
    os.symlink(tmp_path / "out", tmp_path / "tree" / "linked")
    os.symlink(
        tmp_path / "out" / "AxClass" / "Helper.xml", tmp_path / "tree" / "AxClass" / "File.xml"
    )
    os.symlink(tmp_path / "gone", tmp_path / "tree" / "AxClass" / "Gone.xml")
    answer = judged(tmp_path / "tree")
    assert answer.findings == []
    assert answer.reasons == [
        "AxClass/File.xml: it is a link to a file outside of the path, which is not followed",
        "AxClass/Gone.xml: it is a link to a file outside of the path, which is not followed",
        "linked/: it is a link to a folder outside of the path, which is not followed",
    ]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write_tree(tmp_path, {"AxClass/Clean.xml": CLEAN})
    os.mkfifo(tmp_path / "AxClass" / "Pipe.xml")
    assert judged(tmp_path).reasons == ["AxClass/Pipe.xml: it is no regular file"]


def test_a_single_file(tmp_path: Path) -> None:
    file = write_tree(tmp_path, {"AxClass/Helper.xml": HIT}) / "AxClass" / "Helper.xml"
    assert [one.path for one in judged(file).findings] == ["Helper.xml"]


def test_the_digest_is_that_of_the_sorted_list_of_files(tmp_path: Path) -> None:
    import hashlib

    write_tree(tmp_path, {"AxClass/B.xml": HIT, "AxClass/A.xml": CLEAN})
    lines = "".join(
        f"{hashlib.sha256((tmp_path / path).read_bytes()).hexdigest()}  {path}\n"
        for path in ("AxClass/A.xml", "AxClass/B.xml")
    )
    digest = scan([str(tmp_path)]).sha256
    assert digest == hashlib.sha256("".join(sorted(lines.splitlines(True))).encode()).hexdigest()


def old(folder: Path) -> None:
    """Make files look as if they had been there for a while: the status change cannot be set back."""
    for path in folder.rglob("*.xml"):
        os.utime(path, ns=(1_000_000_000, 1_000_000_000))


def test_a_cache_changes_no_answer(tmp_path: Path) -> None:
    helper = ax_class("static void save(Common _c) { _c.doUpdate(); }", name="Saver")
    caller = ax_class("void run() { SalesTable s; Saver::save(s); }", name="Caller")
    tree = write_tree(
        tmp_path / "tree",
        {
            "AxClass/A.xml": HIT,
            "AxClass/S.xml": helper,
            "AxClass/C.xml": caller,
            "AxClass/E.xml": b"",
        },
    )
    answers = [judged(tree, cache=tmp_path / "cache") for _ in range(3)]
    plain = judged(tree)
    assert all(
        (one.findings, one.reasons, one.verdict, one.scan.sha256)
        == (plain.findings, plain.reasons, plain.verdict, plain.scan.sha256)
        for one in answers
    )
    write_tree(tree, {"AxClass/A.xml": CLEAN})
    assert judged(tree, cache=tmp_path / "cache").findings == judged(tree).findings
    assert len(judged(tree, ["Other"], cache=tmp_path / "cache").findings) == 0


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"scanner": "0"}'])
def test_a_broken_cache_is_no_cache(content: bytes, tmp_path: Path) -> None:
    tree = write_tree(tmp_path / "tree", {"AxClass/A.xml": HIT})
    judged(tree, cache=tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    file.write_bytes(content)
    assert len(judged(tree, cache=tmp_path / "cache").findings) == 1


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    tree = write_tree(tmp_path / "tree", {"AxClass/A.xml": HIT})
    write_tree(tmp_path, {"file": b""})
    assert len(judged(tree, cache=tmp_path / "file" / "cache").findings) == 1


def test_a_file_that_has_just_changed_is_read_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path, tmp_path)
    source = Source("a", "a", 1, (1, 10**18, 10**18, 1))
    cache.keep_digest(source, "old")
    fresh = Source("b", "b", 1, (1, 1 << 62, 1, 1))
    cache.keep_digest(fresh, "new")
    cache.write()
    again = Cache(tmp_path, tmp_path)
    assert (again.digest(source), again.digest(fresh)) == ("old", None)
    assert again.digest(Source("a", "a", 1, (1, 10**18, 10**18 + 1, 1))) is None
