"""Compressed content: inflated within the bound, or called what it is."""

from __future__ import annotations

import gzip
import io
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.text import compressed
from dualwrite.text import files as text_files
from dualwrite.text.compressed import inflated
from dualwrite.text.files import TextFileError

ZSTANDARD = b"\x28\xb5\x2f\xfd"


def refused(content: bytes) -> str:
    with pytest.raises(TextFileError) as caught:
        inflated(content)
    return str(caught.value)


@given(st.lists(st.binary(), min_size=1, max_size=3))
def test_gzip_is_inflated_member_by_member(parts: list[bytes]) -> None:
    assert inflated(b"".join(map(gzip.compress, parts))) == b"".join(parts)


@given(st.binary())
def test_no_bytes_break_it(content: bytes) -> None:
    for given_ in (content, b"\x1f\x8b" + content, gzip.compress(b"abc", mtime=0)[:-4] + content):
        try:
            found = inflated(given_)
        except TextFileError as error:
            assert str(error).startswith("it ")
        else:
            assert found == given_ or given_.startswith(b"\x1f\x8b")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (gzip.compress(b"{}" * 99, mtime=0)[:-9], "it is compressed by gzip, and cut short."),
        (b"\x1f\x8bno", "it is compressed by gzip, and broken."),
        (
            gzip.compress(b"{}", mtime=0) + b"x",
            "it is compressed by gzip, with something else behind it.",
        ),
        (b"PK\x03\x04...", "it is a ZIP file. Accepted: the file itself, or gzip or Zstandard."),
        (b"BZh9", "it is compressed by bzip2. Accepted: the file itself, or gzip or Zstandard."),
    ],
)
def test_what_cannot_be_inflated_is_called_what_it_is(content: bytes, told: str) -> None:
    assert refused(content) == told


def test_what_inflates_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "MOST_BYTES", 2**20)
    many = gzip.compress(b"\0" * 2**19, mtime=0) * 3
    for bomb in (gzip.compress(b"\0" * (2**20 + 1)), many):
        assert refused(bomb) == text_files.too_large()
    assert inflated(gzip.compress(b"\0" * 2**20, mtime=0)) == b"\0" * 2**20


class _Zstandard(ModuleType):
    """Stands for the module, which only some releases of Python have."""

    class ZstdError(Exception):
        pass

    def ZstdFile(self, file: io.BytesIO) -> io.BytesIO:
        rest = file.read().removeprefix(ZSTANDARD)
        if rest == b"short":
            raise EOFError
        if rest == b"broken":
            raise self.ZstdError
        return io.BytesIO(rest)


def test_zstandard_is_read_by_the_module_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> Any:
        if name == "compression.zstd":
            raise ModuleNotFoundError(name)
        return _Zstandard(name)

    assert compressed._zstandard(load).__name__ == "backports.zstd"
    monkeypatch.setattr(compressed, "_zstandard", lambda: _Zstandard("x"))
    assert inflated(ZSTANDARD + b"{}") == b"{}"
    assert refused(ZSTANDARD + b"short") == "it is compressed by Zstandard, and cut short."
    assert refused(ZSTANDARD + b"broken") == "it is compressed by Zstandard, and broken."


def test_without_a_module_the_package_is_named() -> None:
    def load(name: str) -> Any:
        raise ModuleNotFoundError(name)

    with pytest.raises(TextFileError) as caught:
        compressed._zstandard(load)
    assert str(caught.value) == (
        "it is compressed by Zstandard, which this Python cannot read. Install the package"
        " backports.zstd, or decompress it first: zstd -d."
    )
