"""Where an environment stands, and what its box says, in every state of its facts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.model.facts import SecretValue
from dualwrite.reports.graph.environments import (
    Environment,
    Place,
    environment_lines,
    environments_of,
    place_of,
)
from support.pairs import ABSENT, UNKNOWN

from .pairs import ONE_ID, half, own, unified

REGION = "customerEngagement.region"
GEOGRAPHY = "customerEngagement.geography"
URL = "customerEngagement.url"
ID = "customerEngagement.environmentId"
TYPE = "customerEngagement.environmentType"
SHARED = {URL: "https://shared.crm4.dynamics.com"}
SECRET_REGION = SecretValue("westeurope")
SECRET_GEOGRAPHY = SecretValue("europe")


def customer(*changes: dict[str, Any]) -> Environment:
    """The customer engagement environment of one pair, or of several that share it."""
    shared = SHARED if len(changes) > 1 else {}
    pairs = [own(f"p{number}", {**shared, **one}) for number, one in enumerate(changes)]
    environments, ends = environments_of(pairs)
    return environments[ends[0].customer_engagement]


@pytest.mark.parametrize(
    ("region", "geography", "place"),
    [
        ("westeurope", "europe", Place(False, "Europe", "West Europe")),
        ("West Europe", ABSENT, Place(False, "Europe", "West Europe")),
        ("westus2", ABSENT, Place(False, "United States", "West US 2")),
        ("eastus", "unitedstatesfirstrelease", Place(False, "Preview (United States)", "East US")),
        (ABSENT, "europe", Place(False, "Europe", "Region not declared")),
        (UNKNOWN, "europe", Place(False, "Europe", "Region not known yet")),
        (SECRET_REGION, "europe", Place(False, "Europe", "Region [secret]")),
        ("westeurope", UNKNOWN, Place(False, "Europe", "West Europe")),
        ("austriaeast", ABSENT, Place(True, "No Power Platform geography known", "Austria East")),
        (ABSENT, ABSENT, Place(True, "Geography not declared")),
        (UNKNOWN, ABSENT, Place(True, "Geography not known yet")),
        (ABSENT, UNKNOWN, Place(True, "Geography not known yet")),
        ("nowhere", ABSENT, Place(True, "Geography unreadable")),
        (SECRET_REGION, ABSENT, Place(True, "Geography [secret]")),
        (ABSENT, SECRET_GEOGRAPHY, Place(True, "Geography [secret]")),
        (SECRET_REGION, SECRET_GEOGRAPHY, Place(True, "Geography [secret]")),
    ],
)
def test_the_place_of_an_environment(region: Any, geography: Any, place: Place) -> None:
    assert place_of(customer({REGION: region, GEOGRAPHY: geography})) == place


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        ("northeurope", "westeurope", Place(False, "Europe", "Several regions declared")),
        ("eastus", "westeurope", Place(True, "Several geographies declared")),
        ("westeurope", ABSENT, Place(False, "Europe", "West Europe")),
        ("westeurope", SecretValue("eastus"), Place(False, "Europe", "West Europe")),
    ],
)
def test_pairs_can_say_different_things_of_one_environment(
    one: Any, other: Any, place: Place
) -> None:
    changes = [{REGION: region, GEOGRAPHY: ABSENT} for region in (one, other)]
    assert place_of(customer(*changes)) == place
    assert place_of(customer(*reversed(changes))) == place


def test_known_geographies_come_first_by_name() -> None:
    regions = ("westus2", "austriaeast", ABSENT, "uksouth", UNKNOWN, "eastus")
    places = sorted(place_of(customer({REGION: one, GEOGRAPHY: ABSENT})) for one in regions)
    assert [(one.geography, one.region) for one in places] == [
        ("United Kingdom", "UK South"),
        ("United States", "East US"),
        ("United States", "West US 2"),
        ("Geography not declared", ""),
        ("Geography not known yet", ""),
        ("No Power Platform geography known", "Austria East"),
    ]


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({}, ["p0.crm4.dynamics.com", "CE, production, West Europe"]),
        ({TYPE: "SANDBOX"}, ["p0.crm4.dynamics.com", "CE, sandbox, West Europe"]),
        ({URL: ABSENT, ID: ONE_ID}, [ONE_ID, "CE, production, West Europe"]),
        ({URL: ABSENT}, ["URL not declared", "CE, production, West Europe"]),
        ({URL: UNKNOWN}, ["URL not known yet", "CE, production, West Europe"]),
        ({URL: "x"}, ["URL unreadable", "CE, production, West Europe"]),
        ({URL: SecretValue(SHARED[URL])}, ["URL [secret]", "CE, production, West Europe"]),
        (
            {URL: SecretValue(SHARED[URL]), ID: SecretValue(ONE_ID)},
            ["URL [secret]", "CE, production, West Europe"],
        ),
        (
            {TYPE: ABSENT, REGION: UNKNOWN},
            ["p0.crm4.dynamics.com", "CE, type not declared, region not known yet"],
        ),
        (
            {TYPE: SecretValue("trial"), REGION: SECRET_REGION},
            ["p0.crm4.dynamics.com", "CE, type [secret], region [secret]"],
        ),
        (
            {TYPE: "trail", REGION: "westerneurope"},
            ["p0.crm4.dynamics.com", "CE, type unreadable, region unreadable"],
        ),
    ],
)
def test_the_box_of_an_environment(changes: dict[str, Any], lines: list[str]) -> None:
    assert list(environment_lines(customer(changes))) == lines


def test_the_box_of_a_unified_environment() -> None:
    (found,), _ = environments_of([unified("a")])
    assert environment_lines(found) == (
        "a.crm4.dynamics.com",
        "a.operations.dynamics.com",
        "F&O and CE, production, West Europe",
    )


def test_the_box_of_a_missing_partner() -> None:
    (missing, known), _ = environments_of([half("a")])
    assert environment_lines(missing) == ("partner missing", "F&O: nobody declares it")
    assert environment_lines(known) == ("a.crm4.dynamics.com", "CE, production, West Europe")


def test_everything_that_is_said_of_a_shared_environment() -> None:
    found = customer({}, {REGION: "northeurope", TYPE: "sandbox"})
    assert environment_lines(found) == (
        "shared.crm4.dynamics.com",
        "CE, production, sandbox, West Europe, North Europe",
    )


def test_many_names_are_counted() -> None:
    changes = [{URL: f"https://n{number}.crm4.dynamics.com", ID: ONE_ID} for number in range(5)]
    assert environment_lines(customer(*changes))[:-1] == (
        *(f"n{number}.crm4.dynamics.com" for number in range(3)),
        "and 2 more names",
    )


@given(
    st.sampled_from([ABSENT, UNKNOWN, "westeurope", "eastus", "x"]),
    st.sampled_from(["https://top.crm4.dynamics.com", "https://a.crm.dynamics.com"]),
    st.sampled_from(["japaneast", "uksouth", "austriaeast"]),
    st.sampled_from(["trial", "teams"]),
)
def test_a_secret_is_not_told_by_anything(other: Any, url: str, region: str, kind: str) -> None:
    """Neither by words nor by the cluster, whatever another pair says of the environment."""

    def told(value_of: Any) -> tuple[Place, tuple[str, ...]]:
        secret = {
            URL: SecretValue(value_of(url, "https://other.crm4.dynamics.com")),
            REGION: SecretValue(value_of(region, "canadacentral")),
            GEOGRAPHY: ABSENT,
            TYPE: SecretValue(value_of(kind, "default")),
            ID: ONE_ID,
        }
        found = customer(secret, {REGION: other, GEOGRAPHY: ABSENT, URL: UNKNOWN, ID: ONE_ID})
        return place_of(found), environment_lines(found)

    assert told(lambda one, _: one) == told(lambda _, other: other)
