"""Reading an Azure region."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dualwrite.vocabulary.regions import Geography, Region, RegionError, parse_region, regions

UNITED_STATES = Geography("unitedstates", "United States", listed_for_dual_write=True)
EUROPE = Geography("europe", "Europe", listed_for_dual_write=True)
INDIA = Geography("india", "India", listed_for_dual_write=True)
ASIA = Geography("asia", "Asia", listed_for_dual_write=True)
AUSTRALIA = Geography("australia", "Australia", listed_for_dual_write=True)
SOUTH_AMERICA = Geography("southamerica", "South America", listed_for_dual_write=True)
EMIRATES = Geography("unitedarabemirates", "United Arab Emirates (UAE)", listed_for_dual_write=True)
CHINA = Geography("china", "China (21Vianet)", listed_for_dual_write=False)
DOD = Geography("usgovdod", "US Government (DoD)", listed_for_dual_write=False)
POLAND = Geography("poland", "Poland", listed_for_dual_write=False)

WEST_EUROPE = Region("westeurope", "West Europe", "Europe", EUROPE, True)
CENTRAL_INDIA = Region("centralindia", "Central India", "India", INDIA, True)
SOUTH_INDIA = Region("southindia", "South India", "India", INDIA, True)
SOUTHEAST_ASIA = Region("southeastasia", "Southeast Asia", "Asia Pacific", ASIA, True)
AUSTRALIA_SOUTHEAST = Region(
    "australiasoutheast", "Australia Southeast", "Australia", AUSTRALIA, True
)

ACCEPTED = (
    ' Accepted: the name or display name of an Azure region, such as westeurope or "West Europe".'
)
UNKNOWN = "is not an Azure region that the table of 2026-11-23 knows."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("westeurope", WEST_EUROPE),
        ("West Europe", WEST_EUROPE),
        ("  WEST   europe ", WEST_EUROPE),
        ("West\u00a0Europe", WEST_EUROPE),
        ("(West Europe)", WEST_EUROPE),
        ("India Central", CENTRAL_INDIA),
        ("indiacentral", CENTRAL_INDIA),
        ("Central India", CENTRAL_INDIA),
        ("India South", SOUTH_INDIA),
        ("South East Asia", SOUTHEAST_ASIA),
        ("Australia South East", AUSTRALIA_SOUTHEAST),
        ("westus2", Region("westus2", "West US 2", "United States", UNITED_STATES, False)),
        ("Central US", Region("centralus", "Central US", "United States", UNITED_STATES, True)),
        (
            "brazilsoutheast",
            Region("brazilsoutheast", "Brazil Southeast", "Brazil", SOUTH_AMERICA, False),
        ),
        ("UAE Central", Region("uaecentral", "UAE Central", "UAE", EMIRATES, True)),
        ("uaenorth", Region("uaenorth", "UAE North", "UAE", EMIRATES, True)),
        ("polandcentral", Region("polandcentral", "Poland Central", "Poland", POLAND, True)),
        ("austriaeast", Region("austriaeast", "Austria East", "Austria", None, False)),
        ("China North 3", Region("chinanorth3", "China North 3", "China", CHINA, False)),
        (
            "US Gov Virginia",
            Region("usgovvirginia", "US Gov Virginia", "US Government", None, False),
        ),
        ("usgovtexas", Region("usgovtexas", "US Gov Texas", "US Government", None, False)),
        ("usgovarizona", Region("usgovarizona", "US Gov Arizona", "US Government", None, False)),
        ("usdodeast", Region("usdodeast", "US DoD East", "US Government", DOD, False)),
        ("eastus2euap", Region("eastus2euap", "East US 2 EUAP", "Canary (US)", None, False)),
        ("East US STG", Region("eastusstg", "East US STG", "Stage (US)", None, False)),
    ],
)
def test_a_region_is_read(text: str, expected: Region) -> None:
    assert parse_region(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("westeurop", f'"westeurop" {UNKNOWN} Did you mean "westeurope"?{ACCEPTED}'),
        ("west-europe", f'"west-europe" {UNKNOWN} Did you mean "westeurope"?{ACCEPTED}'),
        ("Europe West", f'"Europe West" {UNKNOWN} Did you mean "westeurope"?{ACCEPTED}'),
        (
            "West US 4",
            f'"West US 4" {UNKNOWN} Did you mean "westus", "westus2" or "westus3"?{ACCEPTED}',
        ),
        (
            "WEUR",
            f'"WEUR" {UNKNOWN} Did you mean "westus" or "westeurope"?{ACCEPTED}',
        ),
        (
            "Central",
            f'"Central" {UNKNOWN} Did you mean "centralus", "uaecentral" or "centralindia"?'
            f"{ACCEPTED}",
        ),
        ("banana", f'"banana" {UNKNOWN}{ACCEPTED}'),
        ("\U0001f30d", f'"\U0001f30d" {UNKNOWN}{ACCEPTED}'),
        ("", f'"" is not an Azure region: it is empty.{ACCEPTED}'),
        (" ( ) ", f'" ( ) " is not an Azure region: it is empty.{ACCEPTED}'),
        (
            "West Europe\x00",
            '"West Europe\\u0000" is not an Azure region: it contains a line break, a control'
            f" character or another invisible character.{ACCEPTED}",
        ),
        (
            "west\u200beurope",
            '"west\\u200beurope" is not an Azure region: it contains a line break, a control'
            f" character or another invisible character.{ACCEPTED}",
        ),
    ],
)
def test_what_is_no_region_is_refused(text: str, expected: str) -> None:
    with pytest.raises(RegionError) as caught:
        parse_region(text)
    assert str(caught.value) == expected


def test_an_absurdly_long_text_is_refused_and_not_repeated() -> None:
    with pytest.raises(RegionError) as caught:
        parse_region("westeurope" * 1000)
    assert "it has 10000 characters, and no name has more than 100." in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "europe",
            '"europe" is not an Azure region: it is a Power Platform geography. Write the Azure'
            " region behind it that the environment runs in: northeurope or westeurope. Where only"
            ' the geography of the customer engagement environment is known, write "europe" in'
            " `geography`, and leave out its `region`.",
        ),
        (
            "United States",
            '"United States" is not an Azure region: it is a Power Platform geography. Write the'
            " Azure region behind it that the environment runs in: centralus, eastus, eastus2,"
            " northcentralus, southcentralus, westcentralus, westus, westus2 or westus3. Where only"
            " the geography of the customer engagement environment is known, write"
            ' "unitedstates" in `geography`, and leave out its `region`.',
        ),
        (
            "brazil",
            '"brazil" is not an Azure region: it is a Power Platform geography. Write the Azure'
            " region behind it that the environment runs in: brazilsouth or brazilsoutheast. Where"
            " only the geography of the customer engagement environment is known, write"
            ' "southamerica" in `geography`, and leave out its `region`.',
        ),
        (
            "UK",
            '"UK" is not an Azure region: it is a geography of Azure, larger than a region. Write'
            " the Azure region behind it that the environment runs in: uksouth or ukwest. Where"
            " only the geography of the customer engagement environment is known, write"
            ' "unitedkingdom" in `geography`, and leave out its `region`.',
        ),
        (
            "spain",
            '"spain" is not an Azure region: it is a geography of Azure, larger than a region.'
            " Write the Azure region behind it that the environment runs in: spaincentral.",
        ),
        (
            "usgov",
            '"usgov" is not an Azure region: it is a Power Platform geography. Write the Azure'
            " region behind it that the environment runs in: usgovtexas or usgovvirginia. Where only"
            ' the geography of the customer engagement environment is known, write "usgov" in'
            " `geography`, and leave out its `region`.",
        ),
        (
            "global",
            '"global" is not an Azure region: it is a logical location of Azure, not a place that'
            f" environments run in. The table knows no Azure region behind it.{ACCEPTED}",
        ),
    ],
)
def test_a_geography_is_no_region(text: str, expected: str) -> None:
    with pytest.raises(RegionError) as caught:
        parse_region(text)
    assert str(caught.value) == expected


def spelled(name: str, chance: random.Random) -> str:
    """Write a name in any case, with any spaces between its characters."""
    characters = [chance.choice((one.upper(), one.lower())) for one in name]
    return " " + "".join(one + " " * chance.choice((0, 0, 0, 1)) for one in characters)


@given(st.sampled_from(regions()), st.randoms())
def test_case_and_spaces_do_not_count(region: Region, chance: random.Random) -> None:
    assert parse_region(spelled(region.name, chance)) == region
    assert parse_region(spelled(region.display_name, chance)) == region


@pytest.mark.parametrize("region", regions(), ids=str)
def test_what_is_printed_is_read_back(region: Region) -> None:
    assert str(region) == region.name
    assert parse_region(region.name) == parse_region(region.display_name) == region


ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY_TEXT)
@example("\ud800")
@example("\u0130")
@example("\u202ewesteurope")
def test_no_text_breaks_it(text: str) -> None:
    try:
        region = parse_region(text)
    except RegionError as error:
        message = str(error)
        assert message.startswith('"')
        assert message.isprintable()
        assert len(message) < 1000
    else:
        assert region in regions()
