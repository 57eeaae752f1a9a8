"""DW032: an enterprise policy's location is that of the pair's environment."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from typing import Any

import pytest

from dualwrite.model.azure.injection import POLICY_KINDS
from dualwrite.model.facts import SecretValue
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.enterprise_policy_location import EnterprisePolicyLocation
from support.companions import companion, verdict_with
from support.pairs import ABSENT, UNKNOWN, evidence, not_declared, not_known_yet

RULE = EnterprisePolicyLocation()
REGION = "customerEngagement.region"
GEOGRAPHY = "customerEngagement.geography"
LOCATION = 'location of enterprise policy "injection"'


def _policy(location: Any) -> tuple[Any, ...]:
    return (companion("injection", {"location": location}),)


@pytest.mark.parametrize(
    ("geography", "location"),
    [
        ("europe", "europe"),
        ("europe", "Europe"),
        ("unitedkingdom", "uk"),
        ("unitedstates", "unitedstates"),
        ("unitedarabemirates", "uae"),
        ("unitedarabemirates", "unitedarabemirates"),
        ("southamerica", "brazil"),
        ("usgov", "usgov"),
    ],
)
def test_the_environments_own_location_passes(geography: str, location: str) -> None:
    facts = {REGION: ABSENT, GEOGRAPHY: geography}
    assert verdict_with(RULE, _policy(location), facts).kind is Kind.PASS


@pytest.mark.parametrize("location", ["unitedstates", "westeurope", "uk", "nowhere"])
def test_any_other_fails(location: str) -> None:
    assert verdict_with(RULE, _policy(location)) == Verdict(
        Kind.FAIL,
        f'Enterprise policy "injection" has the location "{location}"; policies for an environment'
        ' in europe have "europe".',
        RULE.remedy,
        evidence((REGION, "westeurope"), (LOCATION, location)),
    )


def test_both_spellings_are_told() -> None:
    found = verdict_with(RULE, _policy("europe"), {REGION: ABSENT, GEOGRAPHY: "unitedarabemirates"})
    assert found.message.endswith('have "uae" or "unitedarabemirates".')


def test_a_geography_that_the_table_has_not() -> None:
    facts = {REGION: ABSENT, GEOGRAPHY: "usgov"}
    assert verdict_with(RULE, _policy("europe"), facts).kind is Kind.FAIL
    assert verdict_with(RULE, _policy("newplace"), facts).kind is Kind.UNKNOWN


def test_not_applicable_without_a_policy() -> None:
    found = verdict_with(RULE, (companion("west"),), {REGION: ABSENT, GEOGRAPHY: ABSENT})
    assert found == Verdict(Kind.NOT_APPLICABLE, "No enterprise policy is tied to the pair.")


def test_the_other_sides_region_does_not_stand_in() -> None:
    facts = {REGION: ABSENT, GEOGRAPHY: ABSENT}
    assert verdict_with(RULE, _policy("unitedstates"), facts) == not_declared(REGION)


def test_undeclared_and_unknown_locations() -> None:
    assert verdict_with(RULE, _policy(ABSENT)) == Verdict(
        Kind.UNDECLARED,
        f"{LOCATION} is not declared.",
        'Set location on the enterprise policy "injection".',
        evidence((REGION, "westeurope"), (LOCATION, None)),
    )
    assert verdict_with(RULE, _policy(UNKNOWN)) == not_known_yet(LOCATION, (REGION, "westeurope"))


def test_secrets_are_judged_and_not_told() -> None:
    found = verdict_with(RULE, _policy(SecretValue("uk")), {REGION: SecretValue("westeurope")})
    assert found.message == (
        'Enterprise policy "injection" has the location [secret]; policies for an environment in its'
        " geography have another one."
    )


# What a policy is for: no other requirement looks at one of which that cannot be told.

KIND = 'kind of enterprise policy "injection"'


@pytest.mark.parametrize("kind", ["NetworkInjection", "encryption", "Lockbox", "Identity"])
def test_the_kinds_that_azure_knows(kind: str) -> None:
    changes = {"kind": kind, "networkInjection": ABSENT}
    assert verdict_with(RULE, (companion("injection", changes),)).kind is Kind.PASS


@pytest.mark.parametrize("kind", ["networkinjektion", "Network Injection", "x"])
@pytest.mark.parametrize("section", [ABSENT, {"virtualNetworks": []}])
def test_any_other_kind_is_malformed(kind: str, section: Any) -> None:
    changes = {"kind": kind, "networkInjection": section}
    found = verdict_with(RULE, (companion("injection", changes),))
    assert (found.kind, found.message, found.remedy) == (
        Kind.FAIL,
        f'{KIND}: "{kind}" is no kind of enterprise policy; accepted: Encryption, Identity, Lockbox,'
        " NetworkInjection or PrivateEndpoint.",
        f"Correct {KIND}: what is there cannot be judged.",
    )


def test_a_kind_that_is_no_text_or_a_secret() -> None:
    number = verdict_with(RULE, (companion("injection", {"kind": 3}),))
    assert (number.kind, number.message) == (
        Kind.FAIL,
        f"{KIND}: 3 is a number; accepted: text.",
    )
    secret = verdict_with(RULE, (companion("injection", {"kind": SecretValue("hunter2")}),))
    assert (secret.kind, secret.message) == (
        Kind.FAIL,
        f"{KIND}: its value, a secret, cannot be read.",
    )


@pytest.mark.parametrize(
    ("kind", "expected", "message"),
    [
        (
            UNKNOWN,
            Kind.UNKNOWN,
            f"{KIND} cannot be judged yet: it is known only after deployment.",
        ),
        (ABSENT, Kind.UNDECLARED, f"{KIND} is not declared."),
        ("", Kind.UNDECLARED, f"{KIND} is not declared."),
    ],
)
@pytest.mark.parametrize("section", [ABSENT, {"virtualNetworks": []}])
def test_a_kind_that_is_not_known_or_left_out(
    kind: Any, expected: Kind, message: str, section: Any
) -> None:
    changes = {"kind": kind, "networkInjection": section}
    found = verdict_with(RULE, (companion("injection", changes),))
    assert (found.kind, found.message) == (expected, message)


def test_the_kinds_are_the_sdks() -> None:
    """By its file alone: importing it takes seconds."""
    sdk = importlib.util.find_spec("pulumi_azure_native")
    assert sdk is not None and sdk.submodule_search_locations
    file = Path(sdk.submodule_search_locations[0]) / "powerplatform" / "_enums.py"
    (found,) = (
        one
        for one in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(one, ast.ClassDef) and one.name == "EnterprisePolicyKind"
    )
    values = [ast.literal_eval(one.value) for one in found.body if isinstance(one, ast.Assign)]
    assert sorted(values) == list(POLICY_KINDS)
