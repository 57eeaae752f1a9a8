"""The policy pack's configuration on the real engine: levels, parameters, refusal of what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.engine import COMPONENT_PROGRAM, Project
from support.pairs import ABSENT, declaration

MakeProject = Callable[..., Project]


def _config(**changes: object) -> dict[str, Any]:
    return {"dualwrite:pairs": [{"name": "contoso", **declaration(changes)}]}


BROKEN = {"link.liveSyncLegalEntities": 251, "financeAndOperations.bypassesDataEvents": True}


@pytest.mark.parametrize(
    ("policy_config", "blocked", "advised"),
    [
        (None, {"live-sync-legal-entities"}, {"no-bypassed-data-events"}),
        ({}, {"live-sync-legal-entities"}, {"no-bypassed-data-events"}),
        ({"all": "advisory"}, set(), {"live-sync-legal-entities", "no-bypassed-data-events"}),
        ({"all": "mandatory"}, {"live-sync-legal-entities", "no-bypassed-data-events"}, set()),
        ({"all": "disabled"}, set(), set()),
        ({"live-sync-legal-entities": "disabled"}, set(), {"no-bypassed-data-events"}),
        (
            {"all": "disabled", "no-bypassed-data-events": "mandatory"},
            {"no-bypassed-data-events"},
            set(),
        ),
        ({"live-sync-legal-entities": {"maximum": 251}}, set(), {"no-bypassed-data-events"}),
        (
            {
                "live-sync-legal-entities": {"enforcementLevel": "advisory", "maximum": 250},
                "initial-sync-legal-entities": {"maximum": 11},
            },
            {"initial-sync-legal-entities"},
            {"live-sync-legal-entities", "no-bypassed-data-events"},
        ),
        (
            {"live-sync-legal-entities": "remediate"},  # nothing to remediate, so it blocks
            {"live-sync-legal-entities"},
            {"no-bypassed-data-events"},
        ),
    ],
)
def test_levels_and_parameters(
    project: MakeProject, policy_config: Any, blocked: set[str], advised: set[str]
) -> None:
    run = project(COMPONENT_PROGRAM, _config(**BROKEN)).preview(policy_config)
    assert {policy for policy, _ in run.blocked()} == blocked
    assert {policy for policy, _ in run.advised()} == advised
    assert (run.exit_code != 0) == bool(blocked)


def test_undeclared_facts_block_or_are_ignored(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, _config(**{"financeAndOperations.tenantId": ABSENT}))
    default = made.preview()
    assert default.blocked() == {("same-tenant", "contoso")}
    assert default.violations[0].message.split("\n")[1:3] == [
        "financeAndOperations.tenantId is not declared.",
        "Remedy: Declare financeAndOperations.tenantId in the pair.",
    ]
    ignored = made.preview({"same-tenant": {"undeclared": "ignore"}})
    assert (ignored.exit_code, ignored.violations) == (0, [])


@pytest.mark.parametrize(
    ("policy_config", "texts"),
    [
        (
            {"same-tennant": "mandatory", "live-sync-legal-entities": {"maximun": 3}},
            [
                'live-sync-legal-entities.maximun: unknown parameter. Did you mean "maximum"?',
                'same-tennant: unknown policy. Did you mean "same-tenant"?',
            ],
        ),
        ({"same-datacenter": {"scope": "continent"}}, ['"region", "geography"']),
        ({"one-version": {"warnDays": -1}}, ["one-version", "warnDays"]),
        (
            {"finance-operations-application-version": {"minimum": "10.0.51.7"}},
            ['"10.0.51.7" is not one version'],
        ),
        ({"supported-geography": {"geographies": ["narnia"]}}, ['"narnia"']),
    ],
)
def test_a_wrong_configuration_stops_the_operation(
    project: MakeProject, policy_config: Any, texts: list[str]
) -> None:
    run = project(COMPONENT_PROGRAM, _config()).preview_text(policy_config)
    assert run.exit_code != 0
    for text in texts:
        assert text in run.output
    assert "Traceback" not in run.output
