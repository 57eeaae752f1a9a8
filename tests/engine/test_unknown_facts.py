"""Facts that are known only after deployment: advised in a preview, decided during the update."""

from __future__ import annotations

from collections.abc import Callable

from support.engine import Project
from support.pairs import declaration

MakeProject = Callable[..., Project]

PROGRAM = """
import pulumi
from components import EnvironmentPair
from support.echo import Echo

facts = pulumi.Config("test").require_object("pair")
region = Echo("region", pulumi.Config("test").require("region"))
facts["customerEngagement"]["region"] = region.result
pair = EnvironmentPair("contoso", facts)
Echo("child", "of the pair", pulumi.ResourceOptions(parent=pair))
Echo("dependent", "on the pair", pulumi.ResourceOptions(depends_on=[pair]))
Echo("unrelated", "to the pair")
"""


def _config(region: str, **changes: object) -> dict[str, object]:
    facts = {"link.liveSyncLegalEntities": 12, **changes}
    return {"test:pair": declaration(facts), "test:region": region}


def test_preview_advises_once_for_each_requirement_that_needs_the_fact(
    project: MakeProject,
) -> None:
    run = project(PROGRAM, _config("northeurope")).preview()
    message = "customerEngagement.region cannot be judged yet: it is known only after deployment."
    assert run.exit_code == 0
    assert [(one.policy, one.level, one.message.split("\n")[1:]) for one in run.violations] == [
        ("same-datacenter", "advisory", [message]),
    ]


def test_an_unknown_fact_does_not_hide_another_requirements_failure(project: MakeProject) -> None:
    config = _config("westeurope", **{"link.liveSyncLegalEntities": 251})
    run = project(PROGRAM, config).preview()
    assert run.exit_code != 0
    assert run.blocked() == {("live-sync-legal-entities", "contoso")}
    assert {one.policy for one in run.violations} == {
        "live-sync-legal-entities",
        "same-datacenter",
    }


def test_an_unknown_fact_blocks_where_the_team_wants_that(project: MakeProject) -> None:
    made = project(PROGRAM, _config("westeurope"))
    run = made.preview({"same-datacenter": {"unknown": "block"}})
    assert run.exit_code != 0
    assert run.blocked() == {("same-datacenter", "contoso")}


def test_update_refuses_the_pair_before_what_needs_it_exists(project: MakeProject) -> None:
    made = project(PROGRAM, _config("northeurope"))
    run = made.up(preview=True)
    resources = made.resources()
    assert run.exit_code != 0
    assert "same-datacenter" in run.output
    assert "echo:index:Echo::region" in resources
    assert not resources & {
        "dualwrite:index:EnvironmentPair::contoso",
        "echo:index:Echo::child",
        "echo:index:Echo::dependent",
    }


def test_update_creates_everything_where_the_fact_turns_out_right(project: MakeProject) -> None:
    made = project(PROGRAM, _config("westeurope"))
    run = made.up(preview=True)
    assert run.exit_code == 0, run.output
    assert made.resources() >= {
        "dualwrite:index:EnvironmentPair::contoso",
        "echo:index:Echo::child",
        "echo:index:Echo::dependent",
        "echo:index:Echo::unrelated",
    }
