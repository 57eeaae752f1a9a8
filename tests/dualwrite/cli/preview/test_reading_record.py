"""A record is taken as the packs have written it, or not at all, whatever was done to the file."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.cli.preview.reading_record import ReadRecord, read_record
from dualwrite.model.verdicts import Kind, Level, Result, Verdict
from dualwrite.pack.record import Record
from dualwrite.pack.record_keys import Key, make_keys, remove_keys, take_key

PACK = {"pack": {"version": "0.1.0", "today": "2026-11-24"}}
END = {"end": True}
UNTOUCHED = ReadRecord((PACK, {"unused": [1]}, END), "", True)


def written(folder: Path, results: int = 0, packs: int = 1, keys: int = 2) -> tuple[Key, ...]:
    """Write a record as packs do, and return the keys that were made for it."""
    made = make_keys(folder / "record", keys)
    records = [Record(folder / "record", key) for _ in range(packs) if (key := _taken(folder))]
    for one in records:
        one.pack("0.1.0", date(2026, 11, 24))
    for one in records:
        one.begin()
        for number in range(results):
            one.result(
                Result(
                    "DW010",
                    "same-tenant",
                    f"pair {number}",
                    None,
                    Level.MANDATORY,
                    Verdict(Kind.PASS, "", "", ()),
                    False,
                )
            )
    for one in records:
        one.end()
    return made


def _taken(folder: Path) -> Key | None:
    return take_key(folder / "record")


def test_what_a_pack_writes_is_read(tmp_path: Path) -> None:
    keys = written(tmp_path)
    assert read_record(tmp_path / "record", keys) == UNTOUCHED
    assert os.listdir(tmp_path) == ["record"]


def test_keys_are_taken_once_each_and_the_rest_is_removed(tmp_path: Path) -> None:
    record = tmp_path / "record"
    keys = make_keys(record, 3)
    assert (take_key(record), take_key(record)) == keys[:2]
    assert (remove_keys(record), take_key(record), os.listdir(tmp_path)) == ([2], None, [])
    assert take_key(tmp_path / "nowhere" / "record") is None


def test_where_no_pack_is_ours_nothing_is_recorded_and_nothing_is_wrong(tmp_path: Path) -> None:
    keys = make_keys(tmp_path / "record", 2)
    assert read_record(tmp_path / "record", keys) == ReadRecord((), "", False)


@given(st.data(), st.integers(1, 2), st.integers(0, 3))
def test_no_change_to_the_file_is_believed(data: st.DataObject, packs: int, results: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        keys = written(folder, results, packs, keys=packs)
        file = folder / "record"
        before = file.read_bytes()
        lines = before.splitlines(keepends=True)
        order = st.lists(st.sampled_from(lines), max_size=len(lines) + 2).map(b"".join)
        cut = st.integers(0, len(before)).map(lambda end: before[:end])
        added = st.builds(bytes.__add__, st.just(before), st.binary(min_size=1))
        index, byte = st.integers(0, len(before) - 1), st.integers(0, 255)
        changed = st.builds(
            lambda at, to: before[:at] + bytes([to]) + before[at + 1 :], index, byte
        )
        after = data.draw(st.one_of(order, cut, added, changed))
        if _by_pack(after) == _by_pack(before):
            return  # only the order of two packs, which write at the same time
        file.write_bytes(after)
        read = read_record(file, keys)
        assert not read.is_whole
        assert read.damage or after in (before[:end] for end in range(len(before)))
        assert not (read.damage and read.lines)


def _by_pack(content: bytes) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for line in content.split(b"\n"):
        found.setdefault(line[:1], []).append(line)
    return found


def test_a_record_of_another_key_is_not_believed(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "other").mkdir()
    others = written(tmp_path / "other")
    assert read_record(tmp_path / "record", others) == ReadRecord(
        damage="there is a line in it that no pack has written so"
    )


@pytest.mark.parametrize("kind", ["gone", "folder", "fifo", "empty", "link"])
def test_something_else_in_its_place_is_told(tmp_path: Path, kind: str) -> None:
    keys = written(tmp_path)
    file = tmp_path / "record"
    file.rename(tmp_path / "kept")
    if kind == "folder":
        file.mkdir()
    elif kind == "fifo":
        os.mkfifo(file)
    elif kind == "empty":
        file.touch()
    elif kind == "link":
        file.symlink_to("/dev/null")
    read = read_record(file, keys)
    gone = "what a pack has written is gone"
    told = {"gone": gone, "empty": gone}.get(kind, "there is something else in its place")
    assert (read.lines, read.damage, read.is_whole) == ((), told, False)


def test_a_file_that_cannot_be_written_ends_the_record_and_nothing_else(tmp_path: Path) -> None:
    full = Path("/dev/full")
    record = Record(full, Key(0, b"key"))
    record.pack("0.1.0", date(2026, 11, 24))
    record.end()
    keys = make_keys(tmp_path / "record", 1)
    assert take_key(tmp_path / "record") == keys[0]
    assert read_record(tmp_path / "record", keys).damage == "what a pack has written is gone"
