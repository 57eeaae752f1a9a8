"""What people are told who named a region or a geography that is none.

The texts begin with the value that was found. Whoever calls adds the pair and the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..suggestions import question
from ..text import joined, quoted
from .model import Place, Region

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
