"""DW011: both apps are in one Azure datacenter, read as one Azure region."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.same_datacenter import DatacenterScope, SameDatacenter
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

RULE = SameDatacenter()
FINANCE = "financeAndOperations.region"
CUSTOMER = "customerEngagement.region"
GEOGRAPHY = "customerEngagement.geography"
BY_REGION = DatacenterScope(scope="region")
BY_GEOGRAPHY = DatacenterScope(scope="geography")
SCOPES = [BY_REGION, BY_GEOGRAPHY]
REMEDY = (
    "Create both environments in the same Azure region. Where one geography is near enough, the"
    " parameter scope takes geography."
)


def regions(finance: Any, customer: Any, geography: Any = ABSENT) -> dict[str, Any]:
    """Where both sides are."""
    return {FINANCE: finance, CUSTOMER: customer, GEOGRAPHY: geography}


# Both regions are declared.


@pytest.mark.parametrize("scope", SCOPES, ids=["region", "geography"])
@pytest.mark.parametrize(
    ("finance", "customer"),
    [
        ("West Europe", "westeurope"),
        ("WESTEUROPE", "West europe"),
        ("India Central", "centralindia"),  # finance and operations' own spelling
        ("austriaeast", "Austria East"),  # in no Power Platform geography
        ("usgovarizona", "usgovarizona"),
    ],
)
def test_one_region_passes(scope: DatacenterScope, finance: str, customer: str) -> None:
    assert verdict(RULE, regions(finance, customer), scope) == Verdict(
        Kind.PASS, "", "", evidence((FINANCE, finance), (CUSTOMER, customer))
    )


@pytest.mark.parametrize(
    ("finance", "customer"), [("West Europe", "northeurope"), ("eastus", "westus2")]
)
def test_two_regions_of_one_geography(finance: str, customer: str) -> None:
    geography = "europe" if customer == "northeurope" else "unitedstates"
    facts = evidence((FINANCE, finance), (CUSTOMER, customer))
    assert verdict(RULE, regions(finance, customer), BY_REGION) == Verdict(
        Kind.FAIL,
        f'The finance and operations environment is in "{finance}" ({geography}) and the customer'
        f' engagement environment in "{customer}" ({geography}); both must be in one Azure region.',
        REMEDY,
        facts,
    )
    assert verdict(RULE, regions(finance, customer), BY_GEOGRAPHY) == Verdict(
        Kind.PASS, "", "", facts
    )


@pytest.mark.parametrize(
    ("customer", "lies_in"),
    [("uksouth", "unitedkingdom"), ("norwayeast", "norway"), ("denmarkeast", "Denmark")],
)
def test_two_geographies_fail_under_either_scope(customer: str, lies_in: str) -> None:
    for scope, kind in ((BY_REGION, "Azure region"), (BY_GEOGRAPHY, "geography")):
        assert verdict(RULE, regions("West Europe", customer), scope) == Verdict(
            Kind.FAIL,
            'The finance and operations environment is in "West Europe" (europe) and the customer'
            f' engagement environment in "{customer}" ({lies_in}); both must be in one {kind}.',
            REMEDY,
            evidence((FINANCE, "West Europe"), (CUSTOMER, customer)),
        )


def test_two_regions_without_a_power_platform_geography() -> None:
    for scope in SCOPES:
        assert verdict(RULE, regions("austriaeast", "denmarkeast"), scope).kind is Kind.FAIL


@pytest.mark.parametrize("customer", ["usgovvirginia", "usdodeast"])
def test_a_geography_that_the_table_does_not_tell_is_not_guessed(customer: str) -> None:
    changes = regions("usgovarizona", customer)
    assert verdict(RULE, changes, BY_REGION).kind is Kind.FAIL
    # GCC and GCC High share their regions, so that these tell neither; DoD has its own.
    lies_in = "US Government" if customer == "usgovvirginia" else "usgovdod"
    assert verdict(RULE, changes, BY_GEOGRAPHY) == Verdict(
        Kind.UNKNOWN,
        'The finance and operations environment is in "usgovarizona" (US Government) and the'
        f' customer engagement environment in "{customer}" ({lies_in}); the table of'
        f" 2026-11-23 does"
        " not tell whether that is one geography.",
        "",
        evidence((FINANCE, "usgovarizona"), (CUSTOMER, customer)),
    )


def test_region_is_the_default() -> None:
    assert verdict(RULE, regions("westeurope", "northeurope")).kind is Kind.FAIL


# Only the geography of customer engagement is known.


@pytest.mark.parametrize("customer", [ABSENT, UNKNOWN])
@pytest.mark.parametrize("scope", SCOPES, ids=["region", "geography"])
def test_a_region_outside_the_geography_fails_under_either_scope(
    scope: DatacenterScope, customer: Any
) -> None:
    assert verdict(RULE, regions("West Europe", customer, "United Kingdom"), scope) == Verdict(
        Kind.FAIL,
        'The finance and operations environment is in "West Europe" (europe) and the customer'
        ' engagement environment in the geography "United Kingdom", which has no such region.',
        REMEDY,
        evidence((GEOGRAPHY, "United Kingdom"), (FINANCE, "West Europe")),
    )


@pytest.mark.parametrize("scope", SCOPES, ids=["region", "geography"])
@pytest.mark.parametrize(
    ("finance", "lies_in", "geography"),
    [
        ("austriaeast", "Austria", "europe"),  # in no geography, and not among Europe's regions
        ("westus2", "unitedstates", "unitedstatesfirstrelease"),  # which has two regions only
        ("eastus", "unitedstates", "usgov"),  # whose regions are those of US Government
    ],
)
def test_a_region_that_the_geography_does_not_have_fails(
    scope: DatacenterScope, finance: str, lies_in: str, geography: str
) -> None:
    assert verdict(RULE, regions(finance, ABSENT, geography), scope) == Verdict(
        Kind.FAIL,
        f'The finance and operations environment is in "{finance}" ({lies_in}) and the customer'
        f' engagement environment in the geography "{geography}", which has no such region.',
        REMEDY,
        evidence((GEOGRAPHY, geography), (FINANCE, finance)),
    )


@pytest.mark.parametrize(
    ("finance", "geography"),
    [
        ("West Europe", "europe"),
        ("westus2", "unitedstates"),  # through Azure's geography
        ("UAE North", "United Arab Emirates"),
        ("brazilsouth", "Brazil"),
        ("eastus", "unitedstatesfirstrelease"),  # which uses the region as well
    ],
)
def test_a_region_inside_the_geography(finance: str, geography: str) -> None:
    known = ((GEOGRAPHY, geography), (FINANCE, finance))
    passes = Verdict(Kind.PASS, "", "", evidence(*known))
    for customer in (ABSENT, UNKNOWN):
        assert verdict(RULE, regions(finance, customer, geography), BY_GEOGRAPHY) == passes
    undeclared = regions(finance, ABSENT, geography)
    assert verdict(RULE, undeclared, BY_REGION) == not_declared(CUSTOMER, *known)
    unknown = regions(finance, UNKNOWN, geography)
    assert verdict(RULE, unknown, BY_REGION) == not_known_yet(CUSTOMER, *known)


@pytest.mark.parametrize(
    ("finance", "geography"), [("usgovarizona", "usgovhigh"), ("usgovarizona", "usgov")]
)
def test_a_geography_whose_regions_the_table_does_not_tell_is_not_guessed(
    finance: str, geography: str
) -> None:
    changes = regions(finance, ABSENT, geography)
    assert verdict(RULE, changes, BY_REGION) == not_declared(
        CUSTOMER, (GEOGRAPHY, geography), (FINANCE, finance)
    )
    result = verdict(RULE, changes, BY_GEOGRAPHY)
    assert result.kind is Kind.UNKNOWN
    assert result.message.endswith(
        "; the table of 2026-11-23 does not tell whether that is one geography."
    )


def test_the_other_side_is_missing() -> None:
    geography = (GEOGRAPHY, "europe")
    nobody_said = regions(ABSENT, ABSENT, "europe")
    assert verdict(RULE, nobody_said, BY_GEOGRAPHY) == not_declared(FINANCE, geography)
    assert verdict(RULE, nobody_said, BY_REGION).message == f"{FINANCE} is not declared."
    later = regions(UNKNOWN, ABSENT, "europe")
    assert verdict(RULE, later, BY_GEOGRAPHY) == not_known_yet(FINANCE, geography)
    # Under region an undeclared region must be acted on now, wherever the other side will be.
    assert verdict(RULE, later, BY_REGION) == not_declared(CUSTOMER, geography, (FINANCE, None))


# Not even that.


@pytest.mark.parametrize("scope", SCOPES, ids=["region", "geography"])
def test_undeclared_names_the_region(scope: DatacenterScope) -> None:
    assert verdict(RULE, regions("westeurope", ABSENT), scope) == not_declared(
        CUSTOMER, (FINANCE, "westeurope")
    )
    assert verdict(RULE, regions(ABSENT, "westeurope"), scope).message == (
        f"{FINANCE} is not declared."
    )
    assert verdict(RULE, regions(UNKNOWN, ABSENT), scope).kind is Kind.UNDECLARED
    assert verdict(RULE, regions(ABSENT, UNKNOWN), scope).kind is Kind.UNDECLARED


@pytest.mark.parametrize("scope", SCOPES, ids=["region", "geography"])
def test_known_after_deployment(scope: DatacenterScope) -> None:
    assert verdict(RULE, regions("westeurope", UNKNOWN), scope) == not_known_yet(
        CUSTOMER, (FINANCE, "westeurope")
    )
    assert verdict(RULE, regions(UNKNOWN, "westeurope"), scope).kind is Kind.UNKNOWN
    assert verdict(RULE, regions(UNKNOWN, UNKNOWN, UNKNOWN), scope).kind is Kind.UNKNOWN


def test_a_geography_that_is_known_later_decides_under_geography_only() -> None:
    changes = regions("westeurope", ABSENT, UNKNOWN)
    assert verdict(RULE, changes, BY_GEOGRAPHY) == not_known_yet(GEOGRAPHY)
    assert verdict(RULE, changes, BY_REGION) == not_declared(CUSTOMER, (FINANCE, "westeurope"))


def test_ignoring_the_undeclared_does_not_hide_the_unknown() -> None:
    parameters = DatacenterScope(undeclared="ignore", unknown="block")
    result = judged(RULE, regions(UNKNOWN, ABSENT), parameters)
    assert (result.verdict.kind, result.blocks) == (Kind.UNKNOWN, True)


# Values of other programs that cannot be read.

UNREADABLE_REGION = (
    '"qqq" is not an Azure region that the table of 2026-11-23 knows. Accepted: the name or'
    ' display name of an Azure region, such as westeurope or "West Europe".'
)


@pytest.mark.parametrize("scope", SCOPES, ids=["region", "geography"])
@pytest.mark.parametrize("geography", [ABSENT, UNKNOWN, "europe"])
def test_an_unreadable_region_is_a_violation(scope: DatacenterScope, geography: Any) -> None:
    result = verdict(RULE, regions("westeurope", "qqq", geography), scope)
    before = () if geography == "europe" else ((FINANCE, "westeurope"),)
    assert result == unreadable(CUSTOMER, "qqq", UNREADABLE_REGION, *before)


@pytest.mark.parametrize("scope", SCOPES, ids=["region", "geography"])
def test_an_unreadable_geography_is_a_violation_where_it_stands_in(scope: DatacenterScope) -> None:
    result = verdict(RULE, regions("westeurope", ABSENT, "qqq"), scope)
    assert result.kind is Kind.FAIL
    assert result.message.startswith(
        f'{GEOGRAPHY}: "qqq" is not a Power Platform geography that the table of 2026-11-23 knows.'
    )
    assert result.evidence == evidence((GEOGRAPHY, "qqq"))
    assert verdict(RULE, regions("westeurope", "westeurope", "qqq"), scope).kind is Kind.PASS


@pytest.mark.parametrize("scope", SCOPES, ids=["region", "geography"])
def test_a_region_outside_its_own_declared_geography_is_a_violation(
    scope: DatacenterScope,
) -> None:
    assert verdict(RULE, regions("westeurope", "uksouth", "europe"), scope) == unreadable(
        CUSTOMER,
        "uksouth",
        '"uksouth" lies in unitedkingdom, not in the declared geography "europe". Correct'
        " one of the"
        " two, or leave the geography out.",
        (FINANCE, "westeurope"),
    )


@pytest.mark.parametrize("scope", ["datacenter", "Region", "", None, 1])
def test_other_scopes_are_refused(scope: Any) -> None:
    with pytest.raises(ValidationError):
        DatacenterScope(scope=scope)


@pytest.mark.parametrize("scope", SCOPES, ids=["region", "geography"])
def test_one_environment_with_both_apps_is_in_one_place(scope: DatacenterScope) -> None:
    ids = ("financeAndOperations.environmentId", "customerEngagement.environmentId")
    unified = dict.fromkeys(ids, "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60")
    expected = Verdict(
        Kind.PASS, "One unified environment has both apps.", "", evidence(*unified.items())
    )
    for places in (regions(ABSENT, ABSENT), regions("westeurope", ABSENT)):
        assert verdict(RULE, {**unified, **places}, scope) == expected
    # What both sides say has to agree, as one ID may have been copied to the wrong side.
    for places, kind in (
        (regions(UNKNOWN, "eastus"), Kind.UNKNOWN),
        (regions("x", UNKNOWN), Kind.FAIL),
        (regions("westeurope", "eastus"), Kind.FAIL),
        (regions("eastus", ABSENT, "europe"), Kind.FAIL),
        (regions("westeurope", ABSENT, "europe"), Kind.PASS),
    ):
        assert verdict(RULE, {**unified, **places}, scope).kind is kind
    for other in (ABSENT, UNKNOWN):  # nothing shows that the two are one
        apart = {**unified, ids[0]: other, **regions("westeurope", "eastus")}
        assert verdict(RULE, apart, scope).kind is Kind.FAIL
