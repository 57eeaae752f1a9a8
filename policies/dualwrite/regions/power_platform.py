"""Power Platform geographies: reading them, listing them, and the Azure regions behind them."""

from __future__ import annotations

from functools import lru_cache

from ..suggestions import nearest
from .errors import (
    GeographyError,
    place_as_geography,
    region_as_geography,
    unknown_geography,
    unreadable_geography,
)
from .model import Geography, Region
from .spelling import compact, fault_of
from .table import table

_WORDS_OF_PEOPLE = {
    # What people and marketing call a part of the world: no misspelling of another location.
    **dict.fromkeys(("apac", "apj", "asiapacific"), "asia"),
    **dict.fromkeys(("emea", "eu", "eur"), "europe"),
    **dict.fromkeys(("us", "usa", "na", "nam", "noam", "northamerica", "america"), "unitedstates"),
    **dict.fromkeys(("latam", "sam", "brazil", "brasil"), "southamerica"),
    **dict.fromkeys(("oceania", "oce", "anz"), "australia"),
    **dict.fromkeys(("uk", "gbr", "greatbritain"), "unitedkingdom"),
    **dict.fromkeys(("uae", "emirates"), "unitedarabemirates"),
    "gcc": "usgov",
    "gcchigh": "usgovhigh",
    "dod": "usgovdod",
}
_SUGGESTIONS = 3


@lru_cache(maxsize=1024)
def parse_geography(text: str) -> Geography:
    """Return the Power Platform geography that ``text`` names.

    Accepted: the location (``unitedarabemirates``), the display name (``United Arab Emirates
    (UAE)``) and the name in dual-write's list of supported regions (``United Arab Emirates``; both
    ``Brazil`` and ``South America`` are ``southamerica``); case, spaces and parentheses do not
    count. Source: the locations of the Power Platform provider (2024-09-17) and the article
    dual-write-system-req (2026-01-15).

    Raises ``GeographyError`` for everything else. It says so where the text is an Azure region, and
    names the region's geography.
    """
    fault = fault_of(text)
    if fault is not None:
        raise unreadable_geography(text, fault, _locations())
    geography = table().geography_of_spelling.get(compact(text))
    if geography is None:
        raise _refusal(text)
    return geography


def geographies() -> tuple[Geography, ...]:
    """All Power Platform locations that the table knows, ordered by location."""
    return table().geographies


def dual_write_geographies() -> tuple[Geography, ...]:
    """Those that dual-write's list of supported regions names, ordered by location.

    The list has 14 names for 13 locations: Brazil and South America are one. Source: article
    dual-write-system-req, 2026-01-15.
    """
    return tuple(one for one in geographies() if one.listed_for_dual_write)


def regions_of(geography: Geography) -> tuple[Region, ...]:
    """The Azure regions behind a geography, ordered by name; none where the table knows none.

    A region can stand behind two: ``eastus`` lies in ``unitedstates``, and
    ``unitedstatesfirstrelease`` uses it as well.
    """
    return table().regions_of_location.get(geography.location, ())


def _locations() -> list[str]:
    return [one.location for one in geographies()]


def _refusal(text: str) -> GeographyError:
    spelling = compact(text)
    region = table().region_of_spelling.get(spelling)
    if region is not None:
        return region_as_geography(text, region)
    place = table().place_of_spelling.get(spelling)
    if place is not None:
        return place_as_geography(text, place, _locations())
    meant = _WORDS_OF_PEOPLE.get(spelling.replace("-", ""))
    if meant is not None:
        return unknown_geography(text, [meant], _locations(), table().as_of)
    spellings = table().geography_spellings
    # A geography has several spellings, so more than enough are asked for.
    like = nearest(text, spellings, limit=_SUGGESTIONS * 3)
    locations = list(dict.fromkeys(spellings[one] for one in like))
    return unknown_geography(text, locations[:_SUGGESTIONS], _locations(), table().as_of)
