"""What ``docs/ci.md`` shows: whole files, each named by its first line, and scripts."""

from __future__ import annotations

from pathlib import Path

from .markdown import CodeBlock, code_blocks

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "ci.md"
GITHUB = ".github/workflows/dualwrite.yml"
AZURE = "azure-pipelines.yml"
GITLAB = ".gitlab-ci.yml"
PRE_COMMIT = ".pre-commit-config.yaml"
FILES = (GITHUB, AZURE, GITLAB, PRE_COMMIT)
"""The files that the document shows. Other blocks of YAML are pairs, as in every document."""


def named_file(block: CodeBlock) -> str | None:
    """The file that a block is, if its first line names one of ``FILES``."""
    first = block.content.partition("\n")[0].removeprefix("# ")
    return first if block.language == "yaml" and first in FILES else None


def shown_files() -> list[tuple[str, str]]:
    """The files that the document shows, by name, with what is in them."""
    blocks = _blocks()
    return [(name, one.content) for one in blocks if (name := named_file(one)) is not None]


def shown_file(name: str) -> str:
    """The one file of this name."""
    (content,) = [content for shown, content in shown_files() if shown == name]
    return content


def scripts() -> dict[str, list[str]]:
    """The scripts that the document shows, by the heading that they stand under."""
    found: dict[str, list[str]] = {}
    for block in _blocks():
        if block.language == "sh":
            found.setdefault(block.heading, []).append(block.content)
    return found


def _blocks() -> list[CodeBlock]:
    return code_blocks(DOCUMENT.read_text(encoding="utf-8"))
