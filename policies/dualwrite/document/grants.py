"""The grants of a configuration, as the document has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..exemptions.reviewing import ReviewedGrant
from ..verdicts import Level
from .making import encodable, optional


def grant_rows(reviewed: Iterable[ReviewedGrant], level: Level) -> list[dict[str, Any]]:
    """Describe grants, each with what is to be said about it.

    :param level: of the policy ``exemptions``, which says it.
    """
    return [_row(one, level) for one in reviewed]


def _row(reviewed: ReviewedGrant, level: Level) -> dict[str, Any]:
    grant = reviewed.grant
    return {
        "requirement": reviewed.requirement.name,
        "requirementId": reviewed.requirement.id,
        "id": optional(grant.id),
        "pairs": [encodable(one) for one in grant.pairs],
        "category": grant.category,
        "reason": encodable(grant.reason),
        "owner": encodable(grant.owner),
        "approvedBy": optional(grant.approved_by),
        "ticket": optional(grant.ticket),
        "expiresOn": grant.expires_on.isoformat(),
        "daysLeft": reviewed.days_left,
        "covers": [encodable(one) for one in reviewed.covers],
        "notices": [{"level": level.value, "message": encodable(one)} for one in reviewed.notices],
    }
