"""Blocks of code in Markdown, for tests that run what documents show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class CodeBlock:
    """A fenced block: its language, its content, and the heading that it stands under."""

    language: str
    content: str
    heading: str


def code_blocks(text: str) -> list[CodeBlock]:
    """All fenced blocks of a document, in order."""
    return [
        CodeBlock(found[1], found[2], _heading_before(text, found.start()))
        for found in _FENCED.finditer(text)
    ]


def documents(root: Path) -> list[Path]:
    """The project's documents: those at its root, and everything in docs/."""
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def _heading_before(text: str, position: int) -> str:
    prose = _FENCED.sub(lambda block: "\n" * len(block[0]), text)  # "# ..." in code is no heading
    found = _HEADING.findall(prose, 0, position)
    return found[-1] if found else ""
