"""The formats of reports, by name. Each module is imported when its format is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..document.model import Document

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
        from .json_bytes import document_bytes

        return document_bytes(document)
    make: Callable[[Document], bytes] = import_module(f".{name}", __package__).render
    return make(model())
