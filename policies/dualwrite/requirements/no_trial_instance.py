"""DW005: the finance and operations environment is not a trial."""

from __future__ import annotations

from ..pair import Pair
from ..parameters import Parameters
from ..requirement import Examination, Requirement, Severity
from ..verdicts import Level, Verdict
from .sources import SYSTEM_REQUIREMENTS


class NoTrialInstance(Requirement[Parameters]):
    """Dual-write is not set up on trial instances of finance and operations apps."""

    id = "DW005"
    name = "no-trial-instance"
    title = "The finance and operations environment is not a trial."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = "Set-up is not supported on trial instances of finance and operations apps."
    remedy = (
        "Pair a production, sandbox or developer environment instead; a trial cannot be converted"
        " for dual-write."
    )
    sources = (SYSTEM_REQUIREMENTS,)
    facts = ("financeAndOperations.environmentType",)
    example = {"financeAndOperations.environmentType": "trial"}

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        if examination.read(pair.finance_and_operations.environment_type) == "trial":
            return examination.fails(
                'The finance and operations environment is of type "trial"; dual-write is not set up'
                " on trials."
            )
        return examination.passes()
