"""DW020: the finance and operations environment is deployed in a way that can be linked."""

from __future__ import annotations

from ..pair import Pair
from ..parameters import Parameters
from ..requirement import Examination, Requirement
from ..verdicts import Level, Severity, Verdict
from .sources import (
    DEMO_ENVIRONMENTS,
    POWER_PLATFORM_INTEGRATION,
    SETUP_FROM_LIFECYCLE_SERVICES,
)
from .wording import shown

_UNSUPPORTED = {
    "cloudHosted": "the Power Platform integration of cloud-hosted environments is not supported",
    "demo": (
        "demo environments are deployed as cloud-hosted ones, whose Power Platform integration is"
        " not supported"
    ),
    # What follows from the articles on the set-up. None that was read (until 2026-11-24) says
    # whether dual-write is supported on-premises.
    "onPremises": (
        "dual-write is set up in Lifecycle Services or in Power Platform, for environments that"
        " Microsoft hosts"
    ),
}
"""By type, why its environments cannot be linked."""


class SupportedDeployment(Requirement[Parameters]):
    """Dual-write links environments that Microsoft hosts."""

    id = "DW020"
    name = "supported-deployment"
    title = "The finance and operations environment is not cloud-hosted, not on-premises and not a demo."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Microsoft no longer supports the Power Platform integration of cloud-hosted environments,"
        " though the option may still be shown; Lifecycle Services deploys demo environments as"
        " such. On-premises environments are not mentioned: that they cannot be linked follows from"
        " the set-up, which is run in Lifecycle Services or Power Platform for environments that"
        " Microsoft hosts."
    )
    remedy = "Pair a sandbox or production environment; for development, a unified developer environment."
    sources = (SETUP_FROM_LIFECYCLE_SERVICES, POWER_PLATFORM_INTEGRATION, DEMO_ENVIRONMENTS)
    facts = ("financeAndOperations.environmentType",)
    example = {
        "financeAndOperations.environmentType": "cloudHosted",
    }

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        fact = pair.finance_and_operations.environment_type
        why = _UNSUPPORTED.get(examination.read(fact))
        if why is None:
            return examination.passes()
        if fact.is_secret:
            why = "dual-write cannot be set up on an environment of that type"
        return examination.fails(
            f"The finance and operations environment is of type {shown(fact)}; {why}."
        )
