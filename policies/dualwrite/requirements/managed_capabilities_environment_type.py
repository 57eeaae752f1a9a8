"""DW036: trial and Teams environments are in no enterprise policy."""

from __future__ import annotations

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement, Scope
from ..model.azure import AzureKind
from ..model.azure.index import of_kind
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..text.quoting import joined
from .shared.articles import CUSTOMER_MANAGED_KEY, VIRTUAL_NETWORK_SUPPORT
from .shared.wording import shown

_UNSUPPORTED = ("trial", "teams")


class ManagedCapabilitiesEnvironmentType(Requirement[Parameters]):
    """The capabilities of enterprise policies are for the other environment types."""

    id = "DW036"
    name = "managed-capabilities-environment-type"
    title = "A trial or Teams environment is in no enterprise policy."
    level = Level.MANDATORY
    severity = Severity.MEDIUM
    reason = (
        "Neither network injection nor a customer-managed key is there for trial and Teams"
        " environments: adding one to a policy fails after everything in Azure has been created."
    )
    remedy = (
        "Use an environment of another type (production, sandbox, developer), or leave the"
        " enterprise policy out."
    )
    sources = (VIRTUAL_NETWORK_SUPPORT, CUSTOMER_MANAGED_KEY)
    facts = ("customerEngagement.environmentType",)
    example = {
        "customerEngagement.environmentType": "trial, where an enterprise policy is tied to the pair"
    }
    scope = Scope.COMPANION
    concerns_companions = True

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        policies = of_kind(pair.companions, AzureKind.ENTERPRISE_POLICY)
        if not policies:
            return examination.not_applicable("No enterprise policy is tied to the pair.")
        kind = pair.customer_engagement.environment_type
        if examination.read(kind) not in _UNSUPPORTED:
            return examination.passes()
        named = joined([one.label for one in policies])
        return examination.fails(
            f"The customer engagement environment is of type {shown(kind)}, which cannot be in"
            f" {named}."
        )
