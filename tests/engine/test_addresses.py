"""Addresses that contradict their side or the type beside them are refused by preview and by up.

The program is somebody else's, which registers whatever it is given: the pack alone refuses.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from support.engine import Project
from support.pairs import declaration

MakeProject = Callable[..., Project]
PROGRAM = """
import json
import pulumi

class Foreign(pulumi.ComponentResource):
    def __init__(self, name, facts):
        super().__init__("dualwrite:index:EnvironmentPair", name, facts)
        self.register_outputs(facts)

Foreign("contoso", json.loads({facts!r}))
"""
FINANCE = "https://contoso.operations.dynamics.com"
CUSTOMER = "https://contoso.crm4.dynamics.com"


@pytest.mark.parametrize(
    ("changes", "policy", "says"),
    [
        pytest.param(
            {"financeAndOperations.url": CUSTOMER, "customerEngagement.url": FINANCE},
            "single-instance",
            f'financeAndOperations.url: "{CUSTOMER}" is an address of customer engagement apps'
            " (Dataverse), which cannot be this side.",
            id="swapped",
        ),
        pytest.param(
            {"customerEngagement.url": "https://admin.powerplatform.microsoft.com"},
            "single-instance",
            'customerEngagement.url: "https://admin.powerplatform.microsoft.com" is not an'
            " environment: it is the address of a portal (Power Platform admin center).",
            id="portal",
        ),
        pytest.param(
            {"financeAndOperations.url": "https://www.google.com"},
            "single-instance",
            'financeAndOperations.url: "https://www.google.com" is not an address of finance and'
            " operations apps that is known here",
            id="no address of Dynamics 365",
        ),
        pytest.param(
            {
                "financeAndOperations.url": "https://contoso.cloudax.dynamics.com",
                "financeAndOperations.environmentType": "sandbox",
                "customerEngagement.environmentType": "sandbox",
            },
            "supported-deployment",
            'financeAndOperations.environmentType: "sandbox" contradicts the address'
            ' "https://contoso.cloudax.dynamics.com", which is that of a cloud-hosted environment.',
            id="cloud-hosted, declared as a sandbox",
        ),
        pytest.param(
            {"financeAndOperations.url": "https://contoso.sandbox.operations.dynamics.com"},
            "supported-deployment",
            'financeAndOperations.environmentType: "production" contradicts the address'
            ' "https://contoso.sandbox.operations.dynamics.com", which is that of a sandbox',
            id="a sandbox, declared as production",
        ),
    ],
)
def test_it_is_refused_by_preview_and_by_up(
    project: MakeProject, changes: dict[str, Any], policy: str, says: str
) -> None:
    made = project(PROGRAM.format(facts=json.dumps(declaration(changes))))
    previewed = made.preview()
    assert previewed.exit_code != 0
    assert (policy, "contoso") in previewed.blocked()
    told = [one.message for one in previewed.violations if one.policy == policy]
    assert says in "\n".join(told)
    done = made.up()
    assert done.exit_code != 0
    assert f"{policy}  (dualwrite:index:EnvironmentPair: contoso)" in done.output
    assert says in done.output
    # One that a pair alone decides is refused before the pair is there.
    is_there = "dualwrite:index:EnvironmentPair::contoso" in made.resources()
    assert is_there == (policy == "single-instance")
