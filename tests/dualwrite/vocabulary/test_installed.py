"""Lists of packages: what they say of the order, and what is no such list."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.vocabulary.installed_packages import SolutionsError, parse_solutions

EXAMPLE = 'Accepted: a unique name such as "DualWriteCoreAnchor".'
AFTER = "a list of names that are in the list, too; [] for none"


def after(name: str, *others: str) -> dict[str, Any]:
    return {"name": name, "after": list(others)}


def order(items: list[Any], *names: str) -> set[tuple[str, str]]:
    """All pairs of names of which the first is installed before the second."""
    found = parse_solutions(items)
    return {(one, other) for one, other in permutations(names, 2) if found.is_after(other, one)}


def refusal(items: list[Any]) -> str:
    with pytest.raises(SolutionsError) as caught:
        parse_solutions(items)
    return str(caught.value)


def test_names_are_compared_without_case_and_kept_as_they_were_written() -> None:
    found = parse_solutions([" DualWriteCoreAnchor ", "msdyn_X"])
    assert found.names == ("DualWriteCoreAnchor", "msdyn_X")
    assert (found.installed("dualwritecoreANCHOR"), found.installed("msdyn_Y")) == (True, False)
    assert found.is_after("MSDYN_x", "DUALWRITECOREANCHOR")


def test_a_name_is_after_all_that_stand_before_it() -> None:
    assert order(["A", "B", "C"], "A", "B", "C") == {("A", "B"), ("A", "C"), ("B", "C")}


def test_a_mapping_is_after_those_that_it_names_only_wherever_it_stands() -> None:
    items = [after("D", "B"), "A", "B", after("C", "a")]
    # A and B, as names alone, are after D, which stands before them.
    assert refusal(items) == (
        '"D", "A" and "B" would be installed after one another, so that none could be the first.'
    )
    items = ["A", "B", after("C", "a"), after("D", "E"), after("E", "b")]
    before_d = {("A", "D"), ("B", "D"), ("E", "D")}
    assert order(items, "A", "B", "C", "D", "E") == before_d | {
        ("A", "B"),
        ("A", "C"),
        ("A", "E"),
        ("B", "E"),
    }


def test_what_is_installed_after_nothing_is_in_no_order() -> None:
    assert order([after("A"), after("B")], "A", "B") == set()
    assert order(["A", after("B"), "C"], "A", "B", "C") == {("A", "C"), ("B", "C")}


def test_the_order_of_what_is_not_installed_is_no_order() -> None:
    found = parse_solutions(["A"])
    assert not found.is_after("A", "X")
    assert not found.is_after("X", "A")
    assert not found.is_after("A", "A")


def test_an_empty_list_says_that_none_is_installed() -> None:
    found = parse_solutions([])
    assert (found.names, str(found), found.installed("A")) == ((), "none", False)


def test_the_spelling_shows_the_order_where_the_list_does_not() -> None:
    items = ["A", after("B", "a"), after("C", "A", "B"), after("D")]
    assert str(parse_solutions(items)) == "A, B (after a), C (after A, B), D (after none)"


def test_lists_are_equal_where_they_say_the_same() -> None:
    chain = parse_solutions(["A", "B", "C"])
    assert chain == parse_solutions(["a", after("C", "b"), after("B", "A")])
    assert hash(chain) == hash(parse_solutions(["a", "b", "c"]))
    assert chain != parse_solutions(["A", "C", "B"])
    assert chain != parse_solutions(["A", "B"])
    assert parse_solutions([after("A"), after("B")]) == parse_solutions([after("B"), after("A")])


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (5, "item 1: 5 is a number; accepted: a unique name, or a mapping with name and after."),
        (None, "item 1: this is null; accepted: a unique name, or a mapping with name and after."),
        ([], "item 1: this is a list; accepted: a unique name, or a mapping with name and after."),
        ("", f"item 1: the name is empty. {EXAMPLE}"),
        (" \n", f"item 1: the name is empty. {EXAMPLE}"),
        ("a b", f'item 1: "a b" is not a unique name. {EXAMPLE}'),
        ("a,b", f'item 1: "a,b" is not a unique name. {EXAMPLE}'),
        (
            {"name": "A", "after": [], "afer": []},
            'item 1: unknown key "afer". Did you mean "after"?',
        ),
        ({"after": []}, f"item 1: name is missing. {EXAMPLE}"),
        (
            {"name": 5, "after": []},
            "item 1, name: 5 is a number; accepted: a unique name.",
        ),
        (
            {"name": "A"},
            f"item 1: after is missing. Accepted: {AFTER}. What is after all that stand before it"
            " is written as its name alone.",
        ),
        ({"name": "A", "after": "B"}, f'item 1, after: "B" is text; accepted: {AFTER}.'),
        ({"name": "A", "after": None}, f"item 1, after: this is null; accepted: {AFTER}."),
        (
            {"name": "A", "after": [True]},
            "item 1, after: true is a boolean; accepted: a unique name.",
        ),
        ({"name": "A", "after": [""]}, f"item 1, after: the name is empty. {EXAMPLE}"),
        (after("A", "B"), 'item 1, after: "B" is not in the list.'),
        (
            after("A", "a"),
            '"A" would be installed after itself.',
        ),
    ],
)
def test_items_that_are_refused(item: Any, problem: str) -> None:
    assert refusal([item]) == problem


def test_a_name_that_is_there_twice_is_refused() -> None:
    assert refusal(["A", "B", "a"]) == 'item 3: "a" is in the list already, as item 1.'


def test_a_misspelt_name_in_after_is_refused_with_the_likest() -> None:
    items = ["DualWriteCoreAnchor", after("B", "DualWriteCore")]
    assert refusal(items) == (
        'item 2, after: "DualWriteCore" is not in the list. Did you mean "DualWriteCoreAnchor"?'
    )


def test_a_circle_is_refused_with_all_that_are_in_it() -> None:
    items = ["X", after("A", "C"), after("B", "a"), after("C", "b", "X")]
    assert refusal(items) == (
        '"A", "B" and "C" would be installed after one another, so that none could be the first.'
    )
    assert refusal([after("A", "B"), "B"]) == (
        '"A" and "B" would be installed after one another, so that none could be the first.'
    )


def test_everything_that_is_wrong_is_told_at_once_up_to_a_bound() -> None:
    assert refusal([1, "", "A"]) == (
        "item 1: 1 is a number; accepted: a unique name, or a mapping with name and after."
        f" item 2: the name is empty. {EXAMPLE}"
    )
    assert refusal([""] * 7).count("item ") == 5
    assert refusal([""] * 7).endswith("There are 2 problems more.")


def test_a_list_has_a_bound() -> None:
    longest = [f"n{number}" for number in range(200)]
    assert parse_solutions(longest).is_after("n199", "n0")
    assert refusal([*longest, "n"]) == "it has 201 items; accepted: 200 at most."


NAMES = ["A", "B", "C", "D", "E"]


@st.composite
def lists(draw: st.DrawFn) -> list[Any]:
    """Lists without a mistake, but for circles."""
    names = draw(st.permutations(NAMES))
    return [
        name if draw(st.booleans()) else after(name, *draw(st.sets(st.sampled_from(NAMES))))
        for name in names
    ]


@given(lists())
def test_the_order_is_one_or_there_is_a_circle(items: list[Any]) -> None:
    direct: dict[str, set[str]] = {}
    for item in items:
        if isinstance(item, str):
            direct[item] = set(direct)
        else:
            direct[item["name"]] = set(item["after"])
    before = {name: set(ones) for name, ones in direct.items()}
    for _ in NAMES:
        for ones in before.values():
            ones |= {more for one in ones for more in before[one]}
    if any(name in ones for name, ones in before.items()):
        assert "would be installed after" in refusal(items)
        return
    found = parse_solutions(items)
    for name, other in permutations(NAMES, 2):
        assert found.is_after(name, other) is (other in before[name])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(NAMES),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["name", "after", "x"]), inner, max_size=3)
        ),
        max_leaves=10,
    ).filter(lambda value: isinstance(value, list))
)
def test_any_list_is_read_or_refused_with_a_readable_text(items: list[Any]) -> None:
    try:
        found = parse_solutions(items)
    except SolutionsError as error:
        assert str(error).isprintable()
    else:
        assert all(found.installed(name) for name in found.names)
        assert len(found.names) == len(items)
