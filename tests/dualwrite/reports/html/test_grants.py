"""The exemptions of the configuration."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.reports.html.page import Grant, grants_of
from support.report_documents import grant, made_of


def described(**changes: Any) -> Grant:
    [found] = grants_of(made_of([], [grant(**changes)]).exemptions)
    return found


@pytest.mark.parametrize(
    ("changes", "state", "time_left"),
    [
        ({}, ("in force", "x"), "68 days left"),
        ({"daysLeft": 0}, ("in force", "x"), "last day"),
        ({"covers": []}, ("covers nothing", "u"), "68 days left"),
        ({"daysLeft": -1, "covers": []}, ("expired", "f"), "expired 1 day ago"),
        ({"daysLeft": -1}, ("expired", "f"), "expired 1 day ago"),
    ],
)
def test_its_state(changes: dict[str, Any], state: tuple[str, str], time_left: str) -> None:
    found = described(**changes)

    assert ((found.state, found.mark), found.time_left) == (state, time_left)


def test_many_names_are_counted_and_not_listed() -> None:
    names = [f"p{number}" for number in range(1021)]
    found = described(pairs=names[:20], covers=names)

    assert found.pairs == ", ".join(names[:20])
    assert found.covers == f"{', '.join(names[:20])} and 1,001 more"
