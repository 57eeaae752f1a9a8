"""Verdicts: what judging one requirement on one pair says. Plain values, compared by equality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
    """The seven verdicts of the public contract."""

    PASS = "pass"
    FAIL = "fail"
    UNDECLARED = "undeclared"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "notApplicable"
    EXEMPT = "exempt"
    ERROR = "error"


class Level(StrEnum):
    """How a violation is enforced, in Pulumi's terms."""

    ADVISORY = "advisory"
    MANDATORY = "mandatory"
    REMEDIATE = "remediate"
    """Pulumi changes the resource first, where a policy can; what is left is as mandatory."""
    DISABLED = "disabled"

    @property
    def blocks(self) -> bool:
        """Whether a violation at this level stops a deployment."""
        return self in (Level.MANDATORY, Level.REMEDIATE)


class Severity(StrEnum):
    """How bad it is when the requirement is broken, in Pulumi's terms."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)  # a check of many pairs keeps millions
class Evidence:
    """One fact that a verdict rests on: its path and its value as it was written (None: no value)."""

    fact: str
    value: Any


class Exemption(NamedTuple):
    """The grant that makes a violation ``exempt``: by whom, why, and until when.

    ``days_left`` counts the days after today until ``expires_on``, the last day in force: 0 on that
    day. ``instead_of`` is the verdict without it.
    """

    id: str | None
    category: str
    reason: str
    owner: str
    approved_by: str | None
    ticket: str | None
    expires_on: date
    days_left: int
    instead_of: Kind


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one requirement says of one pair.

    ``message`` is one sentence with the values, ``remedy`` what to do; both are empty on a pass
    that needs no words. An exempt verdict keeps both, and says in ``exemption`` why it is one.
    """

    kind: Kind
    message: str = ""
    remedy: str = ""
    evidence: tuple[Evidence, ...] = ()
    exemption: Exemption | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A verdict with its place: the row of a report."""

    id: str
    requirement: str
    pair: str
    urn: str | None
    level: Level
    verdict: Verdict
    violation: bool
    """Whether it is reported at the policy's level. Parameters decide it for undeclared and unknown."""

    @property
    def blocks(self) -> bool:
        """Whether it stops a deployment, and makes ``dualwrite check`` exit 1."""
        return self.violation and self.level.blocks


class Notice(NamedTuple):
    """What the policy ``exemptions`` says about one grant, at its level."""

    level: Level
    message: str

    @property
    def blocks(self) -> bool:
        """Whether it stops a deployment."""
        return self.level.blocks
