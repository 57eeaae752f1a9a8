"""Pairs out of somebody else's program: nothing in them may break the pack, or pass in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

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

for one in json.loads({pairs!r}):
    Foreign(one.pop("name"), one)
"""


def _program(*pairs: dict[str, Any]) -> str:
    return PROGRAM.format(pairs=json.dumps(pairs))


def test_values_that_cannot_be_read_are_violations_of_what_needs_them(
    project: MakeProject,
) -> None:
    facts = declaration(
        {
            "customerEngagement.tenantId": "contoso.com",
            "link.liveSyncLegalEntities": "12",
            "customerEngagement.prospectToCash": ["no"],
        }
    )
    run = project(_program({"name": "contoso", **facts})).preview()
    assert run.exit_code != 0
    assert [(one.policy, one.message.split("\n")[1]) for one in run.violations] == [
        (
            "live-sync-legal-entities",
            'link.liveSyncLegalEntities: "12" is text; accepted: a whole number, 0 or more,'
            " without quotes.",
        ),
        (
            "no-prospect-to-cash",
            "customerEngagement.prospectToCash: this is a list; accepted: true or false.",
        ),
        (
            "same-tenant",
            'customerEngagement.tenantId: "contoso.com" is malformed. Accepted: a GUID such as'
            " 72f988bf-86f1-41af-91ab-2d7cd011db47.",
        ),
    ]


def test_a_misspelt_key_is_a_violation_and_what_else_it_holds_is_not_quoted(
    project: MakeProject,
) -> None:
    facts = declaration()
    finance = facts["financeAndOperations"]
    finance["tennantId"] = finance.pop("tenantId")
    finance["adminPassword"] = "correct horse battery staple"
    run = project(_program({"name": "contoso", **facts})).preview()
    assert [(one.policy, one.message.split("\n")[1]) for one in run.violations] == [
        (
            "same-tenant",
            'financeAndOperations.tennantId: unknown key; did you mean "tenantId"?',
        )
    ]
    assert "battery" not in "".join(one.message for one in run.violations)


def test_shapes_that_no_pair_has(project: MakeProject) -> None:
    """Empty, flat, deep, listed: every one is refused, none with a traceback."""
    deep: Any = "x"
    for _ in range(60):
        deep = {"a": [deep]}
    run = project(
        _program(
            {"name": "empty"},
            {"name": "flat", "financeAndOperations": "x", "customerEngagement": 3, "link": []},
            {"name": "deep", "financeAndOperations": deep, "customerEngagement": deep},
        )
    ).preview()
    assert run.exit_code != 0
    assert "Traceback" not in run.output
    assert {resource for _, resource in run.blocked()} == {"empty", "flat", "deep"}
    assert ("same-tenant", "empty") in run.blocked()
    assert ("single-instance", "flat") in run.blocked()


def test_one_environment_in_two_pairs_is_refused_both_ways(project: MakeProject) -> None:
    one = declaration({"customerEngagement.environmentId": None})
    del one["customerEngagement"]["environmentId"], one["financeAndOperations"]["environmentId"]
    other = {**one, "financeAndOperations": {**one["financeAndOperations"]}}
    other["financeAndOperations"]["url"] = "https://other.operations.dynamics.com"
    run = project(_program({"name": "one", **one}, {"name": "other", **other})).preview()
    assert run.blocked() == {("single-instance", "one"), ("single-instance", "other")}


def test_programs_without_a_pair_are_left_alone(project: MakeProject) -> None:
    run = project("import pulumi\npulumi.ComponentResource('acme:index:Thing', 'x', {'a': 1})\n")
    result = run.preview()
    assert (result.exit_code, result.violations) == (0, [])
