"""Which sides are one environment."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.model.estate import Estate, Side
from dualwrite.model.facts import SecretValue
from dualwrite.model.pair import Pair
from dualwrite.reports.graph.environments import Ends, environments_of
from support.pairs import ABSENT, UNKNOWN

from .pairs import ONE_ID, half, own, unified

FINANCE_URL = "financeAndOperations.url"
FINANCE_ID = "financeAndOperations.environmentId"
CUSTOMER_URL = "customerEngagement.url"
CUSTOMER_ID = "customerEngagement.environmentId"
SHARED = "https://shared.crm4.dynamics.com"
NAMELESS = {FINANCE_URL: ABSENT, CUSTOMER_URL: ABSENT}


def ends(*pairs: Pair) -> list[tuple[int, int]]:
    """The positions of the environments of each pair."""
    found = environments_of(pairs)[1]
    return [(one.finance_and_operations, one.customer_engagement) for one in found]


def test_pairs_of_their_own_have_two_environments_each() -> None:
    assert ends(own("a"), own("b")) == [(0, 1), (2, 3)]
    assert environments_of([]) == ([], [])


def test_what_two_pairs_use_is_one_environment_with_both_uses() -> None:
    a, b = own("a", {CUSTOMER_URL: SHARED}), own("b", {CUSTOMER_URL: SHARED.upper()})
    environments, found = environments_of([a, b])
    assert found == [Ends(0, 1), Ends(2, 1)]
    assert environments[1].sides == (a.customer_engagement, b.customer_engagement)
    assert environments[1].customer_engagement == environments[1].sides
    assert environments[1].finance_and_operations == ()


def test_an_environment_is_known_through_a_third_pair() -> None:
    by_url, by_id = {CUSTOMER_URL: SHARED}, {CUSTOMER_URL: ABSENT, CUSTOMER_ID: ONE_ID}
    assert ends(own("a", by_url), own("b", by_id)) == [(0, 1), (2, 3)]
    both = own("c", {CUSTOMER_URL: SHARED, CUSTOMER_ID: ONE_ID})
    assert ends(own("a", by_url), own("b", by_id), both) == [(0, 1), (2, 1), (3, 1)]


def test_a_unified_environment_is_both_sides() -> None:
    assert ends(unified("a"), own("b", {CUSTOMER_ID: ONE_ID})) == [(0, 0), (1, 0)]
    nameless = replace(own("a", NAMELESS), in_one_environment=True)
    assert ends(nameless) == [(0, 0)]


def test_one_environment_in_two_roles_is_drawn_once() -> None:
    a, b = own("a", {FINANCE_ID: ONE_ID}), own("b", {CUSTOMER_ID: ONE_ID})
    assert ends(a, b) == [(0, 1), (2, 0)]


@pytest.mark.parametrize("value", [ABSENT, UNKNOWN, "no URL"])
def test_what_nothing_identifies_is_an_environment_of_its_own(value: Any) -> None:
    changes = {FINANCE_URL: value, CUSTOMER_URL: value}
    assert ends(own("a", changes), own("b", changes)) == [(0, 1), (2, 3)]


def test_secret_identifiers_identify() -> None:
    secret = {CUSTOMER_URL: SecretValue(SHARED)}
    assert ends(own("a", secret), own("b", {CUSTOMER_URL: SHARED})) == [(0, 1), (2, 1)]


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"financeAndOperations": ABSENT}, [True, False]),
        ({"customerEngagement": ABSENT}, [False, True]),
        # Something identifies it: that goes before how much is said of it.
        ({FINANCE_URL: ABSENT}, [True, False]),
        ({CUSTOMER_URL: ABSENT}, [False, True]),
        # Nothing identifies either: more is said of one.
        ({**NAMELESS, "financeAndOperations.region": ABSENT, "customerEngagement": ABSENT}, [False, True]),
        ({"financeAndOperations": ABSENT, "customerEngagement": ABSENT}, [True, False]),
    ],
)  # fmt: skip
def test_the_missing_partner_of_half_a_pair(changes: dict[str, Any], missing: list[bool]) -> None:
    found, _ = environments_of([replace(own("a", changes), is_half=True)])
    assert [one.is_missing for one in found] == missing


def test_a_whole_pair_misses_nobody() -> None:
    found, _ = environments_of([own("a", NAMELESS), half("b")])
    assert [one.is_missing for one in found] == [False, False, True, False]


_NAMES = st.sampled_from(["a", "b", "c", None])
_IDS = st.sampled_from([f"00000000-0000-0000-0000-00000000000{number}" for number in range(3)])


@given(st.lists(st.tuples(_NAMES, _NAMES, _IDS | st.none(), _IDS | st.none()), max_size=7))
def test_pairs_share_what_the_estate_says_that_they_share(
    declared: list[tuple[str | None, str | None, str | None, str | None]],
) -> None:
    pairs = [_declared(number, *one) for number, one in enumerate(declared)]
    estate = Estate(pairs)
    environments, _ = environments_of(pairs)
    for one in environments:
        for pair, side in one.uses:
            sharing = estate.sharing_with(pair, most_named=0)
            others = (
                sharing.finance_and_operations
                if side is pair.finance_and_operations
                else sharing.customer_engagement
            )
            using = {use.pair.name for use in one.uses}
            if not any(use.pair.is_unified for use in one.uses):  # it can have more
                assert others.number == len(using) - 1


def _declared(
    number: int, finance: str | None, customer: str | None, one: str | None, other: str | None
) -> Pair:
    return own(
        f"p{number}",
        {
            FINANCE_URL: f"https://{finance}.operations.dynamics.com" if finance else ABSENT,
            CUSTOMER_URL: f"https://{customer}.crm4.dynamics.com" if customer else ABSENT,
            FINANCE_ID: one or ABSENT,
            CUSTOMER_ID: other or ABSENT,
        },
    )


def test_the_order_of_pairs_changes_only_the_numbers() -> None:
    pairs = [own(name, {CUSTOMER_URL: SHARED} if name in "ac" else {}) for name in "abcdef"]
    wanted = _groups(pairs)
    random.Random(7).shuffle(pairs)
    assert _groups(pairs) == wanted


def _groups(pairs: list[Pair]) -> set[frozenset[tuple[str, type[Side]]]]:
    found, _ = environments_of(pairs)
    return {frozenset((use.pair.name, type(use.side)) for use in one.uses) for one in found}
