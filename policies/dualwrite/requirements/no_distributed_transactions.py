"""DW013: nothing relies on one transaction across both apps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import SYSTEM_REQUIREMENTS


class DistributedTransactions(Parameters):
    """Few teams know this of their processes, so an undeclared fact is ignored."""

    undeclared: Literal["violation", "ignore"] = Field(
        "ignore",
        description="What an undeclared fact is: a violation at the policy's level, or ignored.",
    )


class NoDistributedTransactions(Requirement[DistributedTransactions]):
    """Dual-write has no distributed transactions."""

    id = "DW013"
    name = "no-distributed-transactions"
    title = "Nothing relies on a transaction across both apps."
    level = Level.ADVISORY
    severity = Severity.MEDIUM
    reason = (
        "When one app rolls back after the other has committed, nothing undoes the other's part:"
        " such a process leaves half of its data behind."
    )
    remedy = (
        "Make the process tolerate a part that failed (for example, compensate or repeat), then"
        " declare link.distributedTransactions: false."
    )
    sources = (SYSTEM_REQUIREMENTS,)
    facts = ("link.distributedTransactions",)
    example = {"link.distributedTransactions": True}
    parameters = DistributedTransactions

    def check(self, pair: Pair, examination: Examination[DistributedTransactions]) -> Verdict:
        if examination.read(pair.link.distributed_transactions):
            return examination.fails(
                "A process relies on one transaction across both apps; dual-write has no"
                " distributed transactions."
            )
        return examination.passes()
