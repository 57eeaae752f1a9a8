"""DW011: both apps are in one Azure datacenter, read as one Azure region."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.facts import Fact, NotDeclared, State
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..vocabulary.regions import Geography, Region, lies_outside, regions_of, table_date
from .shared.articles import POWER_PLATFORM_INTEGRATION, SYSTEM_REQUIREMENTS
from .shared.places import IDENTITY, passes_as_one
from .shared.wording import shown


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
        "Microsoft requires one Azure datacenter for both apps. Apart, each write that dual-write"
        " repeats in the other app pays the distance, and the Power Platform integration, which"
        " looks at the geography, refuses two that differ."
    )
    remedy = (
        "Create both environments in the same Azure region. Where one geography is near enough, the"
        " parameter scope takes geography."
    )
    sources = (SYSTEM_REQUIREMENTS, POWER_PLATFORM_INTEGRATION)
    facts = (
        "financeAndOperations.region",
        "customerEngagement.region",
        "customerEngagement.geography",
        *IDENTITY,
    )
    example = {"customerEngagement.region": "northeurope"}
    parameters = DatacenterScope

    def check(self, pair: Pair, examination: Examination[DatacenterScope]) -> Verdict:
        finance = pair.finance_and_operations.region
        customer = pair.customer_engagement.region
        geography = pair.customer_engagement.geography
        unified = passes_as_one(pair, examination, finance, customer)
        if unified is None:
            return self._apart(pair, examination)
        # What a region and a geography say of its place has to agree, too.
        only_geography = geography.is_declared and not customer.is_declared
        if (
            only_geography
            and finance.is_declared
            and lies_outside(finance.read(), geography.read())
        ):
            return self._by_declared_geography(pair, examination)
        return unified

    def _apart(self, pair: Pair, examination: Examination[DatacenterScope]) -> Verdict:
        """Judge two environments."""
        finance = pair.finance_and_operations.region
        customer = pair.customer_engagement.region
        geography = pair.customer_engagement.geography
        scope = examination.parameters.scope
        if customer.state is not State.DECLARED and geography.state is State.DECLARED:
            return self._by_declared_geography(pair, examination)
        if customer.state is State.UNDECLARED:
            _await_geography(geography, scope)
        one, other = examination.read_both(finance, customer)
        if one == other:
            return examination.passes()
        subject = f"{_shown(finance)} and the customer engagement environment in {_place(customer)}"
        if scope == "region":
            return examination.fails(f"{subject}; both must be in one Azure region.")
        if one.geography is not None and one.geography == other.geography:
            return examination.passes()
        if one.azure_geography == other.azure_geography:
            return examination.cannot_tell(f"{subject}; {_not_in_table()}.")
        return examination.fails(f"{subject}; both must be in one geography.")

    @staticmethod
    def _by_declared_geography(pair: Pair, examination: Examination[DatacenterScope]) -> Verdict:
        """Judge where the customer engagement environment's geography is all that can be read."""
        finance = pair.finance_and_operations.region
        customer = pair.customer_engagement.region
        declared = pair.customer_engagement.geography
        if customer.state is State.MALFORMED:
            raise NotDeclared(customer)
        geography = examination.read(declared)
        by_region = examination.parameters.scope == "region"
        if by_region and finance.state is not State.DECLARED:
            examination.read_both(finance, customer)
        region = examination.read(finance)
        behind = regions_of(geography)
        inside, told = region in behind, _tells(region, behind)
        if by_region and (inside or not told):  # only the region decides
            raise NotDeclared(customer)
        if inside:
            return examination.passes()
        subject = (
            f"{_shown(finance)} and the customer engagement environment in the geography"
            f" {shown(declared)}"
        )
        if not told:
            return examination.cannot_tell(f"{subject}; {_not_in_table()}.")
        return examination.fails(f"{subject}, which has no such region.")


def _await_geography(geography: Fact[Geography], scope: str) -> None:
    """End the check where the geography that stands in for the region cannot be read (yet).

    A geography that is known later may still decide under ``geography``. Under ``region`` it cannot
    lead to a pass, so the undeclared region is what has to be acted on.
    """
    awaited = geography.state is State.UNKNOWN and scope == "geography"
    if awaited or geography.state is State.MALFORMED:
        raise NotDeclared(geography)


def _tells(region: Region, behind: tuple[Region, ...]) -> bool:
    """Whether the table says that a region lies outside the geography with these regions."""
    if not behind:
        return False
    in_doubt = region.geography is None
    return not (in_doubt and any(region.azure_geography == one.azure_geography for one in behind))


def _shown(finance: Fact[Region]) -> str:
    return f"The finance and operations environment is in {_place(finance)}"


def _place(fact: Fact[Region]) -> str:
    """A region as it was written, with what it lies in, unless nobody may know."""
    return shown(fact) if fact.is_secret else f"{shown(fact)} ({_lies(fact.read())})"


def _not_in_table() -> str:
    return f"the table of {table_date()} does not tell whether that is one geography"


def _lies(region: Region) -> str:
    return region.geography.location if region.geography else region.azure_geography
