"""Making the document out of results, as plain values that JSON can hold."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from ..judging.exemption_review import ReviewedGrant
from ..model.verdicts import Exemption, Level, Notice, Result
from ..text.quoting import quoted
from .document import SCHEMA_VERSION

_GREATEST_INTEGER = 2**53 - 1
"""The greatest integer that every reader of JSON keeps exactly (RFC 8259, section 6)."""


def make_document(
    rows: Iterable[dict[str, Any]],
    generated_at: datetime,
    today: date,
    exemptions: Iterable[dict[str, Any]] = (),
    left_out: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Build the document.

    :param rows: what ``row_of`` made, ordered by pair and then by ID.
    :param generated_at: the only part that differs between two runs on the same input.
    :param today: the day that was judged for.
    :param exemptions: every grant of the configuration, as ``grants.py`` describes it.
    :param left_out: each source without pairs, and why it has none.
    """
    without = [
        {"source": encodable(source), "reason": encodable(reason)} for source, reason in left_out
    ]
    return {
        "schemaVersion": SCHEMA_VERSION,
        "generatedAt": generated_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "today": today.isoformat(),
        "results": list(rows),
        "exemptions": list(exemptions),
        **({"leftOut": without} if without else {}),
    }


def row_of(
    result: Result, source: str | None = None, location: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Describe one result.

    :param source: what the pair was read from, as it was named.
    :param location: the file and the line to look at, where they are known.
    """
    verdict = result.verdict
    return {
        "id": result.id,
        "requirement": result.requirement,
        "pair": encodable(result.pair),
        "urn": None if result.urn is None else encodable(result.urn),
        "level": result.level.value,
        "verdict": verdict.kind.value,
        "message": encodable(verdict.message),
        "remedy": verdict.remedy,
        "evidence": [{"fact": one.fact, "value": _value(one.value)} for one in verdict.evidence],
        "exemption": None if verdict.exemption is None else _exemption(verdict.exemption),
        "violation": result.violation,
        "source": None if source is None else encodable(source),
        "location": location,
    }


def _exemption(found: Exemption) -> dict[str, Any]:
    return {
        "id": optional(found.id),
        "category": found.category,
        "reason": encodable(found.reason),
        "owner": encodable(found.owner),
        "approvedBy": optional(found.approved_by),
        "ticket": optional(found.ticket),
        "expiresOn": found.expires_on.isoformat(),
        "daysLeft": found.days_left,
        "insteadOf": found.instead_of.value,
    }


def _value(value: Any) -> Any:
    """The value as it was written; as text where JSON's readers would not get it right."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        # The engine hands every number over as a float: 41.0 was written as 41.
        whole = value.is_integer() and abs(value) <= _GREATEST_INTEGER
        return int(value) if whole else value
    if isinstance(value, int) and abs(value) > _GREATEST_INTEGER:
        return quoted(value)
    return value


def optional(text: str | None) -> str | None:
    """Like ``encodable``; None stays None."""
    return None if text is None else encodable(text)


def encodable(text: str) -> str:
    """Write half a surrogate pair, which JSON can spell and UTF-8 cannot hold, as an escape."""
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def grant_rows(reviewed: Iterable[ReviewedGrant], level: Level) -> list[dict[str, Any]]:
    """Describe grants, each with what is to be said about it.

    :param level: of the policy ``exemptions``, which says it.
    """
    return [_row(one, level) for one in reviewed]


def notices_of(reviewed: ReviewedGrant, level: Level) -> list[Notice]:
    """What is to be said about one grant, each thing at its level."""
    return [
        *(Notice(level, text) for text in reviewed.notices),
        *(Notice(Level.ADVISORY, text) for text in reviewed.hints),
    ]


def _row(reviewed: ReviewedGrant, level: Level) -> dict[str, Any]:
    grant = reviewed.grant
    return {
        "requirement": reviewed.requirement.name,
        "requirementId": reviewed.requirement.id,
        "id": optional(grant.id),
        "pairs": [encodable(one) for one in grant.pairs],
        "coversVerdicts": None if grant.covers is None else list(grant.covers),
        "category": grant.category,
        "reason": encodable(grant.reason),
        "owner": encodable(grant.owner),
        "approvedBy": optional(grant.approved_by),
        "ticket": optional(grant.ticket),
        "expiresOn": grant.expires_on.isoformat(),
        "daysLeft": reviewed.days_left,
        "covers": [encodable(one) for one in reviewed.covers],
        "notices": [
            {"level": one.level.value, "message": encodable(one.message)}
            for one in notices_of(reviewed, level)
        ],
    }
