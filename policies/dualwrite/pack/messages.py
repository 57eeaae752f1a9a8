"""What a person reads of a policy's findings in Pulumi's output, below the description."""

from __future__ import annotations

from typing import Any

from ..judging.requirement import Requirement
from ..model.verdicts import Kind, Result
from ..text.quoting import counted, harmless


def violation_text(requirement: Requirement[Any], result: Result) -> str:
    """What is wrong, why it matters, the remedy, and the source."""
    source = requirement.sources[0]
    lines = [result.verdict.message]
    if result.verdict.kind is Kind.FAIL:
        lines.append(f"Why: {requirement.reason}")
    if result.verdict.remedy:
        lines.append(f"Remedy: {result.verdict.remedy}")
    if result.verdict.kind is not Kind.ERROR:
        lines.append(f"Source: {source.article} ({source.dated}), {source.url}")
    return "\n".join(map(harmless, lines))  # Pulumi prints them, and pipelines read that


def exempt_text(result: Result) -> str:
    """Which violation is exempt, until when, by whom, and why."""
    found = result.verdict.exemption
    assert found is not None  # an exempt verdict has one
    left = counted(found.days_left, "day")
    people = [f"Owner: {found.owner}"]
    if found.approved_by:
        people.append(f"approved by: {found.approved_by}")
    if found.ticket:
        people.append(f"ticket: {found.ticket}")
    called = f" by {found.id}" if found.id else ""
    lines = [
        f"{result.pair} is exempt from {result.id} {result.requirement}{called} ({found.category})"
        f" until {found.expires_on} ({left} left).",
        f"Without it: {found.instead_of.value}, {result.level.value}. {result.verdict.message}",
        f"{', '.join(people)}",
        f"Reason: {found.reason}",
    ]
    return "\n".join(map(harmless, lines))
