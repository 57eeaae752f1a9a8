"""The grants of a configuration, as the document has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..exemptions.reviewing import ReviewedGrant
from ..verdicts import Level, Notice
from .making import encodable, optional


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
