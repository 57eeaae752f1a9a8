"""The content of a file as pieces of UTF-8, whatever its encoding, and never much of it at once."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .errors import UnreadableError

PIECE = 1 << 20
"""How many bytes are read at once. Larger files are read piece by piece, as memory is bounded."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"^<\?xml[^>]{0,100}?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_UTF_8 = ("utf-8", "utf8", "utf-16", "us-ascii", "ascii")
_NO_TEXT = "it is no text in {encoding}"


class Content:
    """One file, or one member of an archive, read once from its beginning."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def pieces(self) -> Iterator[bytes]:
        """The text in UTF-8, without a byte order mark. Small files are one piece.

        :raises UnreadableError: where the bytes are no text in their encoding.
        """
        first = self._read()
        encoding, content = _encoding(first)
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        while content:
            following = self._read()
            yield from self._as_utf8(content, encoding, decoder, final=not following)
            content = following

    def _as_utf8(
        self, content: bytes, encoding: str, decoder: codecs.IncrementalDecoder, final: bool
    ) -> Iterator[bytes]:
        waiting = decoder.getstate()[0]
        if encoding == "utf-8" and not waiting and content.isascii():
            yield content
            return
        try:
            text = decoder.decode(content, final)
            yield text.encode("utf-8")
        except UnicodeError:  # half of a pair of UTF-16 among them
            raise UnreadableError(_NO_TEXT.format(encoding=encoding.upper())) from None

    def _read(self) -> bytes:
        return self._stream.read(PIECE)


def read_bounded(path: Path, most: int) -> bytes:
    """The whole of a small file, as UTF-8.

    :raises UnreadableError: where it is larger, or no text.
    :raises OSError: where it cannot be read.
    """
    with open(path, "rb") as stream:
        found = bytearray()
        for piece in Content(stream).pieces():
            found += piece
            if len(found) > most:
                raise UnreadableError(f"it is larger than {most:,} bytes")
    return bytes(found)


def _encoding(first: bytes) -> tuple[str, bytes]:
    """The encoding that the first bytes tell, and these bytes without the mark."""
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding, first[len(mark) :]
    beginning = first[:4]
    if len(beginning) == 4 and 0 in beginning:  # UTF-16 without a mark: "<" is 3C 00, or 00 3C
        if beginning[1] == 0 == beginning[3] and beginning[0]:
            return "utf-16-le", first
        if beginning[0] == 0 == beginning[2] and beginning[1]:
            return "utf-16-be", first
    declared = _DECLARED.match(first)
    if declared is not None and (name := declared[1].decode().lower()) not in _UTF_8:
        try:
            codecs.getincrementaldecoder(name)
            "<".encode(name)
        except (LookupError, UnicodeError):
            raise UnreadableError(f"its encoding {name} is not known") from None
        return name, first
    return "utf-8", first
