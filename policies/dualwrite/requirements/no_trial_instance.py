"""DW005: the finance and operations environment is not a trial."""

from __future__ import annotations

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import SYSTEM_REQUIREMENTS
from .shared.wording import shown


class NoTrialInstance(Requirement[Parameters]):
    """Dual-write is not set up on trial instances of finance and operations apps."""

    id = "DW005"
    name = "no-trial-instance"
    title = "The finance and operations environment is not a trial."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Microsoft does not support setting dual-write up on a trial of finance and operations"
        " apps, so the pair cannot be relied on."
    )
    remedy = "Pair a finance and operations environment that is not a trial."
    sources = (SYSTEM_REQUIREMENTS,)
    facts = ("financeAndOperations.environmentType",)
    example = {"financeAndOperations.environmentType": "trial"}

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        fact = pair.finance_and_operations.environment_type
        if examination.read(fact) == "trial":
            return examination.fails(
                f"The finance and operations environment is of type {shown(fact)};"
                " dual-write cannot be set up on a trial."
            )
        return examination.passes()
