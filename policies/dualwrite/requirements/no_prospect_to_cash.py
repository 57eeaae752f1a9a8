"""DW004: the Prospect to cash solution is not installed."""

from __future__ import annotations

from ..pair import Pair
from ..parameters import Parameters
from ..requirement import Examination, Requirement, Severity
from ..verdicts import Level, Verdict
from .sources import PREREQUISITES, SYSTEM_REQUIREMENTS


class NoProspectToCash(Requirement[Parameters]):
    """Dual-write and the Prospect to cash solution for Data integrator exclude each other."""

    id = "DW004"
    name = "no-prospect-to-cash"
    title = "The Prospect to cash solution for Data integrator is not installed."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Both write the same tables. Side by side they are not supported; rows conflict when live"
        " synchronization is on."
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
