"""DW010: both apps are in one Microsoft Entra tenant."""

from __future__ import annotations

import pytest

from dualwrite.judging.parameters import Parameters
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.same_tenant import SameTenant
from support.pairs import (
    ABSENT,
    TENANT,
    UNKNOWN,
    evidence,
    judged,
    not_declared,
    not_known_yet,
    unreadable,
    verdict,
)

RULE = SameTenant()
FINANCE = "financeAndOperations.tenantId"
CUSTOMER = "customerEngagement.tenantId"
ID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"
OTHER = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"


@pytest.mark.parametrize(
    "spelling", [TENANT, TENANT.upper(), f"{{{TENANT}}}", f" {{{TENANT.upper()}}} "]
)
def test_passes_one_tenant_in_any_spelling(spelling: str) -> None:
    assert verdict(RULE, {CUSTOMER: spelling}) == Verdict(
        Kind.PASS, "", "", evidence((FINANCE, TENANT), (CUSTOMER, spelling))
    )


def test_fails_two_tenants_and_names_both() -> None:
    assert verdict(RULE, {CUSTOMER: OTHER}) == Verdict(
        Kind.FAIL,
        f'The finance and operations environment is in tenant "{TENANT}" and the customer'
        f' engagement environment in tenant "{OTHER}"; both must be in one.',
        "Create both environments in the same Microsoft Entra tenant.",
        evidence((FINANCE, TENANT), (CUSTOMER, OTHER)),
    )


def test_undeclared_names_the_side() -> None:
    assert verdict(RULE, {CUSTOMER: ABSENT}) == not_declared(CUSTOMER, (FINANCE, TENANT))
    assert verdict(RULE, {FINANCE: ABSENT}) == Verdict(
        Kind.UNDECLARED,
        f"{FINANCE} is not declared.",
        f"Declare {FINANCE} in the pair.",
        evidence((FINANCE, None), (CUSTOMER, TENANT)),
    )


def test_known_after_deployment() -> None:
    assert verdict(RULE, {CUSTOMER: UNKNOWN}) == not_known_yet(CUSTOMER, (FINANCE, TENANT))


def test_names_what_must_be_acted_on_now_before_what_comes_later() -> None:
    assert verdict(RULE, {FINANCE: UNKNOWN, CUSTOMER: ABSENT}) == not_declared(
        CUSTOMER, (FINANCE, None)
    )


def test_ignoring_the_undeclared_does_not_hide_the_unknown() -> None:
    parameters = Parameters(undeclared="ignore", unknown="block")
    result = judged(RULE, {FINANCE: UNKNOWN, CUSTOMER: ABSENT}, parameters)
    assert (result.verdict.kind, result.blocks) == (Kind.UNKNOWN, True)


def test_a_domain_name_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {CUSTOMER: "contoso.com"}) == unreadable(
        CUSTOMER,
        "contoso.com",
        '"contoso.com" is malformed.'
        " Accepted: a GUID such as 72f988bf-86f1-41af-91ab-2d7cd011db47.",
        (FINANCE, TENANT),
    )


def test_one_environment_with_both_apps_is_in_one_tenant() -> None:
    ids = ("financeAndOperations.environmentId", "customerEngagement.environmentId")
    unified = dict.fromkeys(ids, ID)
    expected = Verdict(
        Kind.PASS, "One unified environment has both apps.", "", evidence(*unified.items())
    )
    assert verdict(RULE, {**unified, CUSTOMER: ABSENT}) == expected
    # What both sides say has to agree, as one ID may have been copied to the wrong side.
    for tenant, kind in ((UNKNOWN, Kind.UNKNOWN), ("contoso.com", Kind.FAIL), (OTHER, Kind.FAIL)):
        assert verdict(RULE, {**unified, CUSTOMER: tenant}).kind is kind
    for other in (ABSENT, UNKNOWN, OTHER):  # nothing shows that the two are one
        found = verdict(RULE, {**unified, ids[0]: other, CUSTOMER: OTHER})
        assert found.kind is Kind.FAIL
