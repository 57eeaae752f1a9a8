"""Unified environments: one environment has both apps, so that the two cannot be apart."""

from __future__ import annotations

from typing import Any

from ..pair import Pair
from ..requirement import Examination
from ..verdicts import Verdict

IDENTITY = ("financeAndOperations.environmentId", "customerEngagement.environmentId")
"""The facts that show it, where no resource does: one ID on both sides."""


def passes_as_one(pair: Pair, examination: Examination[Any]) -> Verdict | None:
    """A pass for a unified environment; None for two environments, which have to be compared."""
    if not pair.is_unified:
        return None
    for side in (pair.finance_and_operations, pair.customer_engagement):
        examination.is_declared(side.environment_id)
    return examination.passes("One unified environment has both apps.")
