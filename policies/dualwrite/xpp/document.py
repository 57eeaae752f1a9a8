"""The scan as JSON, as the public contract has it."""

from __future__ import annotations

import json
from typing import Any

from .judging import Finding, Judged


def document(judged: Judged) -> dict[str, Any]:
    """Make the document."""
    listed = judged.tables.listed
    return {
        "schemaVersion": 1,
        "verdict": judged.verdict.value,
        "reasons": judged.reasons,
        "scanned": {
            "files": judged.scan.files,
            "models": judged.scan.models,
            "sha256": judged.scan.sha256,
        },
        "tables": {"source": listed.source, "sha256": listed.sha256},
        "findings": [finding_row(one) for one in judged.findings],
        "notices": [
            {"path": path, "line": one.line, "text": one.text} for path, one in judged.notices
        ],
    }


def document_bytes(judged: Judged) -> bytes:
    """The document, written: the same scan gives the same bytes."""
    text = json.dumps(document(judged), indent=2, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


def finding_row(one: Finding) -> dict[str, Any]:
    """One finding."""
    hit = one.hit
    suppressed = one.suppressed
    return {
        "rule": hit.rule,
        "path": one.path,
        "line": hit.line,
        "column": hit.column,
        "object": hit.object,
        "method": hit.method,
        "construct": hit.construct,
        "receiver": hit.receiver,
        "table": one.table,
        "resolvedBy": one.resolved_by,
        "certainty": one.certainty,
        "suppressed": None
        if suppressed is None
        else {"kind": suppressed.kind, "reason": suppressed.reason, "line": suppressed.line},
    }
