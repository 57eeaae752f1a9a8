"""DW004: the Prospect to cash solution is not installed."""

from __future__ import annotations

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.facts import NotDeclared, State
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import MIGRATE_PROSPECT_TO_CASH, PREREQUISITES, SYSTEM_REQUIREMENTS
from .shared.wording import shown

_HARMLESS = (15, 0, 0, 2)
"""The last version, which removes the index msdynce_AccountNumber (migrate-prospect-to-cash, 2026-01-15)."""


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
        " declare customerEngagement.prospectToCash: false. Its last version, 15.0.0.2, may stay:"
        " declare customerEngagement.prospectToCashVersion."
    )
    sources = (SYSTEM_REQUIREMENTS, PREREQUISITES, MIGRATE_PROSPECT_TO_CASH)
    facts = ("customerEngagement.prospectToCash", "customerEngagement.prospectToCashVersion")
    example = {"customerEngagement.prospectToCash": True}

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        if not examination.read(pair.customer_engagement.prospect_to_cash):
            return examination.passes()
        version = pair.customer_engagement.prospect_to_cash_version
        if version.state in (State.UNKNOWN, State.MALFORMED):
            raise NotDeclared(version)
        if examination.is_declared(version) and version.read() == _HARMLESS:
            return examination.passes(
                f"Prospect to cash {_shown(_HARMLESS)} may stay installed: it is without the index that"
                " dual-write cannot run beside."
            )
        found = f" ({shown(version)})" if version.is_declared else ""
        return examination.fails(
            f"The Prospect to cash solution for Data integrator{found} is installed in the customer"
            " engagement environment; dual-write cannot run beside it."
        )


def _shown(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
