"""DW006: one finance and operations instance to one customer engagement instance."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.model.pair import Pair
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.single_instance import SingleInstance
from support.pairs import (
    ABSENT,
    TODAY,
    UNKNOWN,
    environment,
    evidence,
    pair,
    verdict,
)

RULE = SingleInstance()
FINANCE_URL = "financeAndOperations.url"
FINANCE_ID = "financeAndOperations.environmentId"
CUSTOMER_URL = "customerEngagement.url"
CUSTOMER_ID = "customerEngagement.environmentId"
HTTPS_FINANCE = "https://contoso.operations.dynamics.com"
HTTPS_CUSTOMER = "https://contoso.crm4.dynamics.com"
ID_FINANCE = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"
ID_CUSTOMER = "2b9d5a73-6f5c-4f0a-8a57-0f4f7c1d2e33"
NEW_ID = "0b1d2c3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
ALL = (
    (FINANCE_URL, HTTPS_FINANCE),
    (FINANCE_ID, ID_FINANCE),
    (CUSTOMER_URL, HTTPS_CUSTOMER),
    (CUSTOMER_ID, ID_CUSTOMER),
)
REMEDY = "Give each pair its own environments, or remove the pair that is declared twice."
FINANCE_SHARED = f'The finance and operations environment "{HTTPS_FINANCE}" is also in'
CUSTOMER_SHARED = f'The customer engagement environment "{HTTPS_CUSTOMER}" is also in'


def other(name: str, changes: dict[str, Any]) -> Pair:
    """A pair with environments of its own but for the changes."""
    return pair({**environment(name), **changes}, name)


def fails(message: str) -> Verdict:
    """The verdict on the correct pair with all its identifiers."""
    return Verdict(Kind.FAIL, message, REMEDY, evidence(*ALL))


def kinds(*pairs: Pair) -> dict[str, Kind]:
    """The verdict of every pair, judged together."""
    results = judge_all(pairs, Configuration(), TODAY, (RULE,))
    return {one.pair: one.verdict.kind for one in results}


def test_passes_alone_and_beside_others() -> None:
    passes = Verdict(Kind.PASS, "", "", evidence(*ALL))
    assert verdict(RULE) == passes
    assert verdict(RULE, others=(other("two", {}), other("three", {}))) == passes


@pytest.mark.parametrize(
    "changes",
    [
        {CUSTOMER_URL: HTTPS_CUSTOMER},
        {CUSTOMER_URL: "https://CONTOSO.crm4.dynamics.com.:443/main.aspx?app=1"},
        {CUSTOMER_ID: ID_CUSTOMER},
        {CUSTOMER_ID: f"{{{ID_CUSTOMER.upper()}}}"},
        {CUSTOMER_ID: ID_CUSTOMER, CUSTOMER_URL: ABSENT},
    ],
)
def test_two_finance_environments_to_one_customer_engagement(changes: dict[str, Any]) -> None:
    second = other("second", changes)
    assert verdict(RULE, others=(second,)) == fails(f'{CUSTOMER_SHARED} pair "second".')
    assert kinds(pair(), second) == {"contoso": Kind.FAIL, "second": Kind.FAIL}


@pytest.mark.parametrize(
    "changes",
    [
        {FINANCE_URL: f"{HTTPS_FINANCE}/?cmp=USMF"},
        {FINANCE_ID: ID_FINANCE},
        {FINANCE_ID: ID_FINANCE.upper(), FINANCE_URL: ABSENT},
    ],
)
def test_the_other_way_round(changes: dict[str, Any]) -> None:
    second = other("second", changes)
    assert verdict(RULE, others=(second,)) == fails(f'{FINANCE_SHARED} pair "second".')
    assert kinds(pair(), second) == {"contoso": Kind.FAIL, "second": Kind.FAIL}


def test_three_pairs_each_names_the_others_in_any_order() -> None:
    trio = [
        other("alpha", {CUSTOMER_URL: HTTPS_CUSTOMER}),
        other("beta", {CUSTOMER_URL: HTTPS_CUSTOMER}),
        other("gamma", {CUSTOMER_URL: HTTPS_CUSTOMER}),
    ]
    for order in permutations(trio):
        results = judge_all(order, Configuration(), TODAY, (RULE,))
        assert [(one.pair, one.verdict.message) for one in results] == [
            ("alpha", f'{CUSTOMER_SHARED} pair "beta" and pair "gamma".'),
            ("beta", f'{CUSTOMER_SHARED} pair "alpha" and pair "gamma".'),
            ("gamma", f'{CUSTOMER_SHARED} pair "alpha" and pair "beta".'),
        ]


def test_both_ways_at_once() -> None:
    others = (
        other("finance", {FINANCE_URL: HTTPS_FINANCE}),
        other("customer", {CUSTOMER_URL: HTTPS_CUSTOMER}),
    )
    assert verdict(RULE, others=others) == fails(
        f'{FINANCE_SHARED} pair "finance"; the customer engagement environment'
        f' "{HTTPS_CUSTOMER}" is'
        ' also in pair "customer".'
    )
    assert kinds(pair(), *others, other("apart", {})) == {
        "apart": Kind.PASS,
        "contoso": Kind.FAIL,
        "customer": Kind.FAIL,
        "finance": Kind.FAIL,
    }


def test_a_third_pair_that_declares_both_identifiers_ties_two_that_share_none() -> None:
    by_url = other("by-url", {CUSTOMER_URL: HTTPS_CUSTOMER})
    by_id = other("by-id", {CUSTOMER_URL: ABSENT, CUSTOMER_ID: ID_CUSTOMER})
    assert kinds(by_url, by_id) == {"by-url": Kind.UNKNOWN, "by-id": Kind.UNKNOWN}
    results = judge_all([by_url, by_id, pair()], Configuration(), TODAY, (RULE,))
    assert [(one.pair, one.verdict.message) for one in results] == [
        (
            "by-id",
            f'The customer engagement environment "{ID_CUSTOMER}" is also in pair "by-url" and pair'
            ' "contoso".',
        ),
        ("by-url", f'{CUSTOMER_SHARED} pair "by-id" and pair "contoso".'),
        ("contoso", f'{CUSTOMER_SHARED} pair "by-id" and pair "by-url".'),
    ]


def test_identical_sides_are_a_duplicate() -> None:
    twin = pair(name="twin")
    assert verdict(RULE, others=(twin,)) == fails(
        'The same two environments are also declared as pair "twin".'
    )
    assert kinds(pair(), twin) == {"contoso": Kind.FAIL, "twin": Kind.FAIL}


def test_a_duplicate_and_another_sharer_are_both_told() -> None:
    others = (pair(name="twin"), other("second", {CUSTOMER_URL: HTTPS_CUSTOMER}))
    assert verdict(RULE, others=others) == fails(
        f'{CUSTOMER_SHARED} pair "second" and pair "twin"; the same two environments are also'
        ' declared as pair "twin".'
    )


def test_many_sharers_are_counted() -> None:
    others = tuple(other(f"pair-{n}", {CUSTOMER_URL: HTTPS_CUSTOMER}) for n in range(8))
    named = ", ".join(f'pair "pair-{n}"' for n in range(5))
    assert verdict(RULE, others=others) == fails(f"{CUSTOMER_SHARED} {named} and 3 others.")


def test_one_pair_in_two_sources_is_one_pair() -> None:
    manifest, state = pair(source="pairs.yaml"), pair(source="state.json")
    results = judge_all([manifest, state], Configuration(), TODAY, (RULE,))
    assert [one.verdict.kind for one in results] == [Kind.PASS, Kind.PASS]


def test_other_pairs_of_another_source_are_named_with_it() -> None:
    first = pair(source="pairs.yaml")
    second = pair({**environment("two"), CUSTOMER_URL: HTTPS_CUSTOMER}, "two", source="state.json")
    results = judge_all([first, second], Configuration(), TODAY, (RULE,))
    assert [one.verdict.message for one in results] == [
        f'{CUSTOMER_SHARED} pair "two" (state.json).',
        f'{CUSTOMER_SHARED} pair "contoso" (pairs.yaml).',
    ]


def test_a_unified_environment_is_no_violation() -> None:
    unified = {FINANCE_ID: NEW_ID, CUSTOMER_ID: NEW_ID}
    assert verdict(RULE, unified).kind is Kind.PASS
    assert verdict(RULE, {**unified, FINANCE_URL: ABSENT, CUSTOMER_URL: ABSENT}) == Verdict(
        Kind.PASS, "", "", evidence((FINANCE_ID, NEW_ID), (CUSTOMER_ID, NEW_ID))
    )


def in_one_environment(changes: dict[str, Any], *others: Pair) -> Verdict:
    """The verdict on a pair that a resource shows to be one environment, beside others."""
    subject = replace(pair(changes), in_one_environment=True)
    found = judge_all([subject, *others], Configuration(), TODAY, (RULE,))
    return next(one.verdict for one in found if one.pair == subject.name)


def test_of_a_unified_environment_only_one_side_needs_a_name() -> None:
    no_finance = {FINANCE_URL: ABSENT, FINANCE_ID: ABSENT}
    assert in_one_environment(no_finance) == Verdict(Kind.PASS, "", "", evidence(*ALL[2:]))
    assert in_one_environment({CUSTOMER_URL: ABSENT, CUSTOMER_ID: ABSENT}) == Verdict(
        Kind.UNDECLARED,
        f"{CUSTOMER_URL} is not declared.",
        f"Declare {CUSTOMER_URL} in the pair.",
        evidence(*ALL[:2], (CUSTOMER_URL, None)),
    )


def test_a_unified_environment_that_is_in_another_pair_too_is_a_violation() -> None:
    unified = {FINANCE_ID: NEW_ID, CUSTOMER_ID: NEW_ID}
    again = other("again", unified)
    assert verdict(RULE, unified, others=(again,)).message == (
        'The same environment is also declared as pair "again".'
    )
    no_finance = {FINANCE_URL: ABSENT, FINANCE_ID: ABSENT}
    with_its_apps = other("second", {CUSTOMER_ID: ID_CUSTOMER})
    assert in_one_environment(no_finance, with_its_apps).message == (
        f'{CUSTOMER_SHARED} pair "second".'
    )


def test_what_is_known_later_of_a_unified_environment_may_prove_it_shared() -> None:
    later = {FINANCE_URL: ABSENT, FINANCE_ID: UNKNOWN}
    assert in_one_environment(later).kind is Kind.PASS
    found = in_one_environment(later, other("two", {FINANCE_ID: NEW_ID}))
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        f"{FINANCE_ID} cannot be judged yet: it is known only after deployment.",
    )


# What is not known of the sides.


def test_each_side_needs_a_name() -> None:
    assert verdict(RULE, {CUSTOMER_URL: ABSENT, CUSTOMER_ID: ABSENT}) == Verdict(
        Kind.UNDECLARED,
        f"{CUSTOMER_URL} is not declared.",
        f"Declare {CUSTOMER_URL} in the pair.",
        evidence(*ALL[:2], (CUSTOMER_URL, None)),
    )


def test_one_identifier_is_enough() -> None:
    for absent in ((FINANCE_URL, CUSTOMER_URL), (FINANCE_ID, CUSTOMER_ID)):
        changes = dict.fromkeys(absent, ABSENT)
        assert verdict(RULE, changes, others=(other("two", changes),)).kind is Kind.PASS


def test_names_of_different_kinds_cannot_be_compared() -> None:
    by_id = other("two", {CUSTOMER_URL: ABSENT, CUSTOMER_ID: NEW_ID})
    found = verdict(RULE, {CUSTOMER_ID: ABSENT}, others=(by_id,))
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'Whether the customer engagement environment is also in pair "two" cannot be told: one is'
        " known by its url alone, the other by its environmentId alone. Declare both for either:"
        " customerEngagement.url and customerEngagement.environmentId.",
    )
    settled = other("two", {CUSTOMER_ID: NEW_ID})
    assert verdict(RULE, {CUSTOMER_ID: ABSENT}, others=(settled,)).kind is Kind.PASS


def test_an_environment_in_another_role_of_another_pair() -> None:
    crossed = other("two", {FINANCE_ID: ID_CUSTOMER})
    assert verdict(RULE, others=(crossed,)) == fails(
        f'{CUSTOMER_SHARED} pair "two", as the finance and operations environment.'
    )


def test_known_after_deployment() -> None:
    assert verdict(RULE, {CUSTOMER_URL: UNKNOWN, CUSTOMER_ID: ABSENT}) == Verdict(
        Kind.UNKNOWN,
        f"{CUSTOMER_URL} cannot be judged yet: it is known only after deployment.",
        "",
        evidence(*ALL[:2], (CUSTOMER_URL, None)),
    )
    neither = verdict(RULE, {CUSTOMER_URL: UNKNOWN, CUSTOMER_ID: UNKNOWN})
    assert (neither.kind, neither.evidence[-1:]) == (Kind.UNKNOWN, evidence((CUSTOMER_URL, None)))
    by_id = verdict(RULE, {CUSTOMER_URL: ABSENT, CUSTOMER_ID: UNKNOWN})
    assert (by_id.kind, by_id.evidence[-1:]) == (Kind.UNKNOWN, evidence((CUSTOMER_ID, None)))


def test_a_second_identifier_that_comes_later_matters_only_beside_others() -> None:
    changes = {CUSTOMER_ID: UNKNOWN}
    assert verdict(RULE, changes).kind is Kind.PASS
    by_id = other("two", {CUSTOMER_URL: ABSENT, CUSTOMER_ID: ID_CUSTOMER})
    assert verdict(RULE, changes, others=(by_id,)) == Verdict(
        Kind.UNKNOWN,
        f"{CUSTOMER_ID} cannot be judged yet: it is known only after deployment. Whether the customer"
        ' engagement environment is also in pair "two" cannot be told: one is known by its url alone,'
        " the other by its environmentId alone. Declare both for either: customerEngagement.url and"
        " customerEngagement.environmentId.",
        "",
        evidence(*ALL[:3], (CUSTOMER_ID, None)),
    )


def test_a_shared_identifier_fails_whatever_becomes_of_the_rest() -> None:
    second = other("second", {CUSTOMER_URL: HTTPS_CUSTOMER})
    for state in (UNKNOWN, ABSENT, "nonsense"):
        changes = {FINANCE_URL: state, FINANCE_ID: state, CUSTOMER_ID: state}
        result = verdict(RULE, changes, others=(second,))
        assert (result.kind, result.message) == (Kind.FAIL, f'{CUSTOMER_SHARED} pair "second".')


def test_an_unreadable_identifier_of_another_program_is_a_violation() -> None:
    assert verdict(RULE, {CUSTOMER_URL: "http://contoso.crm4.dynamics.com"}) == Verdict(
        Kind.FAIL,
        f'{CUSTOMER_URL}: "http://contoso.crm4.dynamics.com" is not an https URL. Accepted:'
        f" an https"
        " URL such as https://contoso.crm4.dynamics.com.",
        f"Correct {CUSTOMER_URL}: what is there cannot be judged.",
        evidence(
            *ALL[:2],
            (CUSTOMER_ID, ID_CUSTOMER),
            (CUSTOMER_URL, "http://contoso.crm4.dynamics.com"),
        ),
    )
