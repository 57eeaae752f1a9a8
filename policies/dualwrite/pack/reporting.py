"""What a policy reports with, in our servicer: as the SDK does, and with more than that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pulumi_policy import EnforcementLevel, Policy

from ..verdicts import Level


class Report:
    """Reports violations of one policy as the SDK does; policies find more on it than they get there."""

    def __init__(
        self, servicer: Any, response: Any, policy: Policy, level: EnforcementLevel
    ) -> None:
        def at(one: EnforcementLevel) -> Callable[[str, str | None], None]:
            report: Callable[[str, str | None], None] = servicer._create_report_violation(
                response, policy.name, policy.description, one, policy.severity
            )
            return report

        self.level = Level(level.value)
        """The level that the policy is configured with."""
        # What was not remediated must block.
        blocks = level is EnforcementLevel.REMEDIATE
        self._at_its_level = at(EnforcementLevel.MANDATORY if blocks else level)
        self.advisory = at(EnforcementLevel.ADVISORY)
        """Report what must not block, whatever the policy's level."""

    def __call__(self, message: str, urn: str | None = None) -> None:
        self._at_its_level(message, urn)
