"""The generated files of ``docs/``: what each must hold, and which on disk differ."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dualwrite.requirements import REQUIREMENTS

from .coverage import coverage_page
from .index import index
from .page import page
from .pairs import pairs_page
from .results_schema import results_schema

_PAGES = "requirements"


def generated() -> dict[str, str]:
    """The content of every generated file, by its path below ``docs/``."""
    pages = {f"{_PAGES}/{one.name}.md": page(one) for one in REQUIREMENTS}
    return {
        **pages,
        f"{_PAGES}/README.md": index(),
        "pairs.md": pairs_page(),
        "coverage.md": coverage_page(),
        "results.schema.json": results_schema(),
    }


def stale(docs: Path, contents: Mapping[str, str]) -> list[str]:
    """The paths of files that are missing or differ from ``contents``, byte by byte."""
    return [path for path, text in contents.items() if _bytes(docs / path) != text.encode("utf-8")]


def orphaned(docs: Path, contents: Mapping[str, str]) -> list[str]:
    """The paths of files among the pages that belong to no requirement."""
    found = sorted(one.relative_to(docs).as_posix() for one in (docs / _PAGES).glob("*"))
    return [path for path in found if path not in contents]


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
