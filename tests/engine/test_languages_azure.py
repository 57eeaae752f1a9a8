"""The Azure side of a pair from every language that can run here, made and refused as from Python."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
import pytest

from components.azure_foundation.reading import read_plan
from support.azure_foundation import run as with_mocks
from support.engine import Violation
from tests.engine.languages.azure_stacks import BROKEN, GOOD, REFUSED, UNREADABLE, template
from tests.engine.languages.running import LanguageProject, errors, go, node, python, yaml_program

Stack = dict[str, Any]


def _configured(stack: Stack) -> Stack:
    return {"test:stack": stack}


PROJECTS: dict[str, Callable[[Path, Stack], LanguageProject]] = {
    "python": lambda folder, stack: LanguageProject(folder, python("azure.py"), _configured(stack)),
    "typescript": lambda folder, stack: LanguageProject(
        folder, node("azure.js"), _configured(stack)
    ),
    "go": lambda folder, stack: LanguageProject(folder, go("azure"), _configured(stack)),
    "yaml": lambda folder, stack: LanguageProject(folder, yaml_program(template(stack))),
}
OTHERS = ["typescript", "go", "yaml"]
"""The languages that have the components through the provider."""
BLOCKED = {
    ("azure-resource-tenant", "vault"),
    ("azure-resource-tenant", "workspace"),
    ("azure-resource-geography", "store"),
    ("enterprise-policy-location", "injection"),
    ("network-injection-subnets", "adventure"),
    ("encryption-key-vault", "adventure"),
    ("managed-capabilities-environment-type", "litwarePolicy"),
    ("no-prospect-to-cash", "fabrikam"),
}
EGRESS = ("network-injection-egress", "adventure")
"""It is an advisory."""


def _state(made: LanguageProject) -> dict[str, dict[str, Any]]:
    """All resources of the state but providers, by type and name, as far as programs decide them."""
    state = json.loads(made.project.export().read_text(encoding="utf-8"))
    return {
        f"{one['type']}::{_name(one['urn'])}": {
            "parent": _name(one.get("parent", "")),
            "provider": _name(one.get("provider", "").rpartition("::")[0]),
            "needs": sorted(map(_name, one.get("dependencies") or [])),
            "inputs": one.get("inputs"),
            "outputs": one.get("outputs"),
        }
        for one in state["deployment"].get("resources") or []
        if not one["type"].startswith("pulumi:providers:")
    }


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The state of a correct pair and its foundation, from a program in Python."""
    made = PROJECTS["python"](tmp_path_factory.mktemp("good"), GOOD)
    assert made.up().exit_code == 0
    return _state(made)


@pytest.fixture(scope="module")
def violations(tmp_path_factory: pytest.TempPathFactory) -> list[Violation]:
    """What the pack says of what is broken in a program in Python."""
    return PROJECTS["python"](tmp_path_factory.mktemp("broken"), BROKEN).preview().violations


@pytest.mark.parametrize("language", OTHERS)
def test_an_update_makes_the_same_foundation_in_every_language(
    language: str, tmp_path: Path, deployed: dict[str, dict[str, Any]]
) -> None:
    made = PROJECTS[language](tmp_path, GOOD)
    run = made.up()
    assert run.exit_code == 0, run.output
    assert _state(made) == deployed


def test_a_foundation_is_below_its_pair_and_uses_the_provider_that_it_is_given(
    deployed: dict[str, dict[str, Any]],
) -> None:
    """What the others are compared with."""
    assert deployed["dualwrite:index:AzureFoundation::contoso-azure"]["parent"] == "contoso"
    azure = {key: one for key, one in deployed.items() if key.startswith("azure-native:")}
    assert len(azure) == 20
    assert {(one["parent"], one["provider"]) for one in azure.values()} == {
        ("contoso-azure", "own")
    }
    tags = {"dualwrite-pair": "contoso", "dualwrite-side": "customerEngagement"}
    tagged = [one["inputs"]["tags"] for one in azure.values() if "tags" in one["inputs"]]
    assert tagged == [tags] * 13


@pytest.mark.parametrize("language", OTHERS)
def test_a_preview_blocks_the_same_in_every_language(
    language: str, tmp_path: Path, violations: list[Violation]
) -> None:
    run = PROJECTS[language](tmp_path, BROKEN).preview()
    assert run.exit_code != 0
    assert run.blocked() == BLOCKED
    assert EGRESS in run.advised()
    assert run.violations == violations


@pytest.mark.parametrize("language", OTHERS)
def test_a_refused_pair_refuses_its_foundation_in_every_language(
    language: str, tmp_path: Path
) -> None:
    made = PROJECTS[language](tmp_path, REFUSED)
    run = made.up()
    assert run.exit_code != 0
    assert "no-prospect-to-cash  (dualwrite:index:EnvironmentPair: fabrikam)" in run.output
    assert set(_state(made)) == {"pulumi:pulumi:Stack::engine-test-test"}


def test_what_cannot_be_read_has_the_message_that_python_has(tmp_path: Path) -> None:
    run = PROJECTS["typescript"](tmp_path, UNREADABLE).preview()
    assert run.exit_code != 0
    resource = "dualwrite:index:AzureFoundation resource 'contoso-azure' has a problem: "
    assert f"{resource}{_refusal(UNREADABLE)}\n" in errors(run)


def _refusal(stack: Stack) -> str:
    """What the component's own class says."""
    customer = stack["pairs"]["contoso"]["customerEngagement"]
    parts = {key: one for key, one in stack["foundations"]["contoso"].items() if key != "provider"}
    told: list[str] = []

    def program() -> None:
        with pytest.raises(pulumi.RunError) as refused:
            read_plan("contoso-azure", {"customerEngagement": customer, **parts}, "contoso", [])
        told.append(str(refused.value))

    with_mocks(program)
    (message,) = told
    assert len(message.splitlines()) == 3
    return message
