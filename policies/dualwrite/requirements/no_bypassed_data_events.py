"""DW012: customizations do not bypass the data events that dual-write listens to."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import SYSTEM_REQUIREMENTS


class BypassedDataEvents(Parameters):
    """Few teams know this of their customizations, so an undeclared fact is ignored."""

    undeclared: Literal["violation", "ignore"] = Field(
        "ignore",
        description="What an undeclared fact is: a violation at the policy's level, or ignored.",
    )


class NoBypassedDataEvents(Requirement[BypassedDataEvents]):
    """Dual-write is triggered by the Insert, Update and Delete events."""

    id = "DW012"
    name = "no-bypassed-data-events"
    title = "Customizations do not bypass the Insert, Update and Delete events."
    level = Level.ADVISORY
    severity = Severity.MEDIUM
    reason = (
        "Rows written with doInsert, doUpdate or doDelete, or with events skipped, never reach the"
        " other app: the two drift apart without any error."
    )
    remedy = (
        "Write mapped tables with insert, update and delete, then declare"
        " financeAndOperations.bypassesDataEvents: false."
    )
    sources = (SYSTEM_REQUIREMENTS,)
    facts = ("financeAndOperations.bypassesDataEvents",)
    example = {"financeAndOperations.bypassesDataEvents": True}
    parameters = BypassedDataEvents

    def check(self, pair: Pair, examination: Examination[BypassedDataEvents]) -> Verdict:
        if examination.read(pair.finance_and_operations.bypasses_data_events):
            return examination.fails(
                "Customizations of the finance and operations environment bypass the data events"
                " (doInsert, doUpdate, doDelete) that dual-write is triggered by."
            )
        return examination.passes()
