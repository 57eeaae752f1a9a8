"""Reading a file of text that people write: UTF-8, whatever their editor puts before it."""

from __future__ import annotations

from pathlib import Path

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF_8_MARK = b"\xef\xbb\xbf"
"""What some editors put before a text."""


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

    :raises TextFileError: where it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise TextFileError("there is no such file.") from None
    except IsADirectoryError:
        raise TextFileError("it is a folder. Name the files in it.") from None
    except PermissionError:
        raise TextFileError("it may not be read (permission denied).") from None
    except (OSError, ValueError) as error:
        text = getattr(error, "strerror", None) or str(error)
        raise TextFileError(f"it cannot be read: {text}.") from None
