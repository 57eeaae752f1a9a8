"""Where an environment stands in a picture: its Power Platform geography, and its Azure region."""

from __future__ import annotations

from dataclasses import dataclass

from ..regions import Geography
from .environments import Environment
from .telling import open_values, why_none

NO_GEOGRAPHY = "No Power Platform geography known"
"""What is said of a region that the table places in none."""


@dataclass(frozen=True, order=True)
class Place:
    """The clusters that an environment stands in.

    ``geography`` and ``region`` are what the clusters are called; ``region`` is empty where nothing
    more is known of it than of the geography. Known geographies come first, each kind by name.
    """

    is_unknown: bool
    geography: str
    region: str = ""


def place_of(environment: Environment) -> Place:
    """Find the place of an environment, out of all that is said of it."""
    region_facts = [one.region for one in environment.sides]
    geography_facts = [one.geography for one in environment.customer_engagement]
    regions = open_values(region_facts)
    geographies = geographies_of(environment)
    region = "Several regions declared"
    if len(regions) < 2:
        region = regions[0].display_name if regions else f"Region {why_none(region_facts)}"
    if len(geographies) == 1:
        return Place(False, geographies[0].display_name, region)
    if geographies:
        return Place(True, "Several geographies declared")
    if regions:  # the table places it in no geography of Power Platform
        return Place(True, NO_GEOGRAPHY, region)
    return Place(True, f"Geography {why_none([*region_facts, *geography_facts])}")


def geographies_of(environment: Environment) -> list[Geography]:
    """The geographies that it can be in: several, where different things are said of it.

    A declared geography goes before the one that a region lies in: ``eastus`` lies in one, and can
    be behind another.
    """
    declared = open_values(one.geography for one in environment.customer_engagement)
    regions = open_values(one.region for one in environment.sides)
    return declared or list(
        dict.fromkeys(one.geography for one in regions if one.geography is not None)
    )
