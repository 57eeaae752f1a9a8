"""Azure regions: reading them, and listing them."""

from __future__ import annotations

from functools import lru_cache

from ..suggestions import nearest
from .errors import RegionError, place_as_region, unknown_region, unreadable_region
from .model import Region
from .spelling import compact, fault_of
from .table import table

_SUGGESTIONS = 3


@lru_cache(maxsize=1024)
def parse_region(text: str) -> Region:
    """Return the Azure region that ``text`` names.

    Accepted: the name (``westeurope``), the display name (``West Europe``) and the spellings of
    finance and operations apps (``India Central``, ``South East Asia``); case, spaces and
    parentheses do not count. Source: Azure's list of locations (2026-03-12) and the schedule of
    quality updates of finance and operations apps (2026-09-21).

    Raises ``RegionError`` for everything else. It says so where the text is a geography, and names
    the regions behind it; otherwise it names the nearest known regions.
    """
    fault = fault_of(text)
    if fault is not None:
        raise unreadable_region(text, fault)
    region = table().region_of_spelling.get(compact(text))
    if region is None:
        raise _refusal(text)
    return region


def regions() -> tuple[Region, ...]:
    """All regions that the table knows, ordered by name; those of sovereign clouds included."""
    return table().regions


def _refusal(text: str) -> RegionError:
    place = table().place_of_spelling.get(compact(text))
    if place is not None:
        return place_as_region(text, place)
    spellings = table().region_spellings
    # A region has several spellings, so more than enough are asked for.
    like = nearest(text, spellings, limit=_SUGGESTIONS * 3)
    names = list(dict.fromkeys(spellings[one] for one in like))
    return unknown_region(text, names[:_SUGGESTIONS], table().as_of)
