"""Results as OpenReports' ``Report`` resources, for the policy dashboards of a Kubernetes cluster.

The stream is YAML whose documents are written as JSON, which YAML contains: PyYAML's fastest dumper
takes two hundred times as long. It begins with ``---``, because ``kubectl`` takes a stream that
begins with a brace for JSON alone and then stumbles over the separators.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from ..judging.exemption_review import REVIEW
from ..model.verdicts import Kind
from ..requirements.registry import rules_by_name
from ..results.document import Document, ExemptionRow, GrantRow, ResultRow
from ..text.quoting import printable, quoted
from .wording import file_of, flowed, grant_name, shortened, stack_of

_NO_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 36
"""With the prefix, the hash and the number of a part, a name has at most 63 characters."""
_LONGEST_SHOWN = 253


@dataclass(frozen=True)
class Scope:
    """A stack (``project/stack``) or, for pairs without a resource, what they were read from.

    Where neither is meant, it is the policy pack.
    """

    kind: str
    name: str

    @property
    def shown(self) -> str:
        """The name, printable and bounded."""
        return shortened(printable(self.name), _LONGEST_SHOWN)


def scopes_of(document: Document) -> dict[Scope, list[tuple[str, ResultRow]]]:
    """The rows with their pairs' labels, by what they belong to, in the document's order."""
    found: dict[Scope, list[tuple[str, ResultRow]]] = {}
    for pair in document.by_pair:
        rows = found.setdefault(_scope(pair.rows[0]), [])
        rows.extend((pair.label, row) for row in pair.rows)
    return found


def _scope(row: ResultRow) -> Scope:
    stack = stack_of(row.urn)
    if stack is not None:
        return Scope("Stack", stack)
    return Scope("Source", file_of(row) or "unnamed")


def scope_of_notices(scopes: Collection[Scope]) -> Scope:
    """What the notices about exemptions belong to.

    A single stack or source takes them. Several have a scope of their own for them, named after all
    of them in any order, so that the pipelines of other ones do not replace it.
    """
    if len(scopes) == 1:
        return next(iter(scopes))
    names = ", ".join(sorted(one.name for one in scopes))
    return Scope("PolicyPack", f"exemptions of {names}" if names else "exemptions")


def report_name(scope: Scope) -> str:
    """A DNS label (RFC 1123): readable, and unique and stable through a hash of the whole name."""
    whole = f"{scope.kind}\0{scope.name}".encode("utf-8", "backslashreplace")
    digest = hashlib.sha256(whole).hexdigest()[:10]
    slug = _NO_LETTER_OR_DIGIT.sub("-", scope.name.lower())[:_LONGEST_SLUG].strip("-")
    return f"dualwrite-{slug}-{digest}" if slug else f"dualwrite-{digest}"


_CATEGORY = "Dual-write"
_LONGEST_TEXT = 1_000
"""Keeps any single result far below the size of a report."""


def seconds_of(generated_at: str) -> int:
    """The seconds since the epoch of ``2026-11-24T12:30:15Z``."""
    return int(datetime.fromisoformat(generated_at).timestamp())


def row_result(label: str, row: ResultRow, seconds: int) -> dict[str, Any]:
    """One requirement on one pair. The keys of ``properties`` are this tool's own."""
    rule = rules_by_name()[row.requirement]
    outcome = _outcome(row)
    result: dict[str, Any] = {
        "policy": rule.name,
        "rule": rule.id,
        "category": _CATEGORY,
        "severity": rule.severity.value,
        "result": outcome,
        # A warning is of a policy that does not count: the summary's own words for it.
        "scored": row.level.blocks and outcome != "warn",
    }
    if row.message:
        result["message"] = _bounded(flowed(row.message))
    result["timestamp"] = {"seconds": seconds, "nanos": 0}
    result["resources"] = [{"kind": "EnvironmentPair", "name": _bounded(label)}]
    result["properties"] = {
        key: value if len(value) <= _LONGEST_TEXT else _bounded(value)  # nearly all are short
        for key, value in _properties(row)
    }
    return result


def _outcome(row: ResultRow) -> str:
    if row.verdict is Kind.PASS:
        return "pass"
    if row.verdict is Kind.ERROR:
        return "error"
    if row.blocks:
        return "fail"
    if row.is_violation or row.verdict is Kind.UNKNOWN:
        return "warn"
    return "skip"


def _properties(row: ResultRow) -> Iterator[tuple[str, str]]:
    yield "pair", printable(row.pair)
    if row.urn is not None:
        yield "urn", printable(row.urn)
    if row.location is not None:
        yield "declaredIn", f"{printable(row.location.path)}:{row.location.line}"
    yield "level", row.level.value
    yield "verdict", row.verdict.value
    if row.verdict is Kind.PASS:
        return
    if row.evidence:
        facts = (f"{printable(one.fact)}: {quoted(one.value)}" for one in row.evidence)
        yield "evidence", "; ".join(facts)
    if row.remedy:
        yield "remedy", flowed(row.remedy)
    if row.exemption is not None:
        yield from _exemption(row.exemption)
        yield "insteadOf", row.exemption.instead_of.value


def _exemption(found: ExemptionRow | GrantRow) -> Iterator[tuple[str, str]]:
    if found.id:
        yield "exemption", printable(found.id)
    yield "exemptionCategory", found.category
    yield "exemptionReason", flowed(found.reason)
    yield "exemptionOwner", flowed(found.owner)
    if found.approved_by:
        yield "exemptionApprovedBy", flowed(found.approved_by)
    if found.ticket:
        yield "exemptionTicket", flowed(found.ticket)
    yield "exemptionExpiresOn", found.expires_on.isoformat()
    yield "exemptionDaysLeft", str(found.days_left)


def notice_results(grants: Iterable[GrantRow], seconds: int) -> Iterator[dict[str, Any]]:
    """What is said about grants."""
    for grant in grants:
        facts = {key: _bounded(value) for key, value in _exemption(grant)}
        for notice in grant.notices:
            yield {
                "policy": REVIEW.name,
                "rule": REVIEW.id,
                "category": _CATEGORY,
                "severity": REVIEW.severity.value,
                "result": "fail" if notice.blocks else "warn",
                "scored": notice.blocks,
                "message": _bounded(flowed(notice.message)),
                "timestamp": {"seconds": seconds, "nanos": 0},
                "resources": [{"kind": "Exemption", "name": _bounded(grant_name(grant))}],
                "properties": {
                    "requirement": _bounded(printable(grant.requirement)),
                    "pairs": _bounded(printable(", ".join(grant.pairs))),
                    **facts,
                },
            }


def _bounded(text: str) -> str:
    return shortened(text, _LONGEST_TEXT)


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
