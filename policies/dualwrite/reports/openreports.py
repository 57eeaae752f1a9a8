"""Results as OpenReports' ``Report`` resources, for the policy dashboards of a Kubernetes cluster.

The stream is YAML whose documents are written as JSON, which YAML contains: PyYAML's fastest dumper
takes two hundred times as long. It begins with ``---``, because ``kubectl`` takes a stream that
begins with a brace for JSON alone and then stumbles over the separators.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..document.model import Document
from .openreports_names import Scope, report_name, scope_of_notices, scopes_of
from .openreports_results import notice_results, row_result, seconds_of

_LONGEST_REPORT = 250_000
"""The most bytes of one ``Report``, well under 1 MiB. ``kubectl apply`` keeps a copy of what it
applied in an annotation, and all annotations together may have 262,144 bytes."""
_BESIDE_RESULTS = 2_500
_WIDER_IN_GO = 5
"""What ``<``, ``>`` and ``&`` take more in Go, and so in ``kubectl``: an escape of six bytes."""
_SUMMARY = ("pass", "fail", "warn", "error", "skip")
_SOURCE = "dualwrite-guardrail"


class _Row(NamedTuple):
    """One result, written, with the bytes that it may take where it is stored."""

    outcome: str
    text: bytes
    size: int


def render(document: Document) -> bytes:
    """Write one ``Report`` for each stack or source, or several where it would be too large."""
    seconds = seconds_of(document.generated_at)
    rows = {
        scope: [_written(row_result(label, row, seconds)) for label, row in labelled]
        for scope, labelled in scopes_of(document).items()
    }
    notices = [_written(one) for one in notice_results(document.exemptions, seconds)]
    if notices:
        rows.setdefault(scope_of_notices(rows), []).extend(notices)
    if not rows:
        # `kubectl apply` fails where there is nothing to apply; no pairs are no failure.
        rows[Scope("PolicyPack", "no pairs")] = []
    reports = [one for scope, written in rows.items() for one in _reports(scope, written)]
    return b"".join(b"---\n" + one for one in reports)


def _written(result: dict[str, Any]) -> _Row:
    import orjson

    text = orjson.dumps(result)
    wider = text.count(b"<") + text.count(b">") + text.count(b"&")
    size = len(text) + 1 + _WIDER_IN_GO * wider
    return _Row(result["result"], text, size)


def _reports(scope: Scope, rows: list[_Row]) -> Iterator[bytes]:
    for number, part in enumerate(_parts(rows), start=1):
        yield _report(scope, number, part)


def _parts(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Cut the results, in their order, into parts that are small enough; at least one part."""
    room = _LONGEST_REPORT - _BESIDE_RESULTS
    part: list[_Row] = []
    size = 0
    for row in rows:
        if part and size + row.size > room:
            yield part
            part, size = [], 0
        part.append(row)
        size += row.size
    yield part


def _report(scope: Scope, number: int, rows: list[_Row]) -> bytes:
    import orjson

    counts = Counter(row.outcome for row in rows)
    name = report_name(scope)
    report = {
        "apiVersion": "openreports.io/v1alpha1",
        "kind": "Report",
        "metadata": {
            # The first part has the plain name, so that a report that grows keeps it.
            "name": name if number == 1 else f"{name}-{number}",
            "labels": {
                "app.kubernetes.io/managed-by": _SOURCE,
                "app.kubernetes.io/instance": name,
            },
        },
        "source": _SOURCE,
        "scope": {"kind": scope.kind, "name": scope.shown},
        "summary": {word: counts[word] for word in _SUMMARY},
    }
    results = b",\n".join(row.text for row in rows)
    return orjson.dumps(report)[:-1] + b',"results":[\n' + results + b"\n]}\n"
