"""Environments that are used twice, or called one and differ, are refused by preview and by up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.engine import COMPONENT_PROGRAM, Project
from support.pairs import declaration, environment

MakeProject = Callable[..., Project]
ONE_ID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"


def _pair(name: str, changes: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"name": name, **declaration({**environment(name), **(changes or {})})}


_UNIFIED = {
    "financeAndOperations.environmentId": ONE_ID,
    "customerEngagement.environmentId": ONE_ID,
}
_OTHER_TENANT = {"customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"}
SHARED = {("single-instance", "a"), ("single-instance", "b")}


@pytest.mark.parametrize(
    ("pairs", "blocked"),
    [
        pytest.param(
            [_pair("a", {**_UNIFIED, **_OTHER_TENANT})],
            {("same-tenant", "a"), ("conflicting-facts", "a")},
            id="a unified environment whose sides differ",
        ),
        pytest.param(
            [
                _pair("a", {"customerEngagement.environmentId": ONE_ID}),
                _pair("b", {"financeAndOperations.environmentId": ONE_ID}),
            ],
            SHARED,
            id="the customer engagement side of one is the finance and operations side of another",
        ),
        pytest.param(
            [
                _pair("a", {"customerEngagement.url": "https://shared.crm4.dynamics.com"}),
                _pair("b", {"customerEngagement.url": "https://shared.api.crm4.dynamics.com"}),
            ],
            SHARED,
            id="one environment by two addresses",
        ),
    ],
)
def test_it_is_refused_by_preview_and_by_up(
    project: MakeProject, pairs: list[dict[str, Any]], blocked: set[tuple[str, str]]
) -> None:
    made = project(COMPONENT_PROGRAM, {"dualwrite:pairs": pairs})
    previewed = made.preview()
    assert previewed.blocked() == blocked
    assert previewed.exit_code != 0
    done = made.up()
    assert done.exit_code != 0
