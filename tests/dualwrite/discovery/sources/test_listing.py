"""A list of pairs: all of it, or every problem of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.sources.manifest import read_listing
from dualwrite.model.facts import UnknownValue
from dualwrite.text.errors import InputError
from support.pairs import declaration, pair

ID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"

_EXAMPLE = "accepted is a list of mappings with name, financeAndOperations and customerEngagement."
_FINANCE_KEYS = (
    "url, environmentId, tenantId, region, environmentType, applicationVersion, platformVersion,"
    " crossCompanyDataSharing, bypassesDataEvents and consecutiveUpdatesPaused"
)
_CUSTOMER_KEYS = (
    "url, environmentId, tenantId, region, geography, environmentType, platformVersion,"
    " prospectToCash, prospectToCashVersion, dualWriteCoreVersion, dynamics365AppsEnabled and"
    " dualWriteSolutions"
)


def named(name: Any, changes: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"name": name, **declaration(changes)}


def problems(raw: object) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        read_listing(raw, "pairs.yaml")
    assert caught.value.source == "pairs.yaml"
    return caught.value.problems


def test_pairs_are_read_in_their_order() -> None:
    found = read_listing([named("b"), named("a", {"link.initialSync": False})], "pairs.yaml")
    assert found == [
        pair(name="b", source="pairs.yaml"),
        pair({"link.initialSync": False}, name="a", source="pairs.yaml"),
    ]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ({}, f"the pairs are a mapping; {_EXAMPLE}"),
        (None, f"the pairs are null; {_EXAMPLE}"),
        ("text", f"the pairs are text; {_EXAMPLE}"),
        ([], f"no pairs: the list is empty; {_EXAMPLE}"),
        (["text"], f'pair 1: "text" is no mapping; {_EXAMPLE}'),
        ([None], f"pair 1: null is no mapping; {_EXAMPLE}"),
        ([[1]], f"pair 1: a list is no mapping; {_EXAMPLE}"),
        (
            [UnknownValue()],
            "pair 1: it is encrypted or unknown as a whole. A pair's name must be readable:"
            " encrypt single values of it instead.",
        ),
        ([declaration()], 'pair 1: name is missing. Accepted: text, such as "contoso-prod".'),
        (
            [named(10)],
            'pair 1: name: 10 is a number. Accepted: text, such as "contoso-prod".',
        ),
        (
            [named(None)],
            'pair 1: name: this is null. Accepted: text, such as "contoso-prod".',
        ),
        (
            [named("  ")],
            'pair 1: name: "  " is text. Accepted: text, such as "contoso-prod".',
        ),
        (
            [named(UnknownValue())],
            "pair 1: name is encrypted or unknown. A pair's name must be readable.",
        ),
    ],
)
def test_what_is_no_list_of_named_pairs_is_refused(raw: object, problem: str) -> None:
    assert problems(raw) == (problem,)


def test_every_problem_of_every_pair_is_told_at_once() -> None:
    raw = [
        named("a", {"link.initialSnc": True, "financeAndOperations.tenantId": "contoso.com"}),
        {"name": "b", "financeAndOperation": {"url": "https://a.b"}},
        "c",
        {},
    ]
    assert problems(raw) == (
        'pair "a", financeAndOperations.tenantId: "contoso.com" is malformed. Accepted: a GUID such'
        " as 72f988bf-86f1-41af-91ab-2d7cd011db47.",
        'pair "a", link.initialSnc: unknown key, like "initialSync", which is there as'
        " well: take one of the two away.",
        'pair "b", financeAndOperation: unknown key; did you mean "financeAndOperations"?',
        'pair "b", customerEngagement: missing. Each side needs url or environmentId. Accepted:'
        f" {_CUSTOMER_KEYS}.",
        f'pair 3: "c" is no mapping; {_EXAMPLE}',
        'pair 4: name is missing. Accepted: text, such as "contoso-prod".',
        "pair 4, financeAndOperations: missing. Each side needs url or environmentId. Accepted:"
        f" {_FINANCE_KEYS}.",
        "pair 4, customerEngagement: missing. Each side needs url or environmentId. Accepted:"
        f" {_CUSTOMER_KEYS}.",
    )


def test_two_pairs_of_one_name_are_refused() -> None:
    assert problems([named("a"), named("b"), named("a"), named("a")]) == (
        'pair "a": 3 pairs have this name; give each its own.',
    )


def test_names_that_differ_in_case_are_two_names() -> None:
    assert [one.name for one in read_listing([named("a"), named("A")], "x")] == ["a", "A"]


def test_a_name_is_quoted_on_one_line_and_shortened() -> None:
    (problem,) = problems([named("\x1b[31m\n" + "n" * 500, {"link.initialSync": 1})])
    assert problem.startswith('pair "\\u001b[31m\\nnnn') and "\n" not in problem
    assert len(problem) < 300


def test_three_hundred_wrong_pairs_are_three_hundred_problems() -> None:
    raw = [named(f"pair-{number}", {"link.initialSync": "yes"}) for number in range(300)]
    assert problems(raw) == tuple(
        f'pair "pair-{number}", link.initialSync: "yes" is text; accepted: true or false. Write'
        " true or false without quotes."
        for number in range(300)
    )


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(UnknownValue()),
    lambda children: (
        st.lists(children)
        | st.dictionaries(
            st.text() | st.sampled_from(["name", "link", "financeAndOperations", "url", "region"]),
            children,
        )
    ),
    max_leaves=15,
)


@given(json_like)
def test_nothing_that_a_file_can_hold_breaks_the_reader(raw: object) -> None:
    try:
        read_listing(raw, "pairs.yaml")
    except InputError as error:
        assert error.problems
        assert all(one.isprintable() for one in error.problems)


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        ({"__note": 1}, 'pair "a", __note: unknown key.'),
        (
            {"customerEngagement": {"url": "https://a.crm4.dynamics.com", "__x": 1}},
            "__x: unknown key.",
        ),
    ],
)
def test_keys_with_underscores_are_unknown_in_what_people_write(
    extra: dict[str, Any], problem: str
) -> None:
    raw = {"name": "a", "financeAndOperations": {"environmentId": ID}, **extra}
    with pytest.raises(InputError) as caught:
        read_listing([raw], "pairs.yaml")
    assert problem in str(caught.value)
