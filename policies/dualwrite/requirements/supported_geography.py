"""DW016: the pair is in a geography that dual-write lists."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from ..judging.parameters import Parameters, spelling_of
from ..judging.requirement import Examination, Requirement
from ..model.facts import Fact, NotDeclared, State
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..text.quoting import joined
from ..vocabulary.regions import (
    Geography,
    Region,
    dual_write_geographies,
    geographies,
    parse_geography,
    regions_of,
)
from .shared.articles import SYSTEM_REQUIREMENTS
from .shared.wording import shown


class Geographies(Parameters):
    """The geographies that are accepted."""

    geographies: list[spelling_of(parse_geography)] = Field(  # type: ignore[valid-type]
        min_length=1,
        default_factory=lambda: [one.location for one in dual_write_geographies()],
        description="The Power Platform geographies that are accepted, instead of dual-write's own"
        " list: locations (europe) or display names (United Arab Emirates).",
    )


class SupportedGeography(Requirement[Geographies]):
    """Dual-write lists the geographies that it supports, and no more are planned."""

    id = "DW016"
    name = "supported-geography"
    title = "The pair is in a geography that dual-write lists."
    level = Level.ADVISORY
    severity = Severity.MEDIUM
    reason = (
        "Microsoft lists the geographies in which dual-write is supported and plans no others; a"
        " pair elsewhere cannot count on it."
    )
    remedy = "Create the pair in a listed geography, or extend the parameter geographies."
    sources = (SYSTEM_REQUIREMENTS,)
    facts = (
        "financeAndOperations.region",
        "customerEngagement.region",
        "customerEngagement.geography",
    )
    example = {
        "financeAndOperations.region": "norwayeast",
        "customerEngagement.region": "norwayeast",
        "customerEngagement.geography": "norway",
        # The address goes with the geography.
        "customerEngagement.url": "https://contoso.crm19.dynamics.com",
    }
    parameters = Geographies

    def check(self, pair: Pair, examination: Examination[Geographies]) -> Verdict:
        finance = pair.finance_and_operations.region
        customer = pair.customer_engagement.region
        geography = pair.customer_engagement.geography
        if customer.state is State.UNDECLARED or (
            geography.state is State.DECLARED and _tells_no_geography(customer)
        ):
            customer = geography  # type: ignore[assignment]
        sides = (("finance and operations", finance), ("customer engagement", customer))
        known = [(side, fact) for side, fact in sides if examination.is_declared(fact)]
        accepted = [parse_geography(one) for one in examination.parameters.geographies]
        failures = [
            f"{side} environment is in {_place(fact)}"
            for side, fact in known
            if not _possible(fact) & set(accepted)
        ]
        if failures:
            listed = ", ".join(one.location for one in accepted)
            return examination.fails(
                f"The {joined(failures, 'and the')}; accepted geographies: {listed}."
            )
        shared = [fact for _, fact in known if not _possible(fact) <= set(accepted)]
        if shared and not geography.is_declared:
            return examination.cannot_tell(_shared(shared[0]))
        return self._without_failure(examination, [fact for _, fact in sides], bool(known))

    @staticmethod
    def _without_failure(
        examination: Examination[Geographies], facts: list[Fact[Any]], any_known: bool
    ) -> Verdict:
        """One listed side is enough, unless the other will be known later or cannot be read."""
        for state in (State.MALFORMED, State.UNKNOWN):
            for fact in facts:
                if fact.state is state:
                    raise NotDeclared(fact)
        if any_known:
            return examination.passes()
        raise NotDeclared(facts[0])


def _tells_no_geography(region: Fact[Region]) -> bool:
    """Whether a region is not known yet, or is one that the table places in no geography."""
    if region.state is State.DECLARED:
        return region.read().geography is None
    return region.state is State.UNKNOWN


def _geography(fact: Fact[Any]) -> Geography | None:
    place: Region | Geography = fact.read()
    return place.geography if isinstance(place, Region) else place


def _possible(fact: Fact[Any]) -> set[Geography]:
    """The geographies that a place can be in: several share regions, as GCC and GCC High do."""
    place: Region | Geography = fact.read()
    if isinstance(place, Geography):
        return {place}
    if place.geography is not None:
        return {place.geography}
    return {one for one in geographies() if place in regions_of(one)}


def _shared(fact: Fact[Any]) -> str:
    if fact.is_secret:
        return f"{fact.path}, a secret, does not tell the geography. Declare that of customer engagement."
    names = joined(sorted(one.location for one in _possible(fact)))
    return (
        f"{fact.path} {shown(fact)} is a region of {names}, and not all of them are accepted."
        " Declare customerEngagement.geography."
    )


def _place(fact: Fact[Any]) -> str:
    """A region or geography as it was written, with its name, unless nobody may know."""
    return shown(fact) if fact.is_secret else f"{shown(fact)} ({_name(fact)})"


def _name(fact: Fact[Any]) -> str:
    geography = _geography(fact)
    if geography is not None:
        return geography.location
    possible = sorted(one.location for one in _possible(fact))
    return joined(possible, "or") if possible else "no Power Platform geography is known for it"
