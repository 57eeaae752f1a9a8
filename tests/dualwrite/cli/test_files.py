"""Files are written whole or not at all, and nothing is left behind."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from dualwrite.cli.files import FileError, refuse_unwritable, staged, write_whole


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir()) if one.is_file()}


def test_new_files_and_files_that_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"longer than before")
    write_whole({str(tmp_path / "old"): b"new", str(tmp_path / "other"): b""})
    assert contents(tmp_path) == {"old": b"new", "other": b""}


def test_where_one_cannot_be_written_none_is_changed(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"kept")
    wrong = str(tmp_path / "nowhere" / "file")
    with pytest.raises(
        FileError, match=r"there is no folder .*nowhere\. Make it first\."
    ) as caught:
        write_whole({str(tmp_path / "old"): b"new", wrong: b"x"})
    assert str(caught.value).startswith(wrong)
    assert contents(tmp_path) == {"old": b"kept"}


def test_where_the_disk_is_full_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old").write_bytes(b"kept")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FileError, match="old: it cannot be written: No space left on device"):
        write_whole({str(tmp_path / "old"): b"new"})
    monkeypatch.undo()
    assert contents(tmp_path) == {"old": b"kept"}


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"it is a folder\. Name a file in it"):
        write_whole({str(tmp_path): b"x"})


@pytest.mark.parametrize("path", ["a\0b", "", "x" * 300])
def test_a_path_that_no_file_can_have_is_refused(
    tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError):
        write_whole({path: b"x"})
    assert contents(tmp_path) == {}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_whole({str(tmp_path / "link"): b"new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_permissions_are_those_of_the_file_or_of_any_new_one(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"")
    secret.chmod(0o600)
    before = os.umask(0o027)
    try:
        write_whole({str(secret): b"x", str(tmp_path / "new"): b"y"})
    finally:
        os.umask(before)
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    assert modes == {"secret": 0o600, "new": 0o640}


def test_a_pipe_or_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole({str(pipe): b"through the pipe", os.devnull: b"gone"})
    reader.join(timeout=10)
    assert read == [b"through the pipe"]
    assert pipe.is_fifo()
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_files_are_put_in_place_at_the_end_of_the_block(tmp_path: Path) -> None:
    with staged({str(tmp_path / "new"): b"x"}):
        assert not (tmp_path / "new").exists()
    assert contents(tmp_path) == {"new": b"x"}


def test_a_block_that_fails_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"kept")
    with pytest.raises(ZeroDivisionError), staged({str(tmp_path / "old"): b"new"}):
        raise ZeroDivisionError
    assert contents(tmp_path) == {"old": b"kept"}


def test_what_could_not_be_written_is_refused_beforehand(tmp_path: Path) -> None:
    (tmp_path / "source").touch()
    (tmp_path / "link").symlink_to("source")
    source, link = str(tmp_path / "source"), str(tmp_path / "link")
    other = f"{tmp_path}/./source"
    refuse_unwritable([str(tmp_path / "new"), os.devnull, os.devnull])
    for paths, read, told in (
        ([str(tmp_path)], [], "it is a folder"),
        ([str(tmp_path / "nowhere" / "x")], [], "there is no folder"),
        ([source, other], [], "it is the same file as"),
        ([link, source], [], "it is the same file as"),
        ([link], [source], "it is read, and a report would replace it"),
        ([source], [other], "it is read, and a report would replace it"),
    ):
        with pytest.raises(FileError, match=told):
            refuse_unwritable(paths, read)
    assert (tmp_path / "source").read_bytes() == b""
