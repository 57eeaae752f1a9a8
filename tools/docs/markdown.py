"""The little Markdown that the documents need. Prose is wrapped: it reads in a terminal, too."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_WIDTH = 80
_MARKS = re.compile(r"([\\`*_<\[\]])")
_KEPT_TOGETHER = re.compile(r"`[^`]*`|\[[^\]]*\]\([^)]*\)")
_JOINT = "\x00"


def escaped(text: str) -> str:
    """Return plain text so that Markdown shows it as it is."""
    return _MARKS.sub(r"\\\1", text)


def code(text: str) -> str:
    """Return a word in code type."""
    return f"`{text}`"


def link(text: str, target: str) -> str:
    """Return a link; ``text`` is Markdown already."""
    return f"[{text}]({target})"


def paragraph(text: str) -> str:
    """Wrap one paragraph of Markdown."""
    return _filled(text, "", "")


def bullets(items: Iterable[str]) -> str:
    """Return a list, each item wrapped."""
    return "\n".join(_filled(item, "- ", "  ") for item in items)


def _filled(text: str, first: str, further: str) -> str:
    """Wrap prose; code and links stay on one line each."""
    joined = _KEPT_TOGETHER.sub(lambda found: found[0].replace(" ", _JOINT), text)
    return textwrap.fill(
        joined,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    ).replace(_JOINT, " ")


def wrapped(lines: Iterable[str]) -> str:
    """Wrap lines of plain text; what goes on is indented."""
    return "\n".join(
        textwrap.fill(
            line, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
        for line in lines
    )


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the cells are Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )


def block(language: str, content: str) -> str:
    """Return a block of code."""
    return f"```{language}\n{content.rstrip()}\n```"


def json_block(content: Mapping[str, Any]) -> str:
    """Return a block of JSON."""
    return block("json", json.dumps(content, indent=2, ensure_ascii=False))


def document(*parts: str) -> str:
    """Join headings, paragraphs and blocks to a whole file."""
    return "\n\n".join(part for part in parts if part) + "\n"
