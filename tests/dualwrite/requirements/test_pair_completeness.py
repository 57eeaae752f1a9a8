"""DW021: every environment that is for dual-write has a partner."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.configuration import default_setting
from dualwrite.judging.judge import judge
from dualwrite.model.estate import Estate
from dualwrite.model.facts import SecretValue
from dualwrite.model.pair import Pair
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.pair_completeness import PairCompleteness
from support.pairs import ABSENT, TODAY, UNKNOWN, evidence, not_declared, pair, unreadable, verdict

RULE = PairCompleteness()
FINANCE = ("financeAndOperations.url", "financeAndOperations.environmentId")
CUSTOMER = ("customerEngagement.url", "customerEngagement.environmentId")
URL = "https://contoso.crm4.dynamics.com"
FINANCE_URL = "https://contoso.operations.dynamics.com"
CUSTOMER_ID = "2b9d5a73-6f5c-4f0a-8a57-0f4f7c1d2e33"
FINANCE_ID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"
REMEDY = (
    "Declare the partner: in an EnvironmentPair, under dualwrite:facts in the stack's"
    " configuration, or in a mapping. Otherwise take away what says that the environment is for"
    " dual-write."
)
NO_FINANCE: dict[str, Any] = dict.fromkeys(FINANCE, ABSENT)
NO_CUSTOMER: dict[str, Any] = dict.fromkeys(CUSTOMER, ABSENT)


def judged(subject: Pair) -> Verdict:
    return judge(RULE, subject, Estate([subject]), default_setting(RULE), TODAY).verdict


def half(changes: dict[str, Any]) -> Verdict:
    return judged(replace(pair(changes), is_half=True))


def test_passes_a_pair_with_both_sides() -> None:
    assert verdict(RULE) == Verdict(
        Kind.PASS,
        "",
        "",
        evidence(
            (FINANCE[0], FINANCE_URL),
            (FINANCE[1], FINANCE_ID),
            (CUSTOMER[0], URL),
            (CUSTOMER[1], CUSTOMER_ID),
        ),
    )


def test_fails_half_a_pair_and_names_the_side_that_is_known() -> None:
    assert half(NO_FINANCE) == Verdict(
        Kind.FAIL,
        f'The customer engagement environment "{URL}" is for dual-write; nobody declares the'
        " finance and operations environment that is its partner.",
        REMEDY,
        evidence((CUSTOMER[0], URL), (CUSTOMER[1], CUSTOMER_ID)),
    )
    assert half(NO_CUSTOMER).message == (
        f'The finance and operations environment "{FINANCE_URL}" is for dual-write; nobody declares'
        " the customer engagement environment that is its partner."
    )


@pytest.mark.parametrize(
    ("changes", "called"),
    [
        ({CUSTOMER[0]: ABSENT}, f'"{CUSTOMER_ID}"'),
        ({CUSTOMER[0]: UNKNOWN}, f'"{CUSTOMER_ID}"'),
        ({CUSTOMER[0]: UNKNOWN, CUSTOMER[1]: ABSENT}, 'of pair "contoso"'),
        ({CUSTOMER[0]: "x", CUSTOMER[1]: UNKNOWN}, 'of pair "contoso"'),
        ({CUSTOMER[0]: SecretValue(URL)}, "[secret]"),
    ],
)
def test_the_known_side_is_called_by_what_is_known_of_it(
    changes: dict[str, Any], called: str
) -> None:
    assert half({**NO_FINANCE, **changes}).message == (
        f"The customer engagement environment {called} is for dual-write; nobody declares the"
        " finance and operations environment that is its partner."
    )


def test_half_a_pair_of_which_nothing_tells_the_side() -> None:
    expected = 'Of pair "contoso" one environment is known; nobody declares its partner.'
    assert half({**NO_FINANCE, **NO_CUSTOMER}).message == expected


def test_a_pair_that_only_the_configuration_speaks_of() -> None:
    assert half({}).message == (
        'No resource of the stack is, as far as is known, an environment of pair "contoso": only the'
        " stack's configuration speaks of it. An environment whose address is known only after"
        " deployment is found then."
    )


def test_a_linked_app_of_which_nothing_tells_the_kind() -> None:
    found = judged(replace(pair(NO_FINANCE), is_half=True, is_uncertain=True))
    assert (found.kind, found.message) == (
        Kind.FAIL,
        'Environment "contoso" has a linked app, or what goes before finance and operations apps, and'
        " nothing says whether it is for dual-write. If it is, dualwrite:facts has to say so, by an"
        " entry with the app's environmentId or one of the environment.",
    )


@pytest.mark.parametrize("paths", [FINANCE, CUSTOMER])
def test_a_partner_that_is_known_later_is_a_partner(paths: tuple[str, ...]) -> None:
    assert verdict(RULE, dict.fromkeys(paths, UNKNOWN)).kind is Kind.PASS


@pytest.mark.parametrize("paths", [FINANCE, CUSTOMER])
def test_a_declared_partner_that_nothing_identifies_is_none(paths: tuple[str, ...]) -> None:
    """A program that is not ours can declare a pair without one of its sides."""
    named = [FINANCE, CUSTOMER][paths is FINANCE]
    facts = dict(
        zip((*FINANCE, *CUSTOMER), (FINANCE_URL, FINANCE_ID, URL, CUSTOMER_ID), strict=True)
    )
    found = verdict(RULE, dict.fromkeys(paths, ABSENT))
    assert found == not_declared(paths[0], *((path, facts[path]) for path in named))


def test_a_partner_that_cannot_be_read_is_a_violation() -> None:
    problem = '"x" has no scheme. Accepted: an https URL such as https://contoso.crm4.dynamics.com.'
    changes = {CUSTOMER[0]: "x", CUSTOMER[1]: ABSENT}
    names = ((FINANCE[0], FINANCE_URL), (FINANCE[1], FINANCE_ID))
    assert verdict(RULE, changes) == unreadable(CUSTOMER[0], "x", problem, *names)


def test_one_environment_with_both_apps_is_its_own_partner() -> None:
    unified = replace(pair(NO_FINANCE), in_one_environment=True)
    assert (judged(unified).kind, judged(unified).message) == (Kind.PASS, "")
    nameless = replace(pair({**NO_FINANCE, **NO_CUSTOMER}), in_one_environment=True)
    assert judged(nameless).kind is Kind.UNDECLARED


@given(
    st.fixed_dictionaries(
        {path: st.sampled_from([ABSENT, UNKNOWN, "x", URL]) for path in (*FINANCE, *CUSTOMER)}
    )
)
def test_half_a_pair_fails_whatever_is_known_of_it(changes: dict[str, Any]) -> None:
    found = half(changes)
    assert (found.kind, found.remedy) == (Kind.FAIL, REMEDY)
    both = all(any(changes[path] is not ABSENT for path in side) for side in (FINANCE, CUSTOMER))
    told = "only the stack's configuration speaks of it" if both else "nobody declares"
    assert told in found.message
