"""Unified environments: one environment has both apps, so that the two cannot be apart."""

from __future__ import annotations

from typing import Any

from ..facts import Fact, State
from ..pair import Pair
from ..requirement import Examination
from ..verdicts import Verdict

IDENTITY = ("financeAndOperations.environmentId", "customerEngagement.environmentId")
"""The facts that show it, where no resource does: one ID on both sides."""


def passes_as_one(
    pair: Pair, examination: Examination[Any], finance: Fact[Any], customer: Fact[Any]
) -> Verdict | None:
    """A pass for a unified environment; None where its two facts have to be compared all the same.

    One environment cannot be in two places, so that a fact which one side alone declares is that of
    the other as well. Where both are declared they are compared like any: an ID that was copied to
    the wrong side must not overrule what else is said.
    """
    if not pair.is_unified:
        return None
    states = {finance.state, customer.state}
    if states == {State.DECLARED} or State.MALFORMED in states:
        return None
    if State.UNKNOWN in states and State.UNDECLARED not in states and not pair.in_one_environment:
        return None
    for side in (pair.finance_and_operations, pair.customer_engagement):
        examination.is_declared(side.environment_id)
    return examination.passes("One unified environment has both apps.")
