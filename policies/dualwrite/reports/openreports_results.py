"""The results of an OpenReports ``Report``: what each verdict is in its five outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from ..document.model import ExemptionRow, GrantRow, ResultRow
from ..exemptions.rule import REVIEW
from ..rules import rules_by_name
from ..text import printable, quoted
from ..verdicts import Kind
from .wording import flowed, grant_name, shortened

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
