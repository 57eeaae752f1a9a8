"""Which pairs share an environment."""

from __future__ import annotations

import random
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.model.estate import Estate, Others, Sharing, identifiers, in_order
from dualwrite.model.pair import Pair
from dualwrite.model.verdicts import Kind
from dualwrite.requirements import requirements_by_name
from support.pairs import ABSENT, TODAY, UNKNOWN, environment, pair

FINANCE_URL = "financeAndOperations.url"
FINANCE_ID = "financeAndOperations.environmentId"
CUSTOMER_URL = "customerEngagement.url"
CUSTOMER_ID = "customerEngagement.environmentId"
ONE = "00000000-0000-0000-0000-000000000001"
TWO = "00000000-0000-0000-0000-000000000002"
NOTHING = Others()
SINGLE_INSTANCE = requirements_by_name()["single-instance"]


def own(name: str, changes: dict[str, Any] | None = None, **found: str | None) -> Pair:
    """A pair with environments of its own, but for the changes."""
    return pair({**environment(name), **(changes or {})}, name, **found)


def names(others: Others) -> list[str]:
    return [one.name for one in others.first]


def sharing(subject: Pair, *others: Pair) -> Sharing:
    return Estate([subject, *others]).sharing_with(subject, 5)


def test_identifiers_are_those_that_are_declared() -> None:
    side = own(
        "a", {FINANCE_URL: "https://A.Operations.Dynamics.com:1/x", FINANCE_ID: f"{{{ONE}}}"}
    )
    assert identifiers(side.finance_and_operations) == (
        ("url", "a.operations.dynamics.com"),
        ("environmentId", ONE),
    )
    hidden = own("a", {FINANCE_URL: UNKNOWN, FINANCE_ID: "no GUID"})
    assert identifiers(hidden.finance_and_operations) == ()


def test_pairs_with_environments_of_their_own_share_nothing() -> None:
    assert sharing(own("a"), own("b"), own("c")) == Sharing(NOTHING, NOTHING, NOTHING)


@pytest.mark.parametrize("fact", [FINANCE_URL, FINANCE_ID])
def test_one_finance_and_operations_environment_in_two_pairs(fact: str) -> None:
    value = ONE if fact == FINANCE_ID else "https://shared.operations.dynamics.com"
    a, b = own("a", {fact: value}), own("b", {fact: value})
    assert sharing(a, b) == Sharing(Others(1, (b,)), NOTHING, NOTHING)
    assert sharing(b, a) == Sharing(Others(1, (a,)), NOTHING, NOTHING)


@pytest.mark.parametrize("fact", [CUSTOMER_URL, CUSTOMER_ID])
def test_one_customer_engagement_environment_in_two_pairs(fact: str) -> None:
    value = ONE if fact == CUSTOMER_ID else "https://shared.crm4.dynamics.com"
    a, b = own("a", {fact: value}), own("b", {fact: value})
    assert sharing(a, b) == Sharing(NOTHING, Others(1, (b,)), NOTHING)


def test_two_pairs_with_the_same_two_sides_are_duplicates() -> None:
    a, b = pair(name="a"), pair(name="b")
    assert sharing(a, b) == Sharing(Others(1, (b,)), Others(1, (b,)), Others(1, (b,)))


def test_spellings_of_one_host_are_one_environment() -> None:
    a = own("a", {FINANCE_URL: "https://Shared.Operations.Dynamics.com./main?x=1"})
    b = own("b", {FINANCE_URL: "https://shared.operations.dynamics.com:443"})
    assert names(sharing(a, b).finance_and_operations) == ["b"]


def test_an_id_on_one_side_and_a_url_on_the_other_meet_through_a_third() -> None:
    by_id = own("a", {FINANCE_URL: ABSENT, FINANCE_ID: ONE})
    by_url = own("b", {FINANCE_URL: "https://x.operations.dynamics.com"})
    assert sharing(by_id, by_url) == Sharing()  # nothing says that they are one
    both = own("c", {FINANCE_URL: "https://x.operations.dynamics.com", FINANCE_ID: ONE})
    for subject, *others in (
        (by_id, by_url, both),
        (by_url, both, by_id),
        (both, by_url, by_id),
    ):
        expected = sorted(one.name for one in others)
        assert names(sharing(subject, *others).finance_and_operations) == expected


def test_identity_goes_through_any_number_of_pairs() -> None:
    first, second = "https://x.operations.dynamics.com", "https://y.operations.dynamics.com"
    chain = [
        own("a", {FINANCE_URL: first}),
        own("b", {FINANCE_URL: first, FINANCE_ID: ONE}),
        own("c", {FINANCE_URL: second, FINANCE_ID: ONE}),
        own("d", {FINANCE_URL: second}),
        own("e"),
    ]
    estate = Estate(chain)
    assert {
        one.name: names(estate.sharing_with(one, 5).finance_and_operations) for one in chain
    } == {
        "a": ["b", "c", "d"],
        "b": ["a", "c", "d"],
        "c": ["a", "b", "d"],
        "d": ["a", "b", "c"],
        "e": [],
    }


def test_a_unified_environment_is_not_sharing() -> None:
    a = own("a", {FINANCE_ID: ONE, CUSTOMER_ID: ONE})
    b = own("b", {FINANCE_ID: TWO, CUSTOMER_ID: TWO})
    assert sharing(a, b) == Sharing(is_one_environment=True)


def test_two_pairs_of_one_unified_environment_are() -> None:
    a = own("a", {FINANCE_ID: ONE, CUSTOMER_ID: ONE})
    b = own("b", {FINANCE_ID: ONE, CUSTOMER_ID: ONE})
    assert sharing(a, b) == Sharing(Others(1, (b,)), Others(1, (b,)), Others(1, (b,)), True)


# A role does not matter: there is one index over both sides.


def test_one_pairs_partner_is_another_pairs_other_side() -> None:
    a, b = own("a", {CUSTOMER_ID: ONE}), own("b", {FINANCE_ID: ONE})
    assert sharing(a, b) == Sharing(NOTHING, Others(1, (b,)), NOTHING)
    assert sharing(b, a) == Sharing(Others(1, (a,)), NOTHING, NOTHING)
    assert Estate([a, b]).roles(a, b, "customerEngagement") == ("financeAndOperations",)


def test_crossed_ids_are_the_same_two_environments() -> None:
    a = own("a", {FINANCE_ID: ONE, CUSTOMER_ID: TWO})
    b = own("b", {FINANCE_ID: TWO, CUSTOMER_ID: ONE})
    assert sharing(a, b) == Sharing(Others(1, (b,)), Others(1, (b,)), Others(1, (b,)))


_POOL = [f"00000000-0000-0000-0000-00000000000{number}" for number in range(4)]


@given(st.lists(st.tuples(st.sampled_from(_POOL), st.sampled_from(_POOL)), max_size=6))
def test_every_use_of_an_environment_is_counted_whatever_its_role(
    declared: list[tuple[str, str]],
) -> None:
    pairs = [
        own(f"p{number}", {FINANCE_ID: finance, CUSTOMER_ID: customer})
        for number, (finance, customer) in enumerate(declared)
    ]
    estate = Estate(pairs)
    for subject, used in zip(pairs, declared, strict=True):
        found = estate.sharing_with(subject, 5)
        for others, mine in zip(
            (found.finance_and_operations, found.customer_engagement), used, strict=True
        ):
            assert others.number == sum(mine in other for other in declared) - 1
        assert found.is_one_environment is (used[0] == used[1])


def test_the_web_api_of_an_environment_is_that_environment() -> None:
    a = own("a", {CUSTOMER_URL: "https://shared.api.crm4.dynamics.com/api/data/v9.2"})
    b = own("b", {CUSTOMER_URL: "https://shared.crm4.dynamics.com"})
    assert names(sharing(a, b).customer_engagement) == ["b"]


def test_a_url_and_an_id_alone_cannot_be_compared() -> None:
    by_url = own("a", {CUSTOMER_ID: ABSENT})
    by_id = own("b", {CUSTOMER_URL: ABSENT, CUSTOMER_ID: ONE})
    estate = Estate([by_url, by_id])
    assert estate.not_comparable(by_url, "customerEngagement") == by_id
    assert estate.not_comparable(by_id, "customerEngagement") == by_url
    assert estate.not_comparable(by_url, "financeAndOperations") is None
    assert estate.not_comparable(by_id, "financeAndOperations") is None


def test_what_is_not_named_is_not_shared() -> None:
    nameless = {FINANCE_URL: ABSENT, CUSTOMER_URL: UNKNOWN}
    assert sharing(own("a", nameless), own("b", nameless)) == Sharing()


def test_one_side_without_a_name_does_not_make_duplicates() -> None:
    shared = {FINANCE_URL: "https://x.operations.dynamics.com", CUSTOMER_URL: UNKNOWN}
    a, b = own("a", shared), own("b", shared)
    assert sharing(a, b) == Sharing(Others(1, (b,)), NOTHING, NOTHING)


def test_one_pair_in_two_sources_is_no_duplicate() -> None:
    manifest = pair(name="contoso", source="pairs.yaml")
    state = pair(name="contoso", source="state.json", urn="urn:1")
    assert sharing(manifest, state) == Sharing()
    assert sharing(state, manifest) == Sharing()


def test_one_name_twice_in_one_source_is_a_duplicate() -> None:
    one = pair(name="contoso", source="state.json", urn="urn:1")
    other = pair(name="contoso", source="state.json", urn="urn:2")
    third = pair(name="contoso", source="pairs.yaml")
    assert sharing(one, other, third) == Sharing(
        Others(1, (other,)), Others(1, (other,)), Others(1, (other,))
    )
    assert sharing(third, one, other) == Sharing()


def test_another_name_in_another_source_is_a_duplicate() -> None:
    a, b = pair(name="a", source="pairs.yaml"), pair(name="b", source="state.json")
    assert sharing(a, b).both == Others(1, (b,))


def test_one_name_in_two_sources_with_one_side_in_common_is_sharing() -> None:
    a = own("contoso", source="pairs.yaml")
    other_side = {CUSTOMER_URL: "https://fabrikam.crm4.dynamics.com"}
    b = own("contoso", other_side, source="state.json")
    assert sharing(a, b) == Sharing(Others(1, (b,)), NOTHING, NOTHING)


def test_many_others_are_counted_and_only_some_are_named() -> None:
    pairs = [pair(name=f"p{number}") for number in range(9)]
    found = Estate(pairs).sharing_with(pairs[4], 3)
    assert found.both == Others(8, (pairs[0], pairs[1], pairs[2]))
    assert found.finance_and_operations == found.customer_engagement == found.both


def test_an_unknown_identifier_may_prove_shared_where_another_pair_has_one() -> None:
    unknown = own("a", {FINANCE_ID: UNKNOWN})
    fact = unknown.finance_and_operations.environment_id
    assert not Estate([unknown]).may_prove_shared(fact)
    assert not Estate([unknown, own("b")]).may_prove_shared(fact)
    assert Estate([unknown, own("b", {CUSTOMER_ID: ONE})]).may_prove_shared(
        fact
    )  # in its other role
    assert Estate([unknown, own("b", {FINANCE_ID: ONE})]).may_prove_shared(fact)
    assert Estate([unknown, own("b", {FINANCE_ID: UNKNOWN})]).may_prove_shared(fact)


def test_pairs_are_ordered_by_name_then_by_place() -> None:
    pairs = [
        pair(name="b"),
        pair(name="a", source="y", urn="1"),
        pair(name="a", source="x", urn="2"),
        pair(name="a", source="x", urn="1"),
        pair(name="a"),
    ]
    assert [(one.name, one.source, one.urn) for one in in_order(pairs)] == [
        ("a", None, None),
        ("a", "x", "1"),
        ("a", "x", "2"),
        ("a", "y", "1"),
        ("b", None, None),
    ]


def _steps(number: int, sources: int) -> int:
    """How many calls and resumptions it takes to judge pairs that all share both environments."""
    pairs = [
        pair(name=f"p{index // sources:04}", source=f"s{index % sources}")
        for index in range(number)
    ]
    steps = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        results = judge_all(pairs, Configuration(), TODAY, [SINGLE_INSTANCE])
    finally:
        sys.setprofile(None)
    assert {result.verdict.kind for result in results} == {Kind.FAIL}
    assert results[-1].verdict.message.endswith(f" and {number - 5 - sources} others.")
    return steps


@pytest.mark.parametrize("sources", [1, 2])
def test_an_environment_that_all_pairs_share_takes_no_quadratic_time(sources: int) -> None:
    assert _steps(1200, sources) < 8 * _steps(200, sources)  # quadratic: more than 30 times


IDENTIFIERS = st.sampled_from(["x", "y", "z"])


def _expected(subject: int, sides: list[tuple[str | None, str | None]]) -> set[int]:
    """The oracle: what is reachable by steps from a side to one that has an identifier in common."""
    reached = {subject}
    while True:
        named = {(kind, one) for index in reached for kind, one in enumerate(sides[index]) if one}
        more = {
            index
            for index, side in enumerate(sides)
            if named & {(kind, one) for kind, one in enumerate(side) if one}
        }
        if more <= reached:
            return reached - {subject}
        reached |= more


@given(
    st.lists(st.tuples(st.none() | IDENTIFIERS, st.none() | IDENTIFIERS), max_size=6),
    st.randoms(use_true_random=False),
)
def test_sharing_is_being_connected_by_identifiers(
    sides: list[tuple[str | None, str | None]], chance: random.Random
) -> None:
    pairs = [
        own(
            str(index),
            {
                FINANCE_URL: f"https://{url}.operations.dynamics.com" if url else ABSENT,
                FINANCE_ID: f"00000000-0000-0000-0000-00000000000{'xyz'.index(id_)}"
                if id_
                else ABSENT,
            },
        )
        for index, (url, id_) in enumerate(sides)
    ]
    order = list(pairs)
    chance.shuffle(order)
    estate = Estate(order)
    for index, one in enumerate(pairs):
        found = estate.sharing_with(one, len(pairs))
        expected = _expected(index, sides) if any(sides[index]) else set()
        assert found.finance_and_operations == Others(
            len(expected), tuple(pairs[other] for other in sorted(expected))
        )
        assert found.customer_engagement == found.both == NOTHING
