"""Lists of apps: a fixed vocabulary, in any case."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.vocabulary.packages import APPS, AppsError, SynchronizedApps, parse_apps

ACCEPTED = (
    "accepted: a list of finance, supplyChain, humanResources, assetManagement, notes,"
    " partyAndGlobalAddressBook or projectOperations."
)
MORE = f" A{ACCEPTED[1:]}"


def refusal(items: list[Any]) -> str:
    with pytest.raises(AppsError) as caught:
        parse_apps(items)
    return str(caught.value)


def test_apps_are_read_in_any_case_and_order() -> None:
    found = parse_apps(["Notes", " FINANCE "])
    assert found == SynchronizedApps(("finance", "notes")) == parse_apps(["finance", "notes"])
    assert str(found) == "finance, notes"


@pytest.mark.parametrize(
    ("items", "problem"),
    [
        ([], f"the list is empty; {ACCEPTED}"),
        ([5], f"item 1: 5 is a number; accepted: the name of an app.{MORE}"),
        ([None], f"item 1: this is null; accepted: the name of an app.{MORE}"),
        (["supply"], f'item 1: "supply" is no app. Did you mean "supplyChain"?{MORE}'),
        (["zzz"], f'item 1: "zzz" is no app.{MORE}'),
        ([""], f'item 1: "" is no app.{MORE}'),
        (["notes", "Notes"], f'item 2: "Notes" is in the list already.{MORE}'),
        (
            ["x", {}],
            f'item 1: "x" is no app. item 2: this is a mapping; accepted: the name of an'
            f" app.{MORE}",
        ),
    ],
)
def test_lists_that_are_refused(items: list[Any], problem: str) -> None:
    assert refusal(items) == problem


def test_no_more_is_told_than_anybody_reads() -> None:
    assert refusal(["x"] * 1000).count("item ") == len(APPS)


@given(st.lists(st.sampled_from(APPS), min_size=1, unique=True), st.randoms())
def test_the_order_has_no_meaning(names: list[str], chance: Any) -> None:
    mixed = [name.upper() if chance.random() < 0.5 else name for name in names]
    assert set(parse_apps(mixed).names) == set(names)
    assert parse_apps(mixed) == parse_apps(sorted(names))
