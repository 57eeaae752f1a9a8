"""DW003: the customer engagement platform is new enough."""

from __future__ import annotations

from pydantic import Field

from ..judging.parameters import Parameters, spelling_of
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..vocabulary.versions import compare_customer_engagement, parse_customer_engagement_version
from .shared.articles import SYSTEM_REQUIREMENTS
from .shared.versions import at_least, found_in
from .shared.wording import shown

_NEWEST_FAMILY = 9
"""The first number of all versions of the platform that Microsoft has published (2026-11)."""


class MinimumCustomerEngagement(Parameters):
    """What is asked of the customer engagement platform's version."""

    minimum: spelling_of(parse_customer_engagement_version) = Field(  # type: ignore[valid-type]
        "9.1.0000.11732",
        description="The oldest platform that is accepted, four numbers: 9.1.0000.11732.",
    )


class CustomerEngagementPlatformVersion(Requirement[MinimumCustomerEngagement]):
    """Dual-write needs customer engagement platform 9.1.0000.11732 or later."""

    id = "DW003"
    name = "customer-engagement-platform-version"
    title = "The customer engagement platform is 9.1.0000.11732 or later."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Microsoft requires this platform for dual-write. Otherwise it shows when the environments"
        " are to be linked, and both exist already."
    )
    remedy = "Update the customer engagement environment in the Power Platform admin center."
    sources = (SYSTEM_REQUIREMENTS,)
    facts = ("customerEngagement.platformVersion",)
    example = {"customerEngagement.platformVersion": "9.1.0000.11731"}
    parameters = MinimumCustomerEngagement

    def check(self, pair: Pair, examination: Examination[MinimumCustomerEngagement]) -> Verdict:
        fact = pair.customer_engagement.platform_version
        version = examination.read(fact)
        minimum = parse_customer_engagement_version(examination.parameters.minimum)
        if version.major > max(_NEWEST_FAMILY, minimum.major):
            return examination.cannot_tell(
                f"The customer engagement platform is {shown(fact)}, of a family that is not known here:"
                f" versions begin with {_NEWEST_FAMILY} until now. Look whether it is that of another app."
            )
        return at_least(
            examination,
            found_in("The customer engagement platform", fact, version),
            compare_customer_engagement,
            minimum,
            f"{minimum} or later is needed",
            fact,
        )
