"""Whether a region and a geography can be those of one environment."""

from __future__ import annotations

from .model import Geography, Region
from .parsing import regions_of


def lies_outside(region: Region, geography: Geography) -> bool:
    """Whether the table says that a region lies outside a geography.

    It does not where it places neither of the two, or several geographies in one region.
    """
    behind = regions_of(geography)
    if region in behind or region.geography == geography:
        return False
    if region.geography is not None:
        return True
    return bool(behind) and all(
        region.azure_geography != another.azure_geography for another in behind
    )
