"""A secret of the stack's configuration is in nothing that is printed, streamed, reported or stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.engine import COMPONENT_PROGRAM, STACK, Project
from support.pairs import declaration

MakeProject = Callable[..., Project]
CANARY = 'canary"' + "canary\\" * 30
"""Is shortened and escaped where it is quoted, so that Pulumi's own mask does not find it."""
REPORTS = ("json", "sarif", "junit", "openreports", "markdown", "html")


def config(**facts: Any) -> dict[str, Any]:
    return {"dualwrite:pairs": [{"name": "contoso", **declaration(facts)}]}


def with_secret(made: Project, key: str, value: str = CANARY) -> Project:
    path = ("--path",) if "[" in key else ()
    made.run("config", "set", "--secret", *path, key, value, "--stack", STACK, check=True)
    return made


def all_that_is_told(made: Project) -> tuple[str, int]:
    """What preview, its events, up, ``dualwrite preview`` and its reports say, and the last exit."""
    reports = [part for one in REPORTS for part in ("--report", f"{one}=report.{one}")]
    previewed = made.dualwrite("preview", "--stack", STACK, *reports)
    texts = [previewed.output, previewed.errors]
    texts += [made.preview().output, made.preview_text().output]
    updated = made.up()
    texts.append(updated.output)
    texts += [one.read_text(encoding="utf-8") for one in made.folder.glob("report.*")]
    texts.append(Path(made.export()).read_text(encoding="utf-8"))
    return "\n".join(texts), updated.exit_code


@pytest.mark.parametrize(
    "fact",
    [
        "customerEngagement.tenantId",
        "financeAndOperations.url",
        "financeAndOperations.environmentType",
        "link.initialSyncLegalEntities",
    ],
)
def test_a_secret_fact_that_cannot_be_taken(project: MakeProject, fact: str) -> None:
    made = with_secret(project(COMPONENT_PROGRAM, config()), f"dualwrite:pairs[0].{fact}")
    told, code = all_that_is_told(made)
    assert code != 0
    assert f"{fact}: its value, a secret, cannot be read" in told
    assert "canary" not in told


PLAIN = """
import pulumi
from components import EnvironmentPair
from support.pairs import declaration
secret = pulumi.Config("engine-test").require("password")
EnvironmentPair("contoso", declaration({"customerEngagement.region": secret}))
"""
FOREIGN = """
import pulumi
from support.pairs import declaration
secret = pulumi.Config("engine-test").require("password")
class Pair(pulumi.ComponentResource):
    def __init__(self, name, facts):
        super().__init__("dualwrite:index:EnvironmentPair", name, facts)
        self.register_outputs(facts)
Pair("contoso", declaration({"customerEngagement.region": secret}))
"""


@pytest.mark.parametrize("program", [PLAIN, FOREIGN], ids=["component", "foreign"])
def test_a_secret_that_a_program_passes_on_in_plain(project: MakeProject, program: str) -> None:
    made = with_secret(project(program, {}), "engine-test:password")
    told, code = all_that_is_told(made)
    assert code != 0
    assert "customerEngagement.region" in told
    assert "canary" not in told


def test_an_encrypted_name(project: MakeProject) -> None:
    made = with_secret(project(COMPONENT_PROGRAM, config()), "dualwrite:pairs[0].name", "canary")
    told, code = all_that_is_told(made)
    checked = made.dualwrite("check", f"Pulumi.{STACK}.yaml")
    assert (code != 0, checked.code) == (True, 2)
    refused = "pair 1: name is encrypted or unknown. A pair's name must be readable."
    assert refused in " ".join(told.split())
    assert refused in checked.errors
    assert "canary" not in told + checked.output + checked.errors


def test_facts_of_environments(project: MakeProject) -> None:
    facts = '{"https://canary/canary": {"canary": 1}, "http://x": {"region": "canary"}}'
    made = with_secret(project(COMPONENT_PROGRAM, config()), "dualwrite:facts", facts)
    told, code = all_that_is_told(made)
    assert code != 0
    assert "dualwrite:facts, entry 1" in told
    assert "canary" not in told
