"""DW009: cross-company data sharing is off."""

from __future__ import annotations

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import ERROR_CODES, SYSTEM_REQUIREMENTS


class NoCrossCompanyDataSharing(Requirement[Parameters]):
    """Dual-write does not support cross-company data sharing."""

    id = "DW009"
    name = "no-cross-company-data-sharing"
    title = "Cross-company data sharing is off."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Dual-write does not support it. Otherwise the validation of a map reports it (error"
        " DIPV1002), when the environments are linked already."
    )
    remedy = (
        "Switch cross-company data sharing off for the mapped tables, then declare"
        " financeAndOperations.crossCompanyDataSharing: false."
    )
    sources = (SYSTEM_REQUIREMENTS, ERROR_CODES)
    facts = ("financeAndOperations.crossCompanyDataSharing",)
    example = {"financeAndOperations.crossCompanyDataSharing": True}

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        if examination.read(pair.finance_and_operations.cross_company_data_sharing):
            return examination.fails(
                "Cross-company data sharing is on in the finance and operations environment;"
                " dual-write does not support it."
            )
        return examination.passes()
