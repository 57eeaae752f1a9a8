"""Environments that are used twice, called one and differ, or have an address that is not theirs, are
refused by preview and by up."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from support.engine import COMPONENT_PROGRAM, Project
from support.pairs import declaration, environment
from tests.engine.test_foreign_programs import PROGRAM

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


_CRM, _ERP = "https://contoso.crm4.dynamics.com", "https://contoso.operations.dynamics.com"


@pytest.mark.parametrize(
    ("changes", "blocked", "told"),
    [
        pytest.param(
            {"financeAndOperations.url": _CRM, "customerEngagement.url": _ERP},
            {"single-instance"},
            "is an address of customer engagement apps (Dataverse), which cannot be this side",
            id="swapped",
        ),
        pytest.param(
            {"customerEngagement.url": "https://admin.powerplatform.microsoft.com/environments/x"},
            {"single-instance"},
            "is not an environment: it is the address of a portal (Power Platform admin center)",
            id="a portal",
        ),
        pytest.param(
            {"financeAndOperations.url": "https://www.google.com"},
            {"single-instance"},
            "is not an address of finance and operations apps that is known here",
            id="no environment",
        ),
        pytest.param(
            {
                "financeAndOperations.url": "https://contosodevaos.cloudax.dynamics.com",
                "financeAndOperations.environmentType": "sandbox",
                "customerEngagement.environmentType": "sandbox",
            },
            {"no-trial-instance", "supported-deployment"},
            "contradicts the address",
            id="hosting",
        ),
    ],
)
def test_an_address_that_is_not_the_sides_is_refused_by_preview_and_by_up(
    project: MakeProject, changes: dict[str, Any], blocked: set[str], told: str
) -> None:
    """The program itself refuses what it reads; a foreign program registers it, and the pack refuses."""
    facts = {"name": "contoso", **declaration(changes)}
    made = project(PROGRAM.format(pairs=json.dumps([facts])))
    previewed = made.preview()
    assert {policy for policy, _ in previewed.blocked()} == blocked
    assert told in " ".join(previewed.output.split())
    done = made.up()
    assert done.exit_code != 0
    assert told in " ".join(done.output.split())


def test_the_component_refuses_such_an_address_before_anything_is_registered(
    project: MakeProject,
) -> None:
    pair = _pair("a", {"financeAndOperations.url": "https://www.google.com"})
    run = project(COMPONENT_PROGRAM, {"dualwrite:pairs": [pair]}).preview()
    assert run.exit_code != 0
    assert "is not an address of finance and operations apps" in " ".join(run.output.split())
