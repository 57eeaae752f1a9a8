"""DW031: the Azure resources beside a pair stand in its geography."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.model.facts import SecretValue
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.azure_resource_geography import AzureResourceGeography
from support.companions import companion, other_companion, verdict_with
from support.pairs import ABSENT, UNKNOWN, evidence, not_declared, not_known_yet

RULE = AzureResourceGeography()
REGION = "customerEngagement.region"
GEOGRAPHY = "customerEngagement.geography"
FINANCE = "financeAndOperations.region"
LOCATION = 'location of virtual network "west"'


def _west(location: Any) -> tuple[Any, ...]:
    return (companion("west", {"location": location}),)


@pytest.mark.parametrize("location", ["westeurope", "North Europe", "NORTHEUROPE"])
def test_a_region_of_the_geography_passes(location: str) -> None:
    assert verdict_with(RULE, _west(location)) == Verdict(
        Kind.PASS, evidence=evidence((REGION, "westeurope"), (LOCATION, location))
    )


def test_regions_elsewhere_fail_and_all_are_named() -> None:
    resources = (
        *_west("East US"),
        companion("storage", {"location": "westus2"}),
        companion("logs"),
    )
    assert verdict_with(RULE, resources) == Verdict(
        Kind.FAIL,
        'Virtual network "west" is in "East US" (unitedstates), outside of the pair\'s geography,'
        ' europe. Storage account "storage" is in "westus2" (unitedstates), outside of the pair\'s'
        " geography, europe.",
        RULE.remedy,
        evidence(
            (REGION, "westeurope"),
            (LOCATION, "East US"),
            ('location of storage account "storage"', "westus2"),
            ('location of log workspace "logs"', "westeurope"),
        ),
    )


@pytest.mark.parametrize("name", ["injection", "key", "role", "container", "westSubnet"])
def test_what_has_no_region_is_not_concerned(name: str) -> None:
    facts = {REGION: ABSENT, GEOGRAPHY: ABSENT, FINANCE: ABSENT}
    found = verdict_with(RULE, (companion(name),), facts)
    assert found == Verdict(Kind.NOT_APPLICABLE, "No Azure resource of the pair is in a region.")


@pytest.mark.parametrize("location", ["", " ", ABSENT])
def test_a_type_with_a_region_that_says_none_is_undeclared(location: Any) -> None:
    found = verdict_with(RULE, _west(location))
    assert (found.kind, found.message) == (Kind.UNDECLARED, f"{LOCATION} is not declared.")


def test_a_type_with_a_region_is_not_global() -> None:
    found = verdict_with(RULE, _west("Global"))
    assert (found.kind, found.message) == (
        Kind.FAIL,
        'Virtual network "west" has the location global; it stands in an Azure region.',
    )


@pytest.mark.parametrize(
    ("location", "kind"),
    [("global", Kind.NOT_APPLICABLE), (None, Kind.NOT_APPLICABLE), ("", Kind.UNDECLARED)],
)
def test_of_other_types_only_what_they_say_tells(location: Any, kind: Kind) -> None:
    other = other_companion("azure-native:network:Zone", "zone", {"location": location})
    assert verdict_with(RULE, (other,)).kind is kind


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({REGION: ABSENT}, Kind.FAIL),
        ({REGION: UNKNOWN}, Kind.FAIL),
        ({REGION: ABSENT, GEOGRAPHY: ABSENT}, Kind.FAIL),
        ({REGION: "eastus", GEOGRAPHY: ABSENT}, Kind.PASS),
        ({REGION: ABSENT, GEOGRAPHY: "unitedstates"}, Kind.PASS),
        ({REGION: ABSENT, GEOGRAPHY: ABSENT, FINANCE: "eastus"}, Kind.PASS),
        ({REGION: UNKNOWN, GEOGRAPHY: ABSENT, FINANCE: "eastus"}, Kind.UNKNOWN),
    ],
)
def test_which_fact_tells_the_pairs_geography(facts: dict[str, Any], kind: Kind) -> None:
    assert verdict_with(RULE, _west("westus"), facts).kind is kind


def test_undeclared_and_unknown_places_of_the_pair() -> None:
    nothing = {REGION: ABSENT, GEOGRAPHY: ABSENT, FINANCE: ABSENT}
    assert verdict_with(RULE, _west("westus"), nothing) == not_declared(REGION)
    unknown = {REGION: UNKNOWN, GEOGRAPHY: ABSENT}
    assert verdict_with(RULE, _west("westus"), unknown) == not_known_yet(REGION)


def test_a_location_that_is_an_output_is_unknown() -> None:
    assert verdict_with(RULE, _west(UNKNOWN)) == not_known_yet(LOCATION, (REGION, "westeurope"))


def test_what_is_no_region_is_a_violation() -> None:
    found = verdict_with(RULE, _west("europe"))
    assert found.kind is Kind.FAIL
    assert found.message.startswith(f'{LOCATION}: "europe" is not an Azure region: it is a')


def test_a_region_that_the_table_does_not_place() -> None:
    found = verdict_with(
        RULE, _west("usgovarizona"), {REGION: ABSENT, GEOGRAPHY: "usgov", FINANCE: ABSENT}
    )
    assert found.kind is Kind.UNKNOWN
    assert found.message.endswith("does not tell whether that is in the pair's geography, usgov.")


def test_secrets_are_judged_and_not_told() -> None:
    found = verdict_with(RULE, _west(SecretValue("eastus")), {REGION: SecretValue("westeurope")})
    assert found.message == (
        'Virtual network "west" is in [secret], outside of the pair\'s geography.'
    )


ADDRESS = "azure-native:network/v20230901:PublicIPAddress"


@pytest.mark.parametrize(
    ("location", "kind"),
    [("westeurope", Kind.PASS), ("eastus", Kind.FAIL), ("global", Kind.NOT_APPLICABLE)],
)
def test_resources_of_every_other_type_are_judged(location: str, kind: Kind) -> None:
    found = verdict_with(RULE, (other_companion(ADDRESS, "ip", {"location": location}),))
    assert found.kind is kind
    if kind is Kind.FAIL:
        assert found.message == (
            'PublicIPAddress "ip" is in "eastus" (unitedstates), outside of the pair\'s geography,'
            " europe."
        )


def test_a_place_of_another_type_that_is_no_region_cannot_be_told() -> None:
    """Some types have words of their own there."""
    resource = other_companion("azure-native:botservice:Bot", "bot", {"location": "anywhere"})
    found = verdict_with(RULE, (resource,))
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'Bot "bot" is in "anywhere", which is no Azure region that is known here.',
    )
    assert verdict_with(RULE, _west("anywhere")).kind is Kind.FAIL
