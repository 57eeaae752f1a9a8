"""DW002: the finance and operations platform is new enough."""

from __future__ import annotations

from pydantic import Field

from ..judging.parameters import Parameters, spelling_of
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..vocabulary.versions import compare_platform, parse_platform_version
from .shared.articles import SYSTEM_REQUIREMENTS
from .shared.versions import at_least, contradiction, platform_or_application, shown_platform


class MinimumPlatform(Parameters):
    """What is asked of the platform's version."""

    minimum: spelling_of(parse_platform_version) = Field(  # type: ignore[valid-type]
        "PU33",
        description="The oldest platform that is accepted: an update (PU33) or a build"
        " (7.0.5559.35001).",
    )


class FinanceOperationsPlatformUpdate(Requirement[MinimumPlatform]):
    """Dual-write needs platform update 33 (7.0.5559) or later."""

    id = "DW002"
    name = "finance-operations-platform-update"
    title = "The finance and operations platform is update 33 (7.0.5559) or later."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Microsoft requires this platform for dual-write. Otherwise the wizard's check of"
        " prerequisites finds out, when both environments exist already."
    )
    remedy = "Update the finance and operations environment to a release that is in service."
    sources = (SYSTEM_REQUIREMENTS,)
    facts = ("financeAndOperations.platformVersion", "financeAndOperations.applicationVersion")
    example = {
        "financeAndOperations.applicationVersion": "10.0.8",
        "financeAndOperations.platformVersion": "PU32",
    }
    parameters = MinimumPlatform

    def check(self, pair: Pair, examination: Examination[MinimumPlatform]) -> Verdict:
        found = platform_or_application(pair, examination)
        minimum = parse_platform_version(examination.parameters.minimum)
        return at_least(
            examination,
            found,
            compare_platform,
            minimum,
            f"{shown_platform(minimum)} or later is needed",
            pair.finance_and_operations.platform_version,
            contradiction(pair, examination),
        )
