"""The shape of a pair: its keys, and what each leaf takes and refuses."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dualwrite.model.pair import CustomerEngagement, FinanceAndOperations, Link
from dualwrite.model.schema import SECTIONS, fact_paths, keys_of
from dualwrite.vocabulary.identifiers import EnvironmentUrl
from dualwrite.vocabulary.installed_packages import parse_solutions
from dualwrite.vocabulary.packages import SynchronizedApps
from dualwrite.vocabulary.regions import parse_geography, parse_region
from dualwrite.vocabulary.versions import (
    ApplicationRelease,
    CustomerEngagementBuild,
    DualWriteCoreVersion,
    PlatformBuild,
    PlatformUpdate,
)

GUID = "72f988bf-86f1-41af-91ab-2d7cd011db47"
TEXT_FACTS = {
    "financeAndOperations.url": "a URL",
    "financeAndOperations.environmentId": "an environment ID",
    "financeAndOperations.tenantId": "a tenant ID",
    "financeAndOperations.region": "an Azure region",
    "financeAndOperations.environmentType": "an environment type",
    "financeAndOperations.applicationVersion": "an application version",
    "financeAndOperations.platformVersion": "a platform version",
    "customerEngagement.url": "a URL",
    "customerEngagement.environmentId": "an environment ID",
    "customerEngagement.tenantId": "a tenant ID",
    "customerEngagement.region": "an Azure region",
    "customerEngagement.geography": "a Power Platform geography",
    "customerEngagement.environmentType": "an environment type",
    "customerEngagement.platformVersion": "a customer engagement platform version",
    "customerEngagement.prospectToCashVersion": "a version of a solution",
    "customerEngagement.dualWriteCoreVersion": "a dual-write core solution version",
}
BOOLEANS = (
    "financeAndOperations.crossCompanyDataSharing",
    "financeAndOperations.bypassesDataEvents",
    "customerEngagement.prospectToCash",
    "customerEngagement.dynamics365AppsEnabled",
    "link.initialSync",
    "link.distributedTransactions",
)
COUNTS = (
    "financeAndOperations.consecutiveUpdatesPaused",
    "link.initialSyncLegalEntities",
    "link.liveSyncLegalEntities",
)
LISTS = {
    "customerEngagement.dualWriteSolutions": (
        "a list of unique names of packages, or of mappings with name and after"
    ),
    "link.apps": (
        "a list of finance, supplyChain, humanResources, assetManagement, notes,"
        " partyAndGlobalAddressBook or projectOperations"
    ),
}


def read(path: str, value: Any) -> Any:
    """Validate one leaf by its section's model, and return what it became."""
    section, _, key = path.partition(".")
    model = SECTIONS[section]
    name = next(name for name, info in model.model_fields.items() if info.alias == key)
    return getattr(model.model_validate({key: value}), name)


def refusal(path: str, value: Any) -> str:
    """The text with which one leaf is refused."""
    with pytest.raises(ValidationError) as caught:
        read(path, value)
    (error,) = caught.value.errors(include_input=False, include_url=False)
    assert error["loc"] == (path.partition(".")[2],)
    return error["msg"].removeprefix("Value error, ")


def test_the_keys_are_those_of_the_public_contract() -> None:
    assert {name: keys_of(model) for name, model in SECTIONS.items()} == {
        "financeAndOperations": (
            "url",
            "environmentId",
            "tenantId",
            "region",
            "environmentType",
            "applicationVersion",
            "platformVersion",
            "crossCompanyDataSharing",
            "bypassesDataEvents",
            "consecutiveUpdatesPaused",
        ),
        "customerEngagement": (
            "url",
            "environmentId",
            "tenantId",
            "region",
            "geography",
            "environmentType",
            "platformVersion",
            "prospectToCash",
            "prospectToCashVersion",
            "dualWriteCoreVersion",
            "dynamics365AppsEnabled",
            "dualWriteSolutions",
        ),
        "link": (
            "initialSync",
            "initialSyncLegalEntities",
            "liveSyncLegalEntities",
            "distributedTransactions",
            "apps",
        ),
    }
    assert set(fact_paths()) == {*TEXT_FACTS, *BOOLEANS, *COUNTS, *LISTS}
    assert len(fact_paths()) == 27


def test_the_pair_has_a_fact_for_every_key() -> None:
    sections = zip(SECTIONS.values(), (FinanceAndOperations, CustomerEngagement, Link), strict=True)
    for model, facts in sections:
        assert list(model.model_fields) == [one.name for one in fields(facts)]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (
            "customerEngagement.url",
            "https://A.crm4.dynamics.com/",
            EnvironmentUrl("a.crm4.dynamics.com"),
        ),
        ("customerEngagement.environmentId", f"Default-{GUID}", f"default-{GUID}"),
        ("customerEngagement.tenantId", f"{{{GUID.upper()}}}", GUID),
        ("customerEngagement.region", "West Europe", parse_region("westeurope")),
        ("customerEngagement.geography", "United Kingdom", parse_geography("unitedkingdom")),
        ("customerEngagement.environmentType", " Teams ", "teams"),
        ("financeAndOperations.environmentType", "CLOUDHOSTED", "cloudHosted"),
        ("financeAndOperations.environmentType", "onpremises", "onPremises"),
        ("financeAndOperations.applicationVersion", "10.0.48", ApplicationRelease(10, 0, 48)),
        ("financeAndOperations.platformVersion", "pu72", PlatformUpdate(72)),
        ("financeAndOperations.platformVersion", "7.0.7996.40", PlatformBuild(7996, 40)),
        (
            "customerEngagement.platformVersion",
            "9.2.25091.00212",
            CustomerEngagementBuild(9, 2, 25091, 212),
        ),
        ("customerEngagement.prospectToCashVersion", "15.0.0.2", (15, 0, 0, 2)),
        (
            "customerEngagement.dualWriteCoreVersion",
            "10.0.24073.3",
            DualWriteCoreVersion(24073, 3),
        ),
        ("link.initialSync", False, False),
        ("link.initialSync", True, True),
        ("link.liveSyncLegalEntities", 0, 0),
        ("link.liveSyncLegalEntities", 40.0, 40),  # the engine hands every number over as a float
        ("link.liveSyncLegalEntities", 2**53 - 1, 2**53 - 1),
        ("link.apps", ("NOTES",), SynchronizedApps(("notes",))),
        ("customerEngagement.dualWriteSolutions", ["A"], parse_solutions(["a"])),
        ("customerEngagement.dualWriteSolutions", [], parse_solutions([])),
    ],
)
def test_what_a_leaf_becomes(path: str, value: object, expected: object) -> None:
    found = read(path, value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("path", fact_paths())
def test_null_is_refused_everywhere(path: str) -> None:
    assert refusal(path, None) == (
        "null is not a value. Leave the key out where nobody knows the fact."
    )


@pytest.mark.parametrize(("path", "what"), TEXT_FACTS.items())
def test_text_is_not_taken_from_other_kinds(path: str, what: str) -> None:
    assert refusal(path, 10.5) == f"10.5 is a number; {what} is text. Put it in quotes."
    assert refusal(path, True) == f"true is a boolean; accepted: {what}, as text."
    assert refusal(path, ["x"]) == f"this is a list; accepted: {what}, as text."
    assert refusal(path, {"x": 1}) == f"this is a mapping; accepted: {what}, as text."


@pytest.mark.parametrize("path", BOOLEANS)
def test_booleans_are_true_or_false_and_nothing_like_it(path: str) -> None:
    assert refusal(path, "true") == (
        '"true" is text; accepted: true or false. Write true or false without quotes.'
    )
    assert refusal(path, 0) == "0 is a number; accepted: true or false."
    assert refusal(path, []) == "this is a list; accepted: true or false."


@pytest.mark.parametrize("path", COUNTS)
def test_counts_are_whole_numbers(path: str) -> None:
    accepted = "accepted: a whole number, 0 or more"
    assert refusal(path, "12") == f'"12" is text; {accepted}, without quotes.'
    assert refusal(path, False) == f"false is a boolean; {accepted}."
    assert refusal(path, {}) == f"this is a mapping; {accepted}."
    assert refusal(path, -1) == f"-1 is out of range; {accepted}."
    assert refusal(path, 0.5) == f"0.5 is out of range; {accepted}."
    assert refusal(path, math.nan) == f"nan is out of range; {accepted}."
    assert refusal(path, -math.inf) == f"-inf is out of range; {accepted}."
    most = f"accepted: {2**53 - 1} at most"
    assert refusal(path, math.inf) == f"inf is out of range; {most}."
    assert refusal(path, 2**53) == f"9007199254740992 is out of range; {most}."
    assert refusal(path, 10**400) == f"a very large number is out of range; {most}."


@pytest.mark.parametrize(("path", "accepted"), LISTS.items())
def test_lists_are_lists_and_no_single_value(path: str, accepted: str) -> None:
    assert refusal(path, "finance") == f'"finance" is text; accepted: {accepted}.'
    assert refusal(path, True) == f"true is a boolean; accepted: {accepted}."
    assert refusal(path, {"name": "A"}) == f"this is a mapping; accepted: {accepted}."


def test_environment_types_are_those_of_their_side() -> None:
    assert refusal("financeAndOperations.environmentType", "teams") == (
        '"teams" is not an environment type.'
        " Accepted: production, sandbox, developer, cloudHosted, demo, trial, onPremises."
    )
    assert refusal("customerEngagement.environmentType", "prod") == (
        '"prod" is not an environment type. Did you mean "production"?'
        " Accepted: production, sandbox, developer, trial, default, teams."
    )


def test_a_key_that_the_schema_does_not_have_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        SECTIONS["link"].model_validate({"initial_sync": True})


@given(st.integers(0, 2**53 - 1))
def test_every_count_survives_the_engines_floats(number: int) -> None:
    assert read("link.liveSyncLegalEntities", float(number)) == number
