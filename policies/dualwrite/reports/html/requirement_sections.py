"""What the page says of each requirement: once, and findings lead there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ...document.model import Document, ResultRow
from ...exemptions.rule import REVIEW
from ...rules import ALL_RULES, Rule
from ...verdicts import Kind


@dataclass(frozen=True)
class RequirementSection:
    """One rule, with how often it has something to say that a person must read."""

    rule: Rule
    is_judged: bool
    """Whether there are verdicts of it: the matrix has a column for each of these."""
    findings: int
    """Violations, and what is not yet known; not what is exempt."""
    exempt: int


def requirements_of(document: Document) -> list[RequirementSection]:
    """Describe each rule that the page mentions, in the order of their IDs."""
    found = [row for row in document.results if row.is_finding]
    exempt = Counter(row.requirement for row in found if _is_exempt(row))
    findings = Counter(row.requirement for row in found if not _is_exempt(row))
    judged = {row.requirement for row in document.results}
    mentioned = judged | {grant.requirement for grant in document.exemptions}
    if document.exemptions:
        review = REVIEW.name
        mentioned.add(review)
        findings[review] += sum(len(grant.notices) for grant in document.exemptions)
    return [
        RequirementSection(rule, rule.name in judged, findings[rule.name], exempt[rule.name])
        for rule in ALL_RULES
        if rule.name in mentioned
    ]


def _is_exempt(row: ResultRow) -> bool:
    return row.verdict is Kind.EXEMPT and not row.is_violation
