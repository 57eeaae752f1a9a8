"""Power Platform locations with network injection: their Azure regions and policy locations."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..regions import Geography, Region, parse_geography, parse_region
from .table import table


class InjectionLocation(NamedTuple):
    """Where the networks and the enterprise policies of one Power Platform location stand.

    ``policy_location`` is the ``location`` that Azure takes for an enterprise policy of it
    (``uae``); ``other_policy_locations`` are those that Microsoft's articles print beside it
    (``unitedarabemirates``). ``region_groups`` are the sets of Azure regions that need a delegated
    subnet each, in the article's order. One set is needed whole: the one with the region that the
    environment runs in, where there are several.
    """

    geography: Geography
    policy_location: str
    other_policy_locations: tuple[str, ...]
    region_groups: tuple[tuple[Region, ...], ...]


def injection_location(geography: Geography) -> InjectionLocation | None:
    """What the table says of a geography, or ``None`` where network injection is not listed for it.

    Source: article vnet-support-overview (2026-01-06), and for the policies' locations the article
    customer-managed-key (2023-08-24) and Microsoft's own module for enterprise policies (2026-06).
    """
    return _by_geography().get(geography)


def injection_locations() -> tuple[InjectionLocation, ...]:
    """All of them, ordered by the location of their geography."""
    return tuple(_by_geography().values())


@cache
def _by_geography() -> dict[Geography, InjectionLocation]:
    found = (
        InjectionLocation(
            parse_geography(row["location"]),
            row["policyLocation"],
            tuple(row["otherPolicyLocations"]),
            tuple(tuple(map(parse_region, group)) for group in row["regionGroups"]),
        )
        for row in table()["locations"]
    )
    return {one.geography: one for one in found}
