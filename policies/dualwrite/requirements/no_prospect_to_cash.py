"""DW004: the Prospect to cash solution is not installed."""

from __future__ import annotations

from ..pair import Pair
from ..parameters import Parameters
from ..requirement import Examination, Requirement
from ..verdicts import Level, Severity, Verdict
from .sources import PREREQUISITES, SYSTEM_REQUIREMENTS


class NoProspectToCash(Requirement[Parameters]):
    """Dual-write and the Prospect to cash solution for Data integrator exclude each other."""

    id = "DW004"
    name = "no-prospect-to-cash"
    title = "The Prospect to cash solution for Data integrator is not installed."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "The two integrate the same apps and cannot run side by side: Prospect to cash has to be"
        " gone before the environments are linked."
    )
    remedy = (
        "Uninstall the Prospect to cash solution from the customer engagement environment, then"
        " declare customerEngagement.prospectToCash: false."
    )
    sources = (SYSTEM_REQUIREMENTS, PREREQUISITES)
    facts = ("customerEngagement.prospectToCash",)
    example = {"customerEngagement.prospectToCash": True}

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        if examination.read(pair.customer_engagement.prospect_to_cash):
            return examination.fails(
                "The Prospect to cash solution for Data integrator is installed in the customer"
                " engagement environment; dual-write cannot run beside it."
            )
        return examination.passes()
