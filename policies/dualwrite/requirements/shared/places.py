"""Where a pair is and whose it is, for requirements on the Azure resources beside it."""

from __future__ import annotations

from typing import Any

from ...judging.requirement import Examination
from ...model.azure.resource import parsed
from ...model.facts import Fact, NotDeclared, State
from ...model.pair import Pair
from ...model.verdicts import Verdict
from ...vocabulary.regions import Geography, Region, parse_region, table_date
from ...vocabulary.regions import regions_of as _regions_of


def tenant_of(pair: Pair, examination: Examination[Any]) -> Fact[str]:
    """The pair's tenant: the customer engagement side's, or else the other side's.

    :raises NotDeclared: where neither can be read (yet).
    """
    sides = (pair.customer_engagement.tenant_id, pair.finance_and_operations.tenant_id)
    found = sides[0] if sides[0].state is not State.UNDECLARED else sides[1]
    if found.state is State.UNDECLARED:
        found = sides[0]
    examination.read(found)
    return found


def geography_of(
    pair: Pair, examination: Examination[Any], *, by_partner: bool
) -> tuple[Geography, Fact[Any]]:
    """The geography of the customer engagement environment, and the fact that tells it.

    :param by_partner: whether the region of the other side stands in where neither region nor
        geography is declared.
    :raises NotDeclared: where none can be read (yet). A region that the table places in no geography
        tells none.
    """
    customer = pair.customer_engagement
    places: list[Fact[Any]] = [customer.region, customer.geography]
    if by_partner and all(one.state is State.UNDECLARED for one in places):
        places = [pair.finance_and_operations.region]
    for state in (State.MALFORMED, State.DECLARED, State.UNKNOWN):
        for one in places:
            if one.state is not state:
                continue
            place = examination.read(one)
            geography = place.geography if isinstance(place, Region) else place
            if geography is not None:
                return geography, one
    raise NotDeclared(customer.geography if _is_declared(customer.region) else customer.region)


def azure_region(location: Fact[str]) -> Fact[Region]:
    """The Azure region that a location names."""
    return parsed(location, parse_region)


def lies_in(region: Region, geography: Geography) -> bool | None:
    """Whether an Azure region lies in a Power Platform geography; None where no table tells."""
    behind = _regions_of(geography)
    if region in behind:
        return True
    if not behind:
        return None
    in_doubt = region.geography is None and any(
        region.azure_geography == one.azure_geography for one in behind
    )
    return None if in_doubt else False


def not_in_table() -> str:
    """Why a table does not tell."""
    return f"the table of {table_date()} does not tell"


def _is_declared(fact: Fact[Any]) -> bool:
    return fact.state is State.DECLARED


IDENTITY = ("financeAndOperations.environmentId", "customerEngagement.environmentId")
"""The facts that show it, where no resource does: one ID on both sides."""


def passes_as_one(
    pair: Pair, examination: Examination[Any], finance: Fact[Any], customer: Fact[Any]
) -> Verdict | None:
    """A pass for a unified environment; None where its two facts have to be compared all the same.

    One environment cannot be in two places, so that a fact which one side alone declares is that of
    the other as well. Where both are declared they are compared like any: an ID that was copied to
    the wrong side must not overrule what else is said.
    """
    if not pair.is_unified:
        return None
    states = {finance.state, customer.state}
    if states == {State.DECLARED} or State.MALFORMED in states:
        return None
    if State.UNKNOWN in states and State.UNDECLARED not in states and not pair.in_one_environment:
        return None
    for side in (pair.finance_and_operations, pair.customer_engagement):
        examination.is_declared(side.environment_id)
    return examination.passes("One unified environment has both apps.")
