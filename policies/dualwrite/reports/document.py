"""The JSON document of results: ``dualwrite check --format json``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from ..text import quoted
from ..verdicts import Result

SCHEMA_VERSION = 1
_GREATEST_INTEGER = 2**53 - 1
"""The greatest integer that every reader of JSON keeps exactly (RFC 8259, section 6)."""


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
        "pair": _encodable(result.pair),
        "urn": None if result.urn is None else _encodable(result.urn),
        "level": result.level.value,
        "verdict": result.verdict.kind.value,
        "message": result.verdict.message,
        "remedy": result.verdict.remedy,
        "evidence": [
            {"fact": one.fact, "value": _value(one.value)} for one in result.verdict.evidence
        ],
        "exemption": None,
    }


def _value(value: Any) -> Any:
    """The value as it was written; as text where JSON's readers would not get it right."""
    if isinstance(value, str):
        return _encodable(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and abs(value) > _GREATEST_INTEGER:
        return quoted(value)
    return value


def _encodable(text: str) -> str:
    """Write half a surrogate pair, which JSON can spell and UTF-8 cannot hold, as an escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
