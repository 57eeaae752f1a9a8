"""DW016: the pair is in a geography that dual-write lists."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from dualwrite.judging.configuration import ConfigurationError, read_setting
from dualwrite.model.verdicts import Kind, Level, Verdict
from dualwrite.requirements.supported_geography import Geographies, SupportedGeography
from dualwrite.vocabulary.regions import geographies
from support.pairs import (
    ABSENT,
    UNKNOWN,
    evidence,
    judged,
    not_declared,
    not_known_yet,
    unreadable,
    verdict,
)

RULE = SupportedGeography()
FINANCE = "financeAndOperations.region"
CUSTOMER = "customerEngagement.region"
GEOGRAPHY = "customerEngagement.geography"
LISTED = (
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
)
ACCEPTED = f"accepted geographies: {', '.join(LISTED)}."
REMEDY = "Create the pair in a listed geography, or extend the parameter geographies."
FINANCE_IS_OUTSIDE = 'The finance and operations environment is in "norwayeast" (norway)'


def places(finance: Any, customer: Any, geography: Any = ABSENT) -> dict[str, Any]:
    """Where both sides are."""
    return {FINANCE: finance, CUSTOMER: customer, GEOGRAPHY: geography}


@pytest.mark.parametrize(
    "region",
    [
        "southeastasia",
        "australiaeast",
        "canadacentral",
        "West Europe",
        "francecentral",
        "germanywestcentral",
        "India Central",
        "japaneast",
        "brazilsouth",
        "switzerlandnorth",
        "uaenorth",
        "uksouth",
        "eastus",
        "westus2",  # through Azure's geography
    ],
)
def test_passes_the_listed_geographies(region: str) -> None:
    assert verdict(RULE, places(region, region)) == Verdict(
        Kind.PASS, "", "", evidence((FINANCE, region), (CUSTOMER, region))
    )


@pytest.mark.parametrize(
    "location", [one.location for one in geographies() if one.location not in LISTED]
)
def test_fails_every_other_geography(location: str) -> None:
    assert verdict(RULE, places(ABSENT, ABSENT, location)) == Verdict(
        Kind.FAIL,
        f'The customer engagement environment is in "{location}" ({location}); {ACCEPTED}',
        REMEDY,
        evidence((GEOGRAPHY, location)),
    )


def test_fails_where_both_sides_are_outside_and_names_both() -> None:
    assert verdict(RULE, places("norwayeast", "koreacentral")) == Verdict(
        Kind.FAIL,
        f"{FINANCE_IS_OUTSIDE} and the customer engagement environment is in"
        f' "koreacentral" (korea); {ACCEPTED}',
        REMEDY,
        evidence((FINANCE, "norwayeast"), (CUSTOMER, "koreacentral")),
    )


@pytest.mark.parametrize("customer", ["westeurope", UNKNOWN, ABSENT])
def test_one_known_side_outside_fails_whatever_becomes_of_the_other(customer: Any) -> None:
    result = verdict(RULE, places("norwayeast", customer))
    assert (result.kind, result.message) == (Kind.FAIL, f"{FINANCE_IS_OUTSIDE}; {ACCEPTED}")


@pytest.mark.parametrize("finance", ["westeurope", UNKNOWN, ABSENT])
@pytest.mark.parametrize("geography", ["norway", "NORWAY", " Nor way "])
def test_a_declared_geography_stands_in_for_the_region(finance: Any, geography: str) -> None:
    for customer in (ABSENT, UNKNOWN):
        result = verdict(RULE, places(finance, customer, geography))
        assert (result.kind, result.message) == (
            Kind.FAIL,
            f'The customer engagement environment is in "{geography}" (norway); {ACCEPTED}',
        )


def test_a_region_in_no_known_geography_fails() -> None:
    assert verdict(RULE, places("austriaeast", "westeurope")) == Verdict(
        Kind.FAIL,
        'The finance and operations environment is in "austriaeast" (no Power Platform geography is'
        f" known for it); {ACCEPTED}",
        REMEDY,
        evidence((FINANCE, "austriaeast"), (CUSTOMER, "westeurope")),
    )


def test_one_known_side_that_is_listed_passes_where_nobody_said_the_other() -> None:
    assert verdict(RULE, places("westeurope", ABSENT)) == Verdict(
        Kind.PASS, "", "", evidence((FINANCE, "westeurope"))
    )
    assert verdict(RULE, places(ABSENT, "westeurope")) == Verdict(
        Kind.PASS, "", "", evidence((CUSTOMER, "westeurope"))
    )
    assert verdict(RULE, places(ABSENT, ABSENT, "europe")) == Verdict(
        Kind.PASS, "", "", evidence((GEOGRAPHY, "europe"))
    )


def test_a_region_that_comes_later_is_settled_by_its_geography() -> None:
    assert verdict(RULE, places("westeurope", UNKNOWN, "europe")) == Verdict(
        Kind.PASS, "", "", evidence((FINANCE, "westeurope"), (GEOGRAPHY, "europe"))
    )


def test_a_region_is_judged_itself_where_its_geography_is_declared_too() -> None:
    assert verdict(RULE, places("westeurope", "westeurope", "europe")) == Verdict(
        Kind.PASS, "", "", evidence((FINANCE, "westeurope"), (CUSTOMER, "westeurope"))
    )
    assert verdict(RULE, places("westeurope", "qqq", "europe")).kind is Kind.FAIL


@pytest.mark.parametrize("geography", ["usgov", "usgovhigh"])
def test_a_region_that_two_geographies_share_is_settled_by_the_declared_one(geography: str) -> None:
    changes = places("usgovvirginia", "usgovtexas", geography)
    facts = evidence((FINANCE, "usgovvirginia"), (GEOGRAPHY, geography))
    accepting = Geographies(geographies=[geography])
    assert verdict(RULE, changes, accepting) == Verdict(Kind.PASS, "", "", facts)
    assert verdict(RULE, changes) == Verdict(
        Kind.FAIL,
        'The finance and operations environment is in "usgovvirginia" (usgov or usgovhigh) and the'
        f' customer engagement environment is in "{geography}" ({geography}); {ACCEPTED}',
        REMEDY,
        facts,
    )


def test_a_region_that_two_geographies_share_is_told_where_one_of_them_is_not_accepted() -> None:
    changes = places("usgovvirginia", "usgovvirginia")
    facts = evidence((FINANCE, "usgovvirginia"), (CUSTOMER, "usgovvirginia"))
    assert verdict(RULE, changes, Geographies(geographies=["usgovhigh"])) == Verdict(
        Kind.UNKNOWN,
        f'{FINANCE} "usgovvirginia" is a region of usgov and usgovhigh, and not all of them are'
        f" accepted. Declare {GEOGRAPHY}.",
        "",
        facts,
    )
    both = Geographies(geographies=["usgov", "usgovhigh"])
    assert verdict(RULE, changes, both) == Verdict(Kind.PASS, "", "", facts)


def test_a_region_that_the_table_places_nowhere_is_settled_by_its_geography() -> None:
    changes = places("usdodeast", "usgovarizona", "usgovdod")
    parameters = Geographies(geographies=["usgovdod"])
    facts = evidence((FINANCE, "usdodeast"), (GEOGRAPHY, "usgovdod"))
    assert verdict(RULE, changes, parameters) == Verdict(Kind.PASS, "", "", facts)
    assert verdict(RULE, changes) == Verdict(
        Kind.FAIL,
        'The finance and operations environment is in "usdodeast" (usgovdod) and the customer'
        f' engagement environment is in "usgovdod" (usgovdod); {ACCEPTED}',
        REMEDY,
        facts,
    )


def test_known_after_deployment() -> None:
    finance = (FINANCE, "westeurope")
    assert verdict(RULE, places("westeurope", UNKNOWN)) == not_known_yet(CUSTOMER, finance)
    assert verdict(RULE, places("westeurope", ABSENT, UNKNOWN)) == not_known_yet(GEOGRAPHY, finance)
    assert verdict(RULE, places(UNKNOWN, ABSENT)) == not_known_yet(FINANCE)
    assert verdict(RULE, places(UNKNOWN, "westeurope")) == not_known_yet(
        FINANCE, (CUSTOMER, "westeurope")
    )


def test_undeclared_where_no_side_is_known() -> None:
    assert verdict(RULE, places(ABSENT, ABSENT)) == not_declared(FINANCE)


def test_advises_and_does_not_block() -> None:
    result = judged(RULE, places("norwayeast", "norwayeast"))
    assert (result.level, result.violation, result.blocks) == (Level.ADVISORY, True, False)


def test_unreadable_places_of_another_program_are_violations() -> None:
    problem = (
        '"qqq" is not an Azure region that the table of 2026-11-23 knows. Accepted: the name or'
        ' display name of an Azure region, such as westeurope or "West Europe".'
    )
    assert verdict(RULE, places("qqq", "westeurope")) == unreadable(
        FINANCE, "qqq", problem, (CUSTOMER, "westeurope")
    )
    bad_geography = verdict(RULE, places("westeurope", ABSENT, "qqq"))
    assert (bad_geography.kind, bad_geography.evidence) == (
        Kind.FAIL,
        evidence((FINANCE, "westeurope"), (GEOGRAPHY, "qqq")),
    )
    assert bad_geography.message.startswith(f'{GEOGRAPHY}: "qqq" is not a Power Platform geography')
    # A declared side that fails is what is told.
    assert verdict(RULE, places("norwayeast", "qqq")).message.startswith(FINANCE_IS_OUTSIDE)


# The parameter.


def test_the_list_of_the_facts_is_the_default() -> None:
    assert Geographies().geographies == list(LISTED)


@pytest.mark.parametrize("name", ["norway", "Norway", "NORWAY"])
def test_the_parameter_replaces_the_list(name: str) -> None:
    parameters = Geographies(geographies=[name])
    assert verdict(RULE, places("norwayeast", "norwayeast"), parameters).kind is Kind.PASS
    assert verdict(RULE, places("westeurope", "norwayeast"), parameters) == Verdict(
        Kind.FAIL,
        'The finance and operations environment is in "westeurope" (europe); accepted geographies:'
        " norway.",
        REMEDY,
        evidence((FINANCE, "westeurope"), (CUSTOMER, "norwayeast")),
    )


@pytest.mark.parametrize(
    "name",
    [
        "unitedarabemirates",
        "United Arab Emirates",
        "united arab emirates (uae)",
        "UnitedArabEmirates",
    ],
)
def test_the_parameter_takes_locations_and_display_names(name: str) -> None:
    parameters = Geographies(geographies=[name])
    assert verdict(RULE, places("uaenorth", "uaenorth"), parameters).kind is Kind.PASS


def test_brazil_and_south_america_are_one() -> None:
    for name in ("Brazil", "South America", "southamerica"):
        parameters = Geographies(geographies=[name])
        assert verdict(RULE, places("brazilsouth", "brazilsouth"), parameters).kind is Kind.PASS


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("qqq", "is not a Power Platform geography that the table of 2026-11-23 knows"),
        ("westeurope", 'it is an Azure region in the geography "europe"'),
        ("", "it is empty"),
        (7, "valid string"),
    ],
)
def test_a_name_that_cannot_be_read_is_refused(name: Any, why: str) -> None:
    with pytest.raises(ValidationError) as error:
        Geographies(geographies=["europe", name])
    assert why in str(error.value)


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        Geographies(geographies=[])


def test_a_bad_name_in_the_configuration_is_told_with_its_place() -> None:
    with pytest.raises(ConfigurationError) as error:
        read_setting(RULE, {"geographies": ["europe", "Sweeden"]})
    (problem,) = error.value.problems
    assert problem.startswith(
        'supported-geography.geographies.1: "Sweeden" is not a Power Platform geography that the'
        ' table of 2026-11-23 knows. Did you mean "sweden"?'
    )
