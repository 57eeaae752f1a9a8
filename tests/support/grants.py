"""Grants for tests: a correct one as the configuration has it, and the same with keys changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dualwrite.judging.configuration import Configuration, read_configuration
from dualwrite.requirements import REQUIREMENTS

from .pairs import ABSENT

GRANT: dict[str, Any] = {
    "id": "EX-2026-014",
    "pairs": ["contoso"],
    "covers": ["undeclared", "fail"],
    "category": "waiver",
    "reason": "Region move under way, ends with the cut-over",
    "owner": "erp-platform@contoso.com",
    "approvedBy": "cto@contoso.com",
    "ticket": "https://tickets.contoso.com/ERP-14",
    "expiresOn": "2027-01-31",
}


def grant(**changes: Any) -> dict[str, Any]:
    """The correct grant with keys set; ``ABSENT`` leaves one out."""
    return {key: value for key, value in {**GRANT, **changes}.items() if value is not ABSENT}


def granting(policy: str, *grants: Mapping[str, Any], **others: Any) -> Configuration:
    """A configuration with these exemptions from one policy; ``others`` are its other keys."""
    return read_configuration({policy: {"exemptions": list(grants)}, **others}, REQUIREMENTS)


def last_day(day: date, **changes: Any) -> dict[str, Any]:
    """The correct grant, in force until a day."""
    return grant(expiresOn=day.isoformat(), **changes)
