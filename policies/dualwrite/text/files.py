"""Reading a file of text that people write: UTF-8, whatever their editor puts before it, and bounded."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import IO

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF_8_MARK = b"\xef\xbb\xbf"
"""What some editors put before a text."""
MOST_BYTES = 256 * 2**20
"""A state of a hundred thousand resources is smaller. Without a bound, a device is read for ever."""
_CHUNK = 2**20
_OPEN_ALREADY = ("/dev/fd/", "/dev/std", "/proc/self/fd/")
"""Names of what the caller has opened, such as the pipe of a process substitution."""


class TextFileError(ValueError):
    """A file that cannot be read as text; the text says why, as a sentence about ``it``."""


def read_text_file(path: Path) -> str:
    """The text of a file, without the mark that some editors put before UTF-8.

    :raises TextFileError: where it cannot be read, or is no UTF-8 text.
    """
    content = read_bytes(path)
    if content.startswith(UTF_16_MARKS):
        raise TextFileError("it is UTF-16 text. Save it as UTF-8.")
    if b"\0" in content:
        raise TextFileError("it is no text: it holds NUL bytes. Save it as UTF-8.")
    try:
        return content.removeprefix(UTF_8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        # What is decoded begins after the mark; people's editors count from the file's beginning.
        start = error.start + len(UTF_8_MARK) * content.startswith(UTF_8_MARK)
        raise TextFileError(f"it is no UTF-8 text (at byte {start}). Save it as UTF-8.") from None


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    :raises TextFileError: where it cannot be read, is no file, or is too large.
    """
    try:
        _refuse_what_is_no_file(path)
        with path.open("rb") as file:
            return read_stream(file)
    except FileNotFoundError:
        raise TextFileError("there is no such file.") from None
    except IsADirectoryError:
        raise TextFileError("it is a folder. Name the files in it.") from None
    except PermissionError:
        raise TextFileError("it may not be read (permission denied).") from None
    except TextFileError:
        raise
    except (OSError, ValueError) as error:
        text = getattr(error, "strerror", None) or str(error)
        raise TextFileError(f"it cannot be read: {text}.") from None


def read_stream(stream: IO[bytes]) -> bytes:
    """All that a stream holds, chunk by chunk, so that one without an end is found out.

    :raises TextFileError: where it holds more than the bound.
    """
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > MOST_BYTES:
            raise TextFileError(too_large())
    return b"".join(chunks)


def too_large() -> str:
    """What to say of content beyond the bound, as a sentence about ``it``."""
    return f"it holds more than {MOST_BYTES // 2**20} MB, which is the most that is read."


def _refuse_what_is_no_file(path: Path) -> None:
    """Refuse what may never end, or never begin: devices, sockets, and pipes that have a name.

    A pipe that the caller has opened already (``/dev/fd/63``, ``/dev/stdin``) is read like any file.
    """
    mode = path.stat().st_mode
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode) or os.path.abspath(path).startswith(_OPEN_ALREADY):
        return
    if stat.S_ISFIFO(mode):
        raise TextFileError("it is a named pipe. Pass its content on standard input: - < PIPE.")
    if not os.path.samefile(path, os.devnull):  # which is an empty file to those who name it
        raise TextFileError("it is a device or a socket, and no file.")
