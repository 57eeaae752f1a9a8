"""DW011: both apps are in one Azure datacenter, read as one Azure region."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..facts import NotDeclared, State
from ..pair import Pair
from ..parameters import Parameters
from ..regions import Region, regions_of
from ..requirement import Examination, Requirement, Severity
from ..text import quoted
from ..verdicts import Level, Verdict
from .sources import POWER_PLATFORM_INTEGRATION, SYSTEM_REQUIREMENTS


class DatacenterScope(Parameters):
    """How near the two apps have to be."""

    scope: Literal["region", "geography"] = Field(
        "region",
        description="region: both apps are in one Azure region. geography: both are in one Power"
        " Platform geography, which is what the integration itself validates.",
    )


class SameDatacenter(Requirement[DatacenterScope]):
    """Both apps are deployed in the same Azure datacenter."""

    id = "DW011"
    name = "same-datacenter"
    title = "Both apps are in one Azure region."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Each write goes to both apps within one transaction. Apart, every save pays the distance,"
        " and across geographies the link is refused; neither environment can be moved easily."
    )
    remedy = (
        "Create both environments in the same Azure region, or set the parameter scope to"
        " geography where one geography is near enough."
    )
    sources = (SYSTEM_REQUIREMENTS, POWER_PLATFORM_INTEGRATION)
    facts = (
        "financeAndOperations.region",
        "customerEngagement.region",
        "customerEngagement.geography",
    )
    example = {"customerEngagement.region": "northeurope"}
    parameters = DatacenterScope

    def check(self, pair: Pair, examination: Examination[DatacenterScope]) -> Verdict:
        finance = pair.finance_and_operations.region
        customer = pair.customer_engagement.region
        geography = pair.customer_engagement.geography
        if customer.state is not State.DECLARED and geography.state is State.DECLARED:
            return self._by_declared_geography(pair, examination)
        one, other = examination.read_both(finance, customer)
        if one == other:
            return examination.passes()
        if examination.parameters.scope == "geography" and _in_one_geography(one, other):
            return examination.passes()
        return examination.fails(
            f"The finance and operations environment is in {quoted(finance.spelling)} ({_lies(one)}),"
            f" the customer engagement environment in {quoted(customer.spelling)} ({_lies(other)})."
        )

    @staticmethod
    def _by_declared_geography(pair: Pair, examination: Examination[DatacenterScope]) -> Verdict:
        """Judge where the customer engagement environment's geography is all that can be read."""
        finance = pair.finance_and_operations.region
        customer = pair.customer_engagement.region
        declared = pair.customer_engagement.geography
        if customer.state is State.MALFORMED:
            raise NotDeclared(customer)
        geography = examination.read(declared)
        region = examination.read(finance)
        if region not in regions_of(geography):
            return examination.fails(
                f"The finance and operations environment is in {quoted(finance.spelling)}"
                f" ({_lies(region)}), the customer engagement environment in the geography"
                f" {quoted(declared.spelling)}."
            )
        if examination.parameters.scope == "geography":
            return examination.passes()
        raise NotDeclared(customer)  # inside the geography: only the region tells


def _in_one_geography(one: Region, other: Region) -> bool:
    if one.geography is None and other.geography is None:
        return one.azure_geography == other.azure_geography
    return one.geography == other.geography


def _lies(region: Region) -> str:
    return region.geography.location if region.geography else region.azure_geography
