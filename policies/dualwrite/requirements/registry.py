"""What can be named as the rule behind a result: a requirement, or the review of exemptions."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..judging.exemption_review import REVIEW, ExemptionReview
from ..judging.requirement import Requirement
from . import REQUIREMENTS

Rule = Requirement[Any] | ExemptionReview
"""Both have what people read: ID, name, title, reason, remedy, level, severity, sources."""
ALL_RULES: tuple[Rule, ...] = (*REQUIREMENTS, REVIEW)
"""In the order of their IDs."""


@cache
def rules_by_name() -> dict[str, Rule]:
    """Every rule under its name."""
    return {one.name: one for one in ALL_RULES}
