"""DW031: the Azure resources beside a pair stand in its geography."""

from __future__ import annotations

from functools import partial

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement, Scope
from ..model.azure import AzureKind, AzureResource
from ..model.azure.kinds import WITH_REGION
from ..model.facts import Fact, State
from ..model.pair import Pair
from ..model.raw_values import folded
from ..model.verdicts import Level, Severity, Verdict
from ..vocabulary.regions import Geography, Region
from .shared.articles import VIRTUAL_NETWORK_SUPPORT
from .shared.places import azure_region, geography_of, lies_in, not_in_table
from .shared.wording import shown

_GLOBAL = "global"
_PLACED_BY_POWER_PLATFORM = (AzureKind.ENTERPRISE_POLICY,)
"""Their location is no Azure region; ``enterprise-policy-location`` judges it."""


class AzureResourceGeography(Requirement[Parameters]):
    """Each stands in an Azure region behind the pair's Power Platform geography."""

    id = "DW031"
    name = "azure-resource-geography"
    title = "The Azure resources of a pair stand in an Azure region of the pair's geography."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "A virtual network for an environment has to be in the environment's own Power Platform"
        " region, or it cannot be used for it. And data of the pair that is exported or logged to"
        " another geography leaves the one that the pair was created in."
    )
    remedy = (
        "Create the resource in an Azure region of the pair's geography. An AzureFoundation takes it"
        " from its customerEngagement and its region."
    )
    sources = (VIRTUAL_NETWORK_SUPPORT,)
    facts = (
        "customerEngagement.region",
        "customerEngagement.geography",
        "financeAndOperations.region",
    )
    example = {
        "location of a NAT gateway": "left out, empty, or global",
        "location of a virtual network": "eastus, where the pair is in Europe",
    }
    scope = Scope.COMPANION
    concerns_companions = True

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        placed = [one for one in pair.companions if _is_placed(one)]
        if not placed:
            return examination.not_applicable("No Azure resource of the pair is in a region.")
        geography, told = geography_of(pair, examination, by_partner=True)
        return examination.all_of(
            *(partial(_inside, one, geography, told.is_secret, examination) for one in placed)
        )


def _is_placed(one: AzureResource) -> bool:
    """Whether it has a region: those that are part of another resource have none.

    Of kinds that are not known in particular, only what they say tells: some are global.
    """
    if one.kind in _PLACED_BY_POWER_PLATFORM:
        return False
    if one.kind in WITH_REGION:
        return True
    return one.at("location") is not None and folded(one.at("location")) != _GLOBAL


def _inside(
    one: AzureResource,
    geography: Geography,
    is_hidden: bool,
    examination: Examination[Parameters],
) -> Verdict:
    location = azure_region(one.location)
    if folded(one.at("location")) == _GLOBAL:
        return examination.fails(
            f"{one.called} has the location global; it stands in an Azure region."
        )
    if one.kind is AzureKind.OTHER and location.state is State.MALFORMED:
        return examination.cannot_tell(
            f"{one.called} is in {shown(one.location)}, which is no Azure region that is known here."
        )
    region = examination.read(location)
    inside = lies_in(region, geography)
    if inside:
        return examination.passes()
    pairs_own = "" if is_hidden else f", {geography.location}"
    subject = f"{one.called} is in {_place(location)}"
    if inside is None:
        return examination.cannot_tell(
            f"{subject}; {not_in_table()} whether that is in the pair's geography{pairs_own}."
        )
    return examination.fails(f"{subject}, outside of the pair's geography{pairs_own}.")


def _place(location: Fact[Region]) -> str:
    if location.is_secret:
        return shown(location)
    geography = location.read().geography
    return f"{shown(location)} ({geography.location})" if geography else shown(location)
