"""DW001: the finance and operations application is new enough."""

from __future__ import annotations

from pydantic import Field

from ..judging.parameters import Parameters, spelling_of
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..vocabulary.versions import compare_application, parse_application_version
from .shared.articles import SYSTEM_REQUIREMENTS
from .shared.versions import application_or_platform, at_least, contradiction, shown_application


class MinimumApplication(Parameters):
    """What is asked of the application's version."""

    minimum: spelling_of(parse_application_version) = Field(  # type: ignore[valid-type]
        "10.0.9",
        description="The oldest application that is accepted: a release (10.0.9), a build"
        " (10.0.383.20013) or a unified-environment version.",
    )


class FinanceOperationsApplicationVersion(Requirement[MinimumApplication]):
    """Dual-write needs application 10.0.9, build 10.0.383.20013 or later."""

    id = "DW001"
    name = "finance-operations-application-version"
    title = "The finance and operations application is 10.0.9 (build 10.0.383.20013) or later."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Microsoft requires this application for dual-write. Otherwise the wizard's check of"
        " prerequisites finds out, when both environments exist already."
    )
    remedy = "Update the finance and operations environment to a release that is in service."
    sources = (SYSTEM_REQUIREMENTS,)
    facts = ("financeAndOperations.applicationVersion", "financeAndOperations.platformVersion")
    example = {
        "financeAndOperations.applicationVersion": "10.0.8",
        "financeAndOperations.platformVersion": "PU32",
    }
    parameters = MinimumApplication

    def check(self, pair: Pair, examination: Examination[MinimumApplication]) -> Verdict:
        found = application_or_platform(pair, examination)
        minimum = parse_application_version(examination.parameters.minimum)
        return at_least(
            examination,
            found,
            compare_application,
            minimum,
            f"{shown_application(minimum)} or later is needed",
            pair.finance_and_operations.application_version,
            contradiction(pair, examination),
        )
