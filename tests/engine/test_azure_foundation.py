"""The Azure side of a pair on the real engine, with a stand-in for the Azure provider."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from components.azure_foundation.naming import unique_suffix
from support.azure_foundation import FULL, POOL
from support.engine import STACK, Project, Run
from support.pairs import TENANT, declaration

MakeProject = Callable[..., Project]

PROGRAM = """
import json
import pulumi
from components import AzureFoundation, EnvironmentPair

class Echo(pulumi.CustomResource):
    value: pulumi.Output[str]
    result: pulumi.Output[str]
    def __init__(self, name, value):
        super().__init__("echo:index:Echo", name, {{"value": value, "result": None}})

facts = json.loads({facts!r})
customer = facts["customerEngagement"]
if {tenant_is_output}:
    customer["tenantId"] = Echo("tenant", customer["tenantId"]).result
pair = EnvironmentPair("contoso", facts)
foundation = AzureFoundation(
    "azure",
    {{"customerEngagement": customer, **json.loads({args!r})}},
    pulumi.ResourceOptions(parent=pair),
)
for name in AzureFoundation.__annotations__:
    pulumi.export(name, getattr(foundation, name))
"""
FAMILY = "dualwrite:index:EnvironmentPair$dualwrite:index:AzureFoundation$azure-native:"
GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-contoso"
POLICIES = ("network", "encryption")
ORDER = {
    "azure-subnet-westeurope": {"azure-network-westeurope", "azure-nat-gateway-westeurope"},
    "azure-network-policy": {
        *("azure-network-northeurope", "azure-subnet-northeurope"),
        *("azure-network-westeurope", "azure-subnet-westeurope"),
    },
    "azure-key": {"azure-key-vault"},
    "azure-encryption-policy": {"azure-key-vault", "azure-key"},
    "azure-key-vault-role": {"azure-key-vault", "azure-encryption-policy"},
}
"""What is there before some resources, the group aside."""
SUFFIX = unique_suffix((TENANT, "engine-test", STACK, "contoso"))


def program(
    args: dict[str, Any], changes: dict[str, Any] | None = None, tenant_is_output: bool = False
) -> str:
    return PROGRAM.format(
        facts=json.dumps(declaration(changes)),
        args=json.dumps(args),
        tenant_is_output=tenant_is_output,
    )


def state_of(project: Project) -> dict[str, dict[str, Any]]:
    """The resources of the state by name, with their types as in URNs."""
    exported = json.loads(project.export().read_text(encoding="utf-8"))
    return {
        one["urn"].rpartition("::")[2]: {**one, "family": one["urn"].split("::")[2]}
        for one in exported["deployment"].get("resources") or []
    }


def needs(resource: dict[str, Any]) -> set[str]:
    """The names of the resources that have to be there first."""
    return {urn.rpartition("::")[2] for urn in resource.get("dependencies") or []}


def previewed(run: Run) -> Iterator[dict[str, Any]]:
    """What the engine was told of Azure's resources in a preview."""
    for event in run.events:
        metadata = event.get("resourcePreEvent", {}).get("metadata", {})
        if metadata.get("type", "").startswith("azure-native:"):
            yield metadata["new"]["inputs"]


def test_a_full_foundation_is_previewed_deployed_and_left_alone(project: MakeProject) -> None:
    made = project(program(FULL))
    preview = made.preview()
    assert preview.exit_code == 0, preview.output
    assert preview.blocked() == set()
    shown = list(previewed(preview))
    # What belongs together can be told before anything exists.
    assert {one["resourceGroupName"] for one in shown if "resourceGroupName" in one} == {
        "rg-contoso"
    }
    assert {one["virtualNetworkName"] for one in shown if "subnetName" in one} == {
        "vnet-contoso-northeurope",
        "vnet-contoso-westeurope",
    }
    up = made.up()
    assert up.exit_code == 0, up.output
    state = state_of(made)
    azure = {name: one for name, one in state.items() if "azure-native:" in one["family"]}
    assert len(azure) == len(shown) == 20
    assert {name for name, one in azure.items() if not one["family"].startswith(FAMILY)} == set()
    after = {name: needs(one) for name, one in azure.items()}
    assert after.pop("azure-resource-group") == set()
    assert all("azure-resource-group" in one for one in after.values())
    assert {name: after[name] - {"azure-resource-group"} for name in ORDER} == ORDER
    policies = "/regions/europe/providers/Microsoft.PowerPlatform/enterprisePolicies"
    systems = {name: azure[f"azure-{name}-policy"]["outputs"]["systemId"] for name in POLICIES}
    assert all(one.startswith(f"{policies}/") for one in systems.values())
    assert state["azure"]["outputs"] == {
        "resourceGroupName": "rg-contoso",
        "subnetIds": {
            region: f"{GROUP}/providers/network:Subnet/vnet-contoso-{region}/snet-powerplatform"
            for region in ("northeurope", "westeurope")
        },
        "egressAddresses": {"northeurope": "203.0.113.7", "westeurope": "203.0.113.7"},
        "networkPolicySystemId": systems["network"],
        "encryptionPolicySystemId": systems["encryption"],
        "vaultUri": f"https://kv-contoso-{SUFFIX}.vault.azure.net/",
        "logWorkspaceId": f"{GROUP}/providers/operationalinsights:Workspace/log-contoso",
        "storageAccountName": f"stcontoso{SUFFIX}",
    }
    made.run("preview", "--expect-no-changes", "--stack", STACK, check=True)


def test_a_refused_pair_refuses_the_whole_foundation(project: MakeProject) -> None:
    parts = {"encryption": {}, "logs": {}, "storage": {}}
    made = project(program(parts, {"customerEngagement.prospectToCash": True}))
    preview = made.preview()
    assert preview.exit_code != 0
    assert preview.blocked() == {("no-prospect-to-cash", "contoso")}
    up = made.up()
    assert up.exit_code != 0
    assert {one.split("::")[0] for one in made.resources()} <= {
        "pulumi:pulumi:Stack",
        "pulumi:providers:azure-native",
    }


def test_a_tenant_that_is_known_only_later_reaches_the_vault(project: MakeProject) -> None:
    made = project(program({"encryption": {}, "nameSuffix": "abc123"}, tenant_is_output=True))
    preview = made.preview()
    assert preview.exit_code == 0, preview.output
    up = made.up()
    assert up.exit_code == 0, up.output
    vault = state_of(made)["azure-key-vault"]
    assert vault["inputs"]["properties"]["tenantId"] == TENANT
    assert vault["inputs"]["vaultName"] == "kv-contoso-abc123"


def test_wrong_arguments_are_all_told_before_anything_is_registered(project: MakeProject) -> None:
    args = {"network": {"addressSpace": POOL, "environments": {"production": 5000}}, "storge": {}}
    run = project(program(args)).preview_text()
    assert run.exit_code != 0
    assert 'the AzureFoundation "azure" cannot be declared like this:' in run.output
    assert '- storge: unknown key. Did you mean "storage"?' in run.output
    assert "- network.addressSpace: 10.20.0.0/16 is cut into a part of /17" in run.output
    assert "Traceback" not in run.output
