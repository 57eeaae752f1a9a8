"""A scan as SARIF 2.1.0, with the lines that people see in the files."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..text.quoting import printable
from .judging import Finding, Judged
from .rules import RULES, Rule
from .wording import message, remedy, side_notes

_MOST_RESULTS = 25_000
"""GitHub refuses a run with more results."""
_LONGEST_TEXT = 4_000
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_INDEXES = {one.id: at for at, one in enumerate(RULES)}


def render(judged: Judged, moment: datetime) -> bytes:
    """Write the findings, suppressed ones among them, and what could not be looked at."""
    results = [_result(one) for one in judged.findings[:_MOST_RESULTS]]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "dualwrite-guardrail",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [_rule(one) for one in RULES],
                    }
                },
                "automationDetails": {"id": "dualwrite-xpp/"},
                "invocations": [_invocation(judged, moment)],
                "originalUriBaseIds": {
                    "%SRCROOT%": {
                        "description": {"text": "The root of the checkout that was scanned."}
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": results,
                "properties": {"verdict": judged.verdict.value, "reasons": judged.reasons},
            }
        ],
    }
    return (json.dumps(log, indent=2, ensure_ascii=False) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def _rule(one: Rule) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "shortDescription": {"text": one.title},
        "fullDescription": {"text": one.reason},
        "helpUri": one.address,
        "help": {"text": f"{one.remedy} Source: {one.source}."},
        "defaultConfiguration": {"level": "error" if one.decides else "note"},
        "properties": {"certainty": one.certainty, "tags": ["dual-write"]},
    }


def _result(one: Finding) -> dict[str, Any]:
    hit = one.hit
    result: dict[str, Any] = {
        "ruleId": hit.rule,
        "ruleIndex": _INDEXES[hit.rule],
        "level": "note" if one.undecided is not None else "error",
        "message": {"text": _plain(f"{message(one)} {remedy(one)}")},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(one.root, one.path),
                    "region": {
                        "startLine": hit.line,
                        "startColumn": hit.column,
                        "endLine": hit.line,
                        "endColumn": hit.column + len(hit.construct),
                    },
                },
                "logicalLocations": [
                    {"fullyQualifiedName": printable(hit.path), "kind": "function"}
                ],
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": one.fingerprint},
        "properties": {
            "table": one.table,
            "resolvedBy": one.resolved_by,
            "certainty": one.certainty,
        },
    }
    if one.suppressed is not None:
        kind = "external" if one.suppressed.kind == "baseline" else "inSource"
        result["suppressions"] = [
            {"kind": kind, "status": "accepted", "justification": _plain(one.suppressed.reason)}
        ]
    return result


def _invocation(judged: Judged, moment: datetime) -> dict[str, Any]:
    notes = [("warning", text) for text in judged.reasons]
    notes += [("note", text) for text in side_notes(judged)]
    left_out = len(judged.findings) - _MOST_RESULTS
    if left_out > 0:
        notes.insert(0, ("warning", f"{left_out:,} more results are left out of this file"))
    made: dict[str, Any] = {
        "executionSuccessful": True,
        "endTimeUtc": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if notes:
        made["toolExecutionNotifications"] = [
            {"level": level, "message": {"text": _plain(text)}} for level, text in notes
        ]
    return made


def _plain(text: str) -> str:
    """One line that is no link, as SARIF has them, and not too long."""
    shown = printable(text).replace("](", "] (")
    return shown if len(shown) <= _LONGEST_TEXT else f"{shown[: _LONGEST_TEXT - 1]}…"


def _artifact(root: str, path: str) -> dict[str, str]:
    """A file of the checkout, by its path from there; any other one, by its whole address."""
    full = os.path.dirname(root) if os.path.isfile(root) else root
    joined = os.path.normpath(os.path.join(full, path)).replace(os.sep, "/")
    if os.path.isabs(joined):
        inside = os.path.relpath(joined, os.getcwd()).replace(os.sep, "/")
        if inside.startswith(".."):
            return {"uri": f"file://{quote(_bytes(joined), safe='/')}"}
        joined = inside
    return {"uri": quote(_bytes(joined), safe="/"), "uriBaseId": "%SRCROOT%"}


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
