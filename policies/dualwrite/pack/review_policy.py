"""The policy ``exemptions`` (DW900): what the others have exempted, and which grants need somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from pulumi_policy import (
    Policy,
    PolicyConfigSchema,
    ReportViolation,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)

from ..judging.configuration import read_review
from ..judging.exemption_review import REVIEW, ReviewedGrant
from ..model.verdicts import Level
from ..text.quoting import printable
from .ledger import Ledger
from .messages import exempt_text
from .settings import SettingReader, level_in, level_of, parameter_schema

GrantListener = Callable[[list[ReviewedGrant], Level], None]


def make_review_policy(
    today: Callable[[], date], ledger: Ledger, listeners: tuple[GrantListener, ...] = ()
) -> Policy:
    """Make the policy. It must be the last of the pack: it tells what the others put in the ledger."""
    settings = SettingReader(read_review)

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        setting = settings.read(args.get_config(), report)
        if setting is None:
            return
        for result in ledger.exempt():
            _advisory(report)(exempt_text(result), result.urn)
        reviewed = ledger.reviewed(today(), setting.parameters)
        for grant in reviewed:
            for notice in grant.notices:
                report(printable(notice), None)
            for hint in grant.hints:
                _advisory(report)(printable(hint), None)
        for listener in listeners:
            listener(reviewed, level_in(report, setting.level))
        ledger.clear()

    return StackValidationPolicy(validate=validate, **_described())


def _advisory(report: ReportViolation) -> Any:
    """Report as an advisory whatever the policy's level: what is exempt must not block.

    Only our own servicer can. The SDK's reports at the policy's level, which is advisory by default.
    """
    return getattr(report, "advisory", report)


def _described() -> dict[str, Any]:
    return {
        "name": REVIEW.name,
        "description": f"{REVIEW.id}: {REVIEW.title}",
        "enforcement_level": level_of(REVIEW.level),
        "config_schema": PolicyConfigSchema(parameter_schema(REVIEW)),
        "display_name": f"{REVIEW.id} {REVIEW.name}",
        "severity": Severity(REVIEW.severity.value),
        "tags": ["dynamics-365", "dual-write", REVIEW.id],
        "remediation_steps": REVIEW.remedy,
    }
