"""DW020: the finance and operations environment is deployed in a way that can be linked."""

from __future__ import annotations

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.facts import State
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..vocabulary.hosts import CLOUD_HOSTED, ONE_BOX
from .shared.articles import (
    DEMO_ENVIRONMENTS,
    POWER_PLATFORM_INTEGRATION,
    SETUP_FROM_LIFECYCLE_SERVICES,
)
from .shared.wording import shown

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


_BY_ADDRESS = {
    CLOUD_HOSTED: f"a cloud-hosted environment: {_UNSUPPORTED['cloudHosted']}",
    ONE_BOX: f"a one-box machine: {_UNSUPPORTED['onPremises']}",
}


def _by_address(pair: Pair, examination: Examination[Parameters]) -> Verdict | None:
    """What the address says where no type is declared; None where it does not tell."""
    url = pair.finance_and_operations.url
    known = url.read().known if url.is_declared else None
    if known is None or not known.hosting_is_certain or known.hosting is None:
        return None
    examination.read(url)
    why = _BY_ADDRESS.get(known.hosting)
    if why is None:
        return examination.passes("The address is that of an environment which Microsoft hosts.")
    if url.is_secret:
        why = "an environment that cannot be linked"
    return examination.fails(f"The finance and operations address {shown(url)} is that of {why}.")


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
    facts = ("financeAndOperations.environmentType", "financeAndOperations.url")
    example = {
        "financeAndOperations.environmentType": "cloudHosted",
    }

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        fact = pair.finance_and_operations.environment_type
        if fact.state in (State.UNDECLARED, State.UNKNOWN):
            by_address = _by_address(pair, examination)
            if by_address is not None:
                return by_address
        why = _UNSUPPORTED.get(examination.read(fact))
        if why is None:
            return examination.passes()
        if fact.is_secret:
            why = "dual-write cannot be set up on an environment of that type"
        return examination.fails(
            f"The finance and operations environment is of type {shown(fact)}; {why}."
        )
