"""The JSON document of results: ``dualwrite check --format json``, and what every report is made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from ..verdicts import Result

SCHEMA_VERSION = 1


def make_document(results: Sequence[Result], generated_at: datetime) -> dict[str, Any]:
    """Build the document.

    :param results: ordered by pair and then by ID.
    :param generated_at: the only part that differs between two runs on the same input.
    """
    return {
        "schemaVersion": SCHEMA_VERSION,
        "generatedAt": generated_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "results": [_row(result) for result in results],
    }


def document_bytes(document: dict[str, Any]) -> bytes:
    """Write the document as UTF-8 JSON with a final newline."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _row(result: Result) -> dict[str, Any]:
    return {
        "id": result.id,
        "requirement": result.requirement,
        "pair": result.pair,
        "urn": result.urn,
        "level": result.level.value,
        "verdict": result.verdict.kind.value,
        "message": result.verdict.message,
        "remedy": result.verdict.remedy,
        "evidence": [{"fact": one.fact, "value": one.value} for one in result.verdict.evidence],
        "exemption": None,
    }
