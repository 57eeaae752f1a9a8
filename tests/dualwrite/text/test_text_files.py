"""Files of text, whatever an editor puts into them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest

from dualwrite.text import files as text_files
from dualwrite.text.files import TextFileError, read_text_file


def refused(path: Path) -> str:
    with pytest.raises(TextFileError) as caught:
        read_text_file(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        ("né\r\n".encode(), "né\r\n"),
        ("né".encode("utf-8-sig"), "né"),
    ],
)
def test_utf_8_is_read_with_or_without_its_mark(tmp_path: Path, content: bytes, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    assert read_text_file(path) == text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("a: b".encode("utf-16"), "it is UTF-16 text. Save it as UTF-8."),
        (b"\xfe\xff\0a", "it is UTF-16 text. Save it as UTF-8."),
        (b"a: \0", "it is no text: it holds NUL bytes. Save it as UTF-8."),
        (b"a: \xff", "it is no UTF-8 text (at byte 3). Save it as UTF-8."),
        (b"\xef\xbb\xbfa: \xff", "it is no UTF-8 text (at byte 6). Save it as UTF-8."),
    ],
)
def test_what_is_no_utf_8_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    assert refused(path) == problem


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == "it is a folder. Name the files in it."


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.yaml") == "there is no such file."


def test_what_may_never_end_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refused(pipe) == "it is a named pipe. Pass its content on standard input: - < PIPE."
    assert refused(Path("/dev/zero")) == "it is a device or a socket, and no file."
    assert read_text_file(Path(os.devnull)) == ""


def test_a_pipe_that_is_open_already_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"a: b")
    os.close(writing)
    assert read_text_file(Path(f"/dev/fd/{reading}")) == "a: b"
    os.close(reading)


def test_what_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "MOST_BYTES", 2**20)
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a" * 2**20)
    assert len(read_text_file(path)) == 2**20
    path.write_bytes(b"a" * (2**20 + 1))
    assert refused(path) == "it holds more than 1 MB, which is the most that is read."


def test_a_name_that_no_file_can_have_is_refused() -> None:
    assert refused(Path("a\0b")) == "it cannot be read: embedded null byte."


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (PermissionError(13, "Permission denied"), "it may not be read (permission denied)."),
        (OSError(5, "Input/output error"), "it cannot be read: Input/output error."),
    ],
)
def test_what_the_system_refuses_is_told(
    error: OSError, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> NoReturn:
        raise error

    monkeypatch.setattr(Path, "stat", fail)  # root may read everything
    assert refused(Path("a.yaml")) == problem
