"""The document's bytes."""

from __future__ import annotations

import re
from typing import Any

import orjson

_COMMAND = re.compile(rb"##(?=[A-Za-z]*\[)")
_DELETE = b"\x7f"


def document_bytes(document: dict[str, Any]) -> bytes:
    """Write the document as UTF-8 JSON with a final newline."""
    made = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    return harmless_json(made)


def harmless_json(content: bytes) -> bytes:
    """The same JSON, with nothing in it that a terminal or the runner of a pipeline takes for its own.

    Characters that nobody sees, and the beginnings of commands (``##vso[``), are written as escapes:
    whoever parses it reads what stood there before.
    """
    if b"##" in content:
        content = _COMMAND.sub(rb"#\\u0023", content)
    if content.isascii() and _DELETE not in content:
        return content
    return b"\n".join([_printable_json(line) for line in content.split(b"\n")])


def _printable_json(line: bytes) -> bytes:
    text = line.decode("utf-8")
    if text.isprintable():
        return line
    return "".join([one if one.isprintable() else _escape(one) for one in text]).encode("utf-8")


def _escape(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
