"""Azure regions: reading them, and listing them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from ...text.quoting import joined, quoted
from ...text.suggestions import nearest, question
from .model import Geography, Place, Region, compact, fault_of
from .table import table

_ACCEPTED_REGIONS = (
    ' Accepted: the name or display name of an Azure region, such as westeurope or "West Europe".'
)


class RegionError(ValueError):
    """A text that names no Azure region."""


class GeographyError(ValueError):
    """A text that names no Power Platform location."""


def unreadable_region(text: str, fault: str) -> RegionError:
    return RegionError(f"{quoted(text)} is not an Azure region: {fault}.{_ACCEPTED_REGIONS}")


def unknown_region(text: str, suggested: Sequence[str], known: date) -> RegionError:
    return RegionError(
        f"{quoted(text)} is not an Azure region that the table of {known} knows."
        f"{question(suggested)}{_ACCEPTED_REGIONS}"
    )


def place_as_region(text: str, place: Place) -> RegionError:
    return RegionError(
        f"{quoted(text)} is not an Azure region: it is {place.kind}."
        f"{_regions_behind(place.regions)}{_geography_instead(place)}"
    )


def _regions_behind(regions: Sequence[Region]) -> str:
    if not regions:
        return " The table knows no Azure region behind it."
    names = [region.name for region in regions]
    return f" Write the Azure region behind it that the environment runs in: {joined(names, 'or')}."


def _geography_instead(place: Place) -> str:
    if place.geography is None:
        return "" if place.regions else _ACCEPTED_REGIONS
    return (
        " Where only the geography of the customer engagement environment is known, write"
        f" {quoted(place.geography.location)} in `geography`, and leave out its `region`."
    )


def unreadable_geography(text: str, fault: str, locations: Sequence[str]) -> GeographyError:
    return GeographyError(
        f"{quoted(text)} is not a Power Platform geography: {fault}.{_accepted(locations)}"
    )


def unknown_geography(
    text: str, suggested: Sequence[str], locations: Sequence[str], known: date
) -> GeographyError:
    return GeographyError(
        f"{quoted(text)} is not a Power Platform geography that the table of {known} knows."
        f"{question(suggested)}{_accepted(locations)}"
    )


def region_as_geography(text: str, region: Region) -> GeographyError:
    start = f"{quoted(text)} is not a Power Platform geography: it is an Azure region"
    if region.geography is None:
        return GeographyError(
            f"{start}, and the table knows no geography that it lies in. Write it in `region`."
        )
    location = quoted(region.geography.location)
    return GeographyError(
        f"{start} in the geography {location}. Write {location}, or write the region in `region`."
    )


def place_as_geography(text: str, place: Place, locations: Sequence[str]) -> GeographyError:
    start = f"{quoted(text)} is not a Power Platform geography: it is {place.kind}."
    if place.geography is None:
        return GeographyError(f"{start}{_accepted(locations)}")
    return GeographyError(f"{start} Write {quoted(place.geography.location)}.")


def _accepted(locations: Sequence[str]) -> str:
    return f" Accepted: {', '.join(locations)}, or their display names."


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
        raise _region_refusal(text)
    return region


def regions() -> tuple[Region, ...]:
    """All regions that the table knows, ordered by name; those of sovereign clouds included."""
    return table().regions


def _region_refusal(text: str) -> RegionError:
    place = table().place_of_spelling.get(compact(text))
    if place is not None:
        return place_as_region(text, place)
    spellings = table().region_spellings
    # A region has several spellings, so more than enough are asked for.
    like = nearest(text, spellings, limit=_SUGGESTIONS * 3)
    names = list(dict.fromkeys(spellings[one] for one in like))
    return unknown_region(text, names[:_SUGGESTIONS], table().as_of)


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
        raise _geography_refusal(text)
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


def _geography_refusal(text: str) -> GeographyError:
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
