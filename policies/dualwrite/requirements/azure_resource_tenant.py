"""DW030: the Azure resources beside a pair are in its tenant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement, Scope
from ..model.azure import AzureKind, AzureResource
from ..model.azure.resource import parsed, text_fact
from ..model.facts import Fact, State
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..vocabulary.identifiers import parse_tenant_id
from .shared.articles import CUSTOMER_MANAGED_KEY, VIRTUAL_NETWORK_SUPPORT
from .shared.places import tenant_of
from .shared.wording import shown

_OWN_TENANT = {
    AzureKind.VAULT: ("properties", "tenantId"),
    AzureKind.IDENTITY: ("tenantId",),
    AzureKind.ENTERPRISE_POLICY: ("identity", "tenantId"),
}
"""Where a resource itself says its tenant. A vault has to; of the others it is an output."""


class AzureResourceTenant(Requirement[Parameters]):
    """Provider and resource name the pair's tenant, where they name one."""

    id = "DW030"
    name = "azure-resource-tenant"
    title = "The Azure resources of a pair are in the pair's tenant."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "An environment uses networks, keys and enterprise policies of an Azure subscription that"
        " is associated with its own tenant. What is created in another one cannot be linked to it."
    )
    remedy = (
        "Give the resource a provider with the pair's tenantId and a subscription of that tenant (of"
        " the default provider, azure-native:tenantId and azure-native:subscriptionId in the stack's"
        " configuration), and name the same tenant in its properties."
    )
    sources = (VIRTUAL_NETWORK_SUPPORT, CUSTOMER_MANAGED_KEY)
    facts = ("customerEngagement.tenantId", "financeAndOperations.tenantId")
    example = {
        "tenantId of a key vault": "another tenant than the pair's, in the vault or in its provider"
    }
    scope = Scope.COMPANION
    concerns_companions = True

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        told = [(one, *said) for one in pair.companions for said in _tenants(one)]
        if not told:
            return examination.not_applicable("No Azure resource of the pair names a tenant.")
        tenant = tenant_of(pair, examination)
        return examination.all_of(*(partial(_same, *said, tenant, examination) for said in told))


def _tenants(one: AzureResource) -> Iterator[tuple[Fact[str], str]]:
    """What is said of its tenant, and where: by its provider, and by itself."""
    provider = text_fact(one.provider_tenant, "tenantId", f"provider of {one.label}")
    own = one.text(*_OWN_TENANT[one.kind]) if one.kind in _OWN_TENANT else None
    if provider.state is not State.UNDECLARED:
        yield parsed(provider, parse_tenant_id), "its provider"
    if own is not None and (own.state is not State.UNDECLARED or one.kind is AzureKind.VAULT):
        yield parsed(own, parse_tenant_id), "its properties"


def _same(
    one: AzureResource,
    fact: Fact[str],
    where: str,
    tenant: Fact[str],
    examination: Examination[Parameters],
) -> Verdict:
    if examination.read(fact) == tenant.read():
        return examination.passes()
    return examination.fails(
        f"{one.called} has tenant {shown(fact)} in {where}; the pair is in tenant {shown(tenant)}."
    )
