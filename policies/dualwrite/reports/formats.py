"""The formats of reports, by name. Each module is imported when its format is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import orjson

from ..results.document import Document

FORMATS: dict[str, str] = {
    "json": "the document itself",
    "sarif": "SARIF 2.1.0, for code scanning",
    "junit": "JUnit XML, for the test tab",
    "openreports": "OpenReports, for a cluster's policy dashboard",
    "markdown": "Markdown, for a job summary or a pull request",
    "html": "one page, for people",
}


def render(name: str, document: dict[str, Any], model: Callable[[], Document]) -> bytes:
    """Make one report.

    :param name: one of ``FORMATS``.
    :param document: the document as plain values.
    :param model: gives the same, validated. The document itself is written without.
    """
    if name == "json":
        return document_bytes(document)
    make: Callable[[Document], bytes] = import_module(f".{name}", __package__).render
    return make(model())


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
