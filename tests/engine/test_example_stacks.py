"""The example stacks: contoso passes with its Azure side; the others are refused for exactly their faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from dualwrite.model.verdicts import Level
from dualwrite.requirements import REQUIREMENTS
from support.engine import COMPONENT_PROGRAM, ROOT, STACK, Project, Run
from support.example_stacks import BROKEN
from tools.demo import EXPECTED

MakeProject = Callable[..., Project]
PROJECT = yaml.safe_load((ROOT / "Pulumi.yaml").read_text(encoding="utf-8"))["name"]
"""Configuration keys of the program begin with it."""
PARTS = {
    "contoso-emea": {
        *("authorization:RoleAssignment", "keyvault:Key", "keyvault:Vault"),
        *("monitor:DiagnosticSetting", "network:NatGateway", "network:PublicIPAddress"),
        *("network:Subnet", "network:VirtualNetwork", "operationalinsights:Workspace"),
        *("powerplatform:EnterprisePolicy", "resources:ResourceGroup", "storage:StorageAccount"),
    },
    "contoso-americas": {
        *("network:NatGateway", "network:PublicIPAddress", "network:Subnet"),
        *("network:VirtualNetwork", "powerplatform:EnterprisePolicy", "resources:ResourceGroup"),
    },
}
"""What stands in the Azure side of each pair of contoso."""


def example(name: str) -> dict[str, Any]:
    """The configuration of an example stack."""
    text = (ROOT / f"Pulumi.{name}.yaml").read_text(encoding="utf-8")
    config: dict[str, Any] = yaml.safe_load(text)["config"]
    return config


def azure_types(run: Run) -> dict[str, set[str]]:
    """The types of the Azure resources of a preview, by the pair that their names begin with."""
    found: dict[str, set[str]] = {}
    for event in run.events:
        metadata = event.get("resourcePreEvent", {}).get("metadata", {})
        module = metadata.get("type", "").removeprefix("azure-native:")
        if module != metadata.get("type", ""):
            pair = metadata["urn"].rpartition("::")[2].partition("-azure-")[0]
            found.setdefault(pair, set()).add(module)
    return found


def test_contoso_passes_without_a_word(project: MakeProject) -> None:
    run = project(COMPONENT_PROGRAM, example("contoso"), name=PROJECT).preview()
    assert (run.exit_code, run.violations) == (0, [])
    assert azure_types(run) == PARTS


def test_the_azure_side_of_contoso_is_judged_and_not_passed_over(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, example("contoso"), name=PROJECT)
    document = made.folder / "results.json"
    done = made.dualwrite("preview", "--stack", STACK, "--report", f"json={document}")
    assert done.code == 0, done.errors
    verdicts: dict[str, dict[str, str]] = {}
    for row in json.loads(document.read_text(encoding="utf-8"))["results"]:
        verdicts.setdefault(row["pair"], {})[row["requirement"]] = row["verdict"]
    azure = [one.name for one in REQUIREMENTS if "DW030" <= one.id <= "DW036"]
    passed = dict.fromkeys(azure, "pass")
    assert {name: verdicts["contoso-emea"][name] for name in azure} == passed
    assert {name: verdicts["contoso-americas"][name] for name in azure} == {
        **passed,
        "encryption-key-vault": "notApplicable",
    }


def test_the_azure_side_of_contoso_can_be_deployed(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, example("contoso"), name=PROJECT)
    up = made.up()
    assert up.exit_code == 0, up.output
    outputs = json.loads(made.run("stack", "output", "--json", check=True).output)
    emea, americas = outputs["contoso-emea-azure"], outputs["contoso-americas-azure"]
    assert outputs["pairs"] == ["contoso-americas", "contoso-emea"]
    assert [one["resourceGroupName"] for one in (emea, americas)] == [
        "rg-contoso-emea",
        "rg-contoso-americas",
    ]
    assert [key for key, value in emea.items() if value is None] == []
    made.run("preview", "--expect-no-changes", "--stack", STACK, check=True)


def test_without_the_key_there_is_no_azure_side(project: MakeProject) -> None:
    config = example("contoso")
    del config[f"{PROJECT}:azure"]
    run = project(COMPONENT_PROGRAM, config, name=PROJECT).preview()
    assert (run.exit_code, run.violations, azure_types(run)) == (0, [], {})


def test_northwind_is_refused_for_what_is_wrong_with_its_azure_side(project: MakeProject) -> None:
    run = project(COMPONENT_PROGRAM, example("northwind"), name=PROJECT).preview()
    assert run.blocked() == EXPECTED["northwind"].findings
    assert run.advised() == set()
    assert run.exit_code != 0


def test_fabrikam_is_refused_for_every_requirement_that_pairs_can_break(
    project: MakeProject,
) -> None:
    run = project(COMPONENT_PROGRAM, example("fabrikam")).preview()
    broken = {(name, pair) for name, pairs in BROKEN.items() for pair in pairs}
    advisory = {one.name for one in REQUIREMENTS if one.level is Level.ADVISORY}
    assert run.blocked() == {one for one in broken if one[0] not in advisory}
    assert run.advised() == {one for one in broken if one[0] in advisory}
    assert run.exit_code != 0


@pytest.mark.parametrize(
    ("azure", "told"),
    [
        (
            {"contoso-emae": {}, "contoso-americas": True},
            f"{PROJECT}:azure has no Azure sides that can be made:\n"
            '  - "contoso-americas": true is a boolean; accepted: a mapping, if only {}.\n'
            '  - "contoso-emae": no such pair. Did you mean "contoso-emea"?'
            " Declared: contoso-americas and contoso-emea.",
        ),
        (
            ["contoso-emea"],
            f"{PROJECT}:azure: this is a list; accepted: a mapping from pairs to arguments of"
            " AzureFoundation.",
        ),
        (
            "contoso-emea",
            f"{PROJECT}:azure is no YAML or JSON; accepted: a mapping from pairs to arguments of"
            " AzureFoundation.",
        ),
        (
            {"contoso-emea": {"storge": {}}},
            'the AzureFoundation "contoso-emea-azure" cannot be declared like this:\n'
            '  - storge: unknown key. Did you mean "storage"?',
        ),
    ],
    ids=["entries", "list", "text", "arguments"],
)
def test_a_wrong_azure_side_is_told(project: MakeProject, azure: object, told: str) -> None:
    config = {**example("contoso"), f"{PROJECT}:azure": azure}
    run = project(COMPONENT_PROGRAM, config, name=PROJECT).preview_text()
    assert run.exit_code != 0
    shown = "\n".join(line.rstrip().removeprefix("    ") for line in run.output.splitlines())
    assert f"error: {told}" in shown
    assert "Traceback" not in run.output


def test_an_encrypted_azure_side_is_refused_rather_than_written_in_clear(
    project: MakeProject,
) -> None:
    made = project(COMPONENT_PROGRAM, example("contoso"), name=PROJECT)
    path = f"{PROJECT}:azure.contoso-emea.tags.costCenter"
    made.run(
        "config", "set", "--secret", "--path", path, "erp-secret", "--stack", STACK, check=True
    )
    run = made.preview_text()
    assert run.exit_code != 0
    assert f"error: {PROJECT}:azure has encrypted values; accepted: plain ones only." in run.output
    assert "erp-secret" not in run.output


@pytest.mark.parametrize(
    "requirement", [one for one in REQUIREMENTS if one.name in BROKEN], ids=lambda one: one.name
)
def test_fabrikam_is_told_each_reason_in_full(fabrikam_text: str, requirement: object) -> None:
    """What a person reads below each policy: the title with its ID, the remedy, the source."""
    assert f"{requirement.id}: {requirement.title}" in fabrikam_text  # type: ignore[attr-defined]
    assert f"Why: {requirement.reason}" in fabrikam_text  # type: ignore[attr-defined]
    assert f"Remedy: {requirement.remedy}" in fabrikam_text  # type: ignore[attr-defined]
    assert requirement.sources[0].url in fabrikam_text  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def fabrikam_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a preview of fabrikam prints."""
    folder = tmp_path_factory.mktemp("fabrikam")
    run = Project(folder, COMPONENT_PROGRAM, example("fabrikam")).preview_text()
    assert run.exit_code == 1 or run.exit_code == 255, run.output
    return run.output
