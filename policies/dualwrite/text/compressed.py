"""Content that was compressed, as backends of Pulumi store states: gzip and Zstandard, by their marks."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any

from .files import MOST_BYTES, TextFileError, read_stream, too_large

_GZIP = b"\x1f\x8b"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_OTHERS = {
    b"PK\x03\x04": "a ZIP file",
    b"BZh": "compressed by bzip2",
    b"\xfd7zXZ\x00": "compressed by xz",
}
_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS
_ZSTANDARD_MODULES = ("compression.zstd", "backports.zstd")
"""Python's own module of 3.14 and later, and the same one for earlier releases."""


def inflated(content: bytes) -> bytes:
    """The content itself, or what it was before it was compressed.

    :raises TextFileError: where it is broken, too large, or compressed by other means.
    """
    if content.startswith(_GZIP):
        return _gunzipped(content)
    if content.startswith(_ZSTANDARD):
        return _decompressed_zstandard(content)
    for mark, what in _OTHERS.items():
        if content.startswith(mark):
            raise TextFileError(f"it is {what}. Accepted: the file itself, or gzip or Zstandard.")
    return content


def _gunzipped(content: bytes) -> bytes:
    """Inflate every member: two files that were put behind each other are one."""
    parts: list[bytes] = []
    room = MOST_BYTES
    rest = content
    try:
        while rest.startswith(_GZIP):
            member = zlib.decompressobj(_WITH_GZIP_HEADER)
            part = member.decompress(rest, room + 1)
            if len(part) > room:
                raise TextFileError(too_large())
            if not member.eof:
                raise TextFileError("it is compressed by gzip, and cut short.")
            parts.append(part)
            room -= len(part)
            rest = member.unused_data
    except zlib.error:
        raise TextFileError("it is compressed by gzip, and broken.") from None
    if rest.strip(b"\0"):  # tools fill blocks up with zeros
        raise TextFileError("it is compressed by gzip, with something else behind it.")
    return b"".join(parts)


def _decompressed_zstandard(content: bytes) -> bytes:
    module = _zstandard()
    try:
        with module.ZstdFile(io.BytesIO(content)) as file:
            return read_stream(file)
    except EOFError:
        raise TextFileError("it is compressed by Zstandard, and cut short.") from None
    except module.ZstdError:
        raise TextFileError("it is compressed by Zstandard, and broken.") from None


def _zstandard(load: Callable[[str], Any] = import_module) -> Any:
    for name in _ZSTANDARD_MODULES:
        try:
            return load(name)
        except ImportError:
            continue
    raise TextFileError(
        "it is compressed by Zstandard, which this Python cannot read. Install the package"
        " backports.zstd, or decompress it first: zstd -d."
    )
