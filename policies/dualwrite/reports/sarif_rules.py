"""The rules of the SARIF report, with the help that viewers show beside a result."""

from __future__ import annotations

from typing import Any

from ..rules import Rule
from ..verdicts import Level


def level_word(level: Level) -> str:
    """What blocks is an error in SARIF's terms; everything else is a warning."""
    return "error" if level.blocks else "warning"


def described_rule(rule: Rule) -> dict[str, Any]:
    """A ``reportingDescriptor``. It says the same in every run, whatever was found."""
    level = level_word(rule.level)
    described: dict[str, Any] = {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.reason},
        "help": {"text": _help_text(rule), "markdown": _help_markdown(rule)},
        "defaultConfiguration": {"level": level},
    }
    if rule.sources:
        described["helpUri"] = rule.sources[0].url
    # No security-severity: GitHub would file these under security vulnerabilities, and a pair that
    # dual-write does not support is a defect of the set-up.
    described["properties"] = {
        "tags": ["dual-write", "dynamics-365", f"severity-{rule.severity.value}"],
        "precision": "very-high",
        "problem.severity": level,
    }
    return described


def _help_text(rule: Rule) -> str:
    cited = [f"{one.article} ({one.dated}), {one.url}" for one in rule.sources]
    lines = [rule.title, f"Why: {rule.reason}", f"Remedy: {rule.remedy}"]
    return "\n".join([*lines, *(f"Source: {one}" for one in cited)])


def _help_markdown(rule: Rule) -> str:
    parts = [rule.title, f"**Why:** {rule.reason}", f"**Remedy:** {rule.remedy}"]
    cited = [f"- [{one.article}]({one.url}) ({one.dated})" for one in rule.sources]
    if cited:
        parts.append("\n".join(["**Sources:**", "", *cited]))
    return "\n\n".join(parts)
