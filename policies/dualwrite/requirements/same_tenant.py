"""DW010: both apps are in one Microsoft Entra tenant."""

from __future__ import annotations

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import PREREQUISITES, SYSTEM_REQUIREMENTS
from .shared.places import IDENTITY, passes_as_one
from .shared.wording import shown


class SameTenant(Requirement[Parameters]):
    """Both apps are in one Microsoft Entra tenant."""

    id = "DW010"
    name = "same-tenant"
    title = "Both apps are in one Microsoft Entra tenant."
    level = Level.MANDATORY
    severity = Severity.CRITICAL
    reason = (
        "Dual-write does not reach across tenants. Found out after both environments exist, one of"
        " the two has to be provided again in the other's tenant."
    )
    remedy = "Create both environments in the same Microsoft Entra tenant."
    sources = (SYSTEM_REQUIREMENTS, PREREQUISITES)
    facts = ("financeAndOperations.tenantId", "customerEngagement.tenantId", *IDENTITY)
    example = {"customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"}

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        finance = pair.finance_and_operations.tenant_id
        customer = pair.customer_engagement.tenant_id
        unified = passes_as_one(pair, examination, finance, customer)
        if unified is not None:
            return unified
        one, other = examination.read_both(finance, customer)
        if one == other:
            return examination.passes()
        return examination.fails(
            f"The finance and operations environment is in tenant {shown(finance)} and"
            f" the customer engagement environment in tenant {shown(customer)}; both must"
            " be in one."
        )
