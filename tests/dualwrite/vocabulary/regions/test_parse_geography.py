"""Reading a Power Platform geography."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dualwrite.vocabulary.regions import (
    Geography,
    GeographyError,
    dual_write_geographies,
    geographies,
    parse_geography,
    regions_of,
)

EMIRATES = Geography("unitedarabemirates", "United Arab Emirates (UAE)", listed_for_dual_write=True)
SOUTH_AMERICA = Geography("southamerica", "South America", listed_for_dual_write=True)
GCC = Geography("usgov", "US Government (GCC)", listed_for_dual_write=False)

ACCEPTED = (
    " Accepted: asia, australia, canada, china, europe, france, germany, india, italy, japan,"
    " korea, norway, poland, singapore, southafrica, southamerica, sweden, switzerland, unitedarabemirates,"
    " unitedkingdom, unitedstates, unitedstatesfirstrelease, usgov, usgovdod, usgovhigh, or their"
    " display names."
)
UNKNOWN = "is not a Power Platform geography that the table of 2026-11-23 knows."
START = "is not a Power Platform geography: it is"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("europe", Geography("europe", "Europe", listed_for_dual_write=True)),
        (" EUROPE ", Geography("europe", "Europe", listed_for_dual_write=True)),
        ("unitedarabemirates", EMIRATES),
        ("United Arab Emirates (UAE)", EMIRATES),
        ("united arab emirates uae", EMIRATES),
        ("United Arab Emirates", EMIRATES),
        ("Brazil", SOUTH_AMERICA),
        ("south america", SOUTH_AMERICA),
        ("southamerica", SOUTH_AMERICA),
        ("Norway", Geography("norway", "Norway", listed_for_dual_write=False)),
        ("Sweden", Geography("sweden", "sweden", listed_for_dual_write=False)),
        (
            "Preview (United States)",
            Geography(
                "unitedstatesfirstrelease", "Preview (United States)", listed_for_dual_write=False
            ),
        ),
        ("usgov", GCC),
        ("US Government (GCC)", GCC),
        (
            "usgovhigh",
            Geography("usgovhigh", "US Government (GCC High)", listed_for_dual_write=False),
        ),
        ("usgovdod", Geography("usgovdod", "US Government (DoD)", listed_for_dual_write=False)),
        ("china", Geography("china", "China (21Vianet)", listed_for_dual_write=False)),
    ],
)
def test_a_geography_is_read(text: str, expected: Geography) -> None:
    assert parse_geography(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "westeurope",
            f'"westeurope" {START} an Azure region in the geography "europe". Write "europe", or'
            " write the region in `region`.",
        ),
        (
            "West US 2",
            f'"West US 2" {START} an Azure region in the geography "unitedstates". Write'
            ' "unitedstates", or write the region in `region`.',
        ),
        (
            "India Central",
            f'"India Central" {START} an Azure region in the geography "india". Write "india", or'
            " write the region in `region`.",
        ),
        (
            "austriaeast",
            f'"austriaeast" {START} an Azure region, and the table knows no geography that it lies'
            " in. Write it in `region`.",
        ),
        (
            "uk",
            f'"uk" {START} a geography of Azure, larger than a region. Write "unitedkingdom".',
        ),
        (
            "Asia Pacific",
            f'"Asia Pacific" {START} a geography of Azure, larger than a region. Write "asia".',
        ),
        (
            "US Government",
            f'"US Government" {START} a geography of Azure, larger than a region.{ACCEPTED}',
        ),
        (
            "global",
            f'"global" {START} a logical location of Azure, not a place that environments run in.'
            f"{ACCEPTED}",
        ),
        ("Europ", f'"Europ" {UNKNOWN} Did you mean "europe"?{ACCEPTED}'),
        ("EMEA", f'"EMEA" {UNKNOWN} Did you mean "europe"?{ACCEPTED}'),
        ("", f'"" {START} empty.{ACCEPTED}'),
        (
            "europe\n",
            '"europe\\n" is not a Power Platform geography: it contains a line break, a control'
            f" character or another invisible character.{ACCEPTED}",
        ),
    ],
)
def test_what_is_no_geography_is_refused(text: str, expected: str) -> None:
    with pytest.raises(GeographyError) as caught:
        parse_geography(text)
    assert str(caught.value) == expected


def test_an_absurdly_long_text_is_refused_and_not_repeated() -> None:
    with pytest.raises(GeographyError) as caught:
        parse_geography("europe" * 1000)
    assert "it has 6000 characters, and no name has more than 100." in str(caught.value)
    assert len(str(caught.value)) < 700


def test_dual_write_lists_thirteen_locations() -> None:
    assert [one.location for one in dual_write_geographies()] == [
        "asia",
        "australia",
        "canada",
        "europe",
        "france",
        "germany",
        "india",
        "japan",
        "southamerica",
        "switzerland",
        "unitedarabemirates",
        "unitedkingdom",
        "unitedstates",
    ]
    assert all(one.listed_for_dual_write for one in dual_write_geographies())


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("europe", ["northeurope", "westeurope"]),
        ("southamerica", ["brazilsouth", "brazilsoutheast"]),
        ("unitedarabemirates", ["uaecentral", "uaenorth"]),
        ("unitedstatesfirstrelease", ["eastus", "westus"]),
        ("usgovhigh", ["usgovtexas", "usgovvirginia"]),
        ("usgov", ["usgovtexas", "usgovvirginia"]),
        ("usgovdod", ["usdodcentral", "usdodeast"]),
    ],
)
def test_the_regions_behind_a_geography(location: str, expected: list[str]) -> None:
    assert [one.name for one in regions_of(parse_geography(location))] == expected


def test_a_geography_that_the_table_does_not_know_has_no_regions() -> None:
    assert regions_of(Geography("atlantis", "Atlantis", listed_for_dual_write=False)) == ()


@given(st.sampled_from(geographies()), st.randoms())
def test_case_and_spaces_do_not_count(geography: Geography, chance: random.Random) -> None:
    for name in (geography.location, geography.display_name):
        characters = [chance.choice((one.upper(), one.lower())) for one in name]
        spaced = "".join(one + " " * chance.choice((0, 0, 1)) for one in characters)
        assert parse_geography(spaced) == geography


@pytest.mark.parametrize("geography", geographies(), ids=str)
def test_what_is_printed_is_read_back(geography: Geography) -> None:
    assert str(geography) == geography.location
    assert parse_geography(str(geography)) == geography


@given(st.text(st.characters(codec=None, exclude_categories=())))
@example("\ud800")
@example("\u0130")
def test_no_text_breaks_it(text: str) -> None:
    try:
        geography = parse_geography(text)
    except GeographyError as error:
        message = str(error)
        assert message.startswith('"')
        assert message.isprintable()
        assert len(message) < 1000
    else:
        assert geography in geographies()
