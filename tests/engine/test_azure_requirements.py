"""The requirements on Azure resources, each seen blocking and not, on the real engine.

The resources are those of a stand-in for the Azure provider, in the raw form that any program's
have; so no SDK has to be imported, which takes seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from dualwrite.readers import PAIR_TYPE
from support.companions import CORRECT, TYPES
from support.engine import Project, Run
from support.pairs import ABSENT, declaration, environment

MakeProject = Callable[..., Project]
OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"

PROGRAM = """
import json
import pulumi
from components import EnvironmentPair

class Foundation(pulumi.ComponentResource):
    def __init__(self, name, opts):
        super().__init__("acme:index:Foundation", name, None, opts)

class Azure(pulumi.CustomResource):
    identity: pulumi.Output[dict]
    def __init__(self, token, name, properties, opts):
        outputs = {{"systemId": None, "identity": properties.get("identity"), **properties}}
        super().__init__(token, name, outputs, opts)

for one in json.loads({stack!r}):
    name, facts = one["name"], one["facts"]
    pair = EnvironmentPair(name, facts) if facts else None
    tag = {{"dualwrite-pair": name}} if one["tagged"] else {{}}
    parent = Foundation(f"{{name}}-azure", pulumi.ResourceOptions(parent=pair))
    provider = None
    if one["tenant"]:
        provider = pulumi.ProviderResource("azure-native", f"{{name}}-p", {{"tenantId": one["tenant"]}})
    made = {{}}
    for key, (token, properties) in one["resources"].items():
        if key == "injection":
            networks = properties["networkInjection"]["virtualNetworks"]
            for each, of in zip(networks, ("west", "north")):
                each["id"] = made[of].id
        if key == "encryption":
            properties["encryption"]["keyVault"]["id"] = made["vault"].id
        if key == "role":
            properties["scope"] = made["vault"].id
            properties["principalId"] = made["encryption"].identity.apply(
                lambda one: one["systemAssignedIdentityPrincipalId"]
            )
        options = pulumi.ResourceOptions(parent=parent, provider=provider)
        made[key] = Azure(token, f"{{name}}-{{key}}", {{**properties, "tags": tag}}, options)
"""


def _beside(
    name: str,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    facts: Mapping[str, Any] | None = None,
    tenant: str = "",
    tagged: bool = False,
    with_pair: bool = True,
) -> dict[str, Any]:
    """A pair, and a whole Azure side as children of a child of it."""
    resources = {}
    order = sorted(CORRECT, key=lambda key: key in ("encryption", "role"))  # after what they name
    for key in order:
        properties = CORRECT[key]
        changed = {**properties, **(changes or {}).get(key, {})}
        resources[key] = (TYPES[key], _named(changed, name))
    own = {**environment(name), **(facts or {})}
    return {
        "name": name,
        "facts": declaration(own) if with_pair else None,
        "resources": resources,
        "tenant": tenant,
        "tagged": tagged,
    }


def _named(properties: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Properties with names in Azure that no other pair's resources have."""
    kept = {key: value for key, value in properties.items() if value is not ABSENT}
    found: dict[str, Any] = json.loads(json.dumps(kept).replace('"contoso', f'"{name}'))
    return found


def _program(*sides: dict[str, Any]) -> str:
    return PROGRAM.format(stack=json.dumps(sides))


def _vault(**properties: Any) -> dict[str, Any]:
    return {"vault": {"properties": {**CORRECT["vault"]["properties"], **properties}}}


BROKEN = [
    _beside("tenant", _vault(tenantId=OTHER_TENANT)),
    _beside("provider", {}, tenant=OTHER_TENANT),
    _beside("place", {"storage": {"location": "eastus"}}),
    _beside("policy", {"injection": {**CORRECT["injection"], "location": "unitedstates"}}),
    _beside("subnet", {"westSubnet": {"addressPrefix": "10.0.0.0/28"}}),
    _beside("egress", {"westSubnet": {"natGateway": ABSENT}}),
    _beside("vault", _vault(enablePurgeProtection=False)),
    _beside("trial", {}, {"customerEngagement.environmentType": "trial"}),
]
CORRECT_SIDES = [
    _beside("contoso"),
    _beside("nobody", _vault(tenantId=OTHER_TENANT), with_pair=False),
    _beside("untied", {"storage": {"location": "eastus"}}, with_pair=False),
]
"""A correct one, and what breaks everything, but beside no pair."""
AT_THE_RESOURCE = {
    ("azure-resource-tenant", "tenant-vault"),
    ("azure-resource-geography", "place-storage"),
    ("enterprise-policy-location", "policy-injection"),
}


def _of_azure(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    others = ("environment-type-parity", "no-trial-instance")
    return {one for one in found if one[0] not in others}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("azure")
    return Project(folder, _program(*BROKEN, *CORRECT_SIDES)).preview()


def test_each_requirement_blocks_what_breaks_it_and_nothing_else(broken: Run) -> None:
    assert broken.exit_code != 0
    assert _of_azure(broken.blocked()) == {
        *AT_THE_RESOURCE,
        *(("azure-resource-tenant", f"provider-{name}") for name in CORRECT),
        ("network-injection-subnets", "subnet"),
        ("encryption-key-vault", "vault"),
        ("managed-capabilities-environment-type", "trial"),
    }
    assert ("network-injection-egress", "egress") in broken.advised()


def test_each_is_said_once(broken: Run) -> None:
    said = [(one.policy, one.resource) for one in broken.violations if one.level == "mandatory"]
    assert len(said) == len(set(said))


def test_what_is_correct_or_tied_to_nothing_is_deployed_and_its_state_passes(
    project: MakeProject,
) -> None:
    made = project(_program(*CORRECT_SIDES))
    preview = made.preview()
    assert (preview.exit_code, preview.blocked()) == (0, set())
    run = made.up()
    assert run.exit_code == 0, run.output
    checked = made.dualwrite("check", str(made.export()), "--format", "json")
    kinds = {one["id"]: one["verdict"] for one in json.loads(checked.output)["results"]}
    azure = {key: kind for key, kind in kinds.items() if key >= "DW030"}
    assert azure == dict.fromkeys(
        ["DW030", "DW031", "DW032", "DW033", "DW034", "DW035", "DW036"], "pass"
    )
    assert made.run("destroy", "--yes", "--skip-preview", check=True).exit_code == 0


def test_an_update_refuses_the_resource_that_breaks_it(project: MakeProject) -> None:
    made = project(_program(_beside("place", {"west": {"location": "eastus"}}, tagged=True)))
    run = made.up()
    assert run.exit_code != 0
    there = made.resources()
    assert f"{TYPES['west']}::place-west" not in there
    assert f"{PAIR_TYPE}::place" in there


def test_states_get_the_verdicts_of_the_pack(project: MakeProject) -> None:
    """Deployed without the pack, everything that breaks something is found in the state."""
    made = project(_program(*BROKEN, CORRECT_SIDES[1]))
    made.up_without_pack()
    state = made.export()
    checked = made.dualwrite("check", str(state), "--format", "json")
    failed = {
        (one["requirement"], one["pair"])
        for one in json.loads(checked.output)["results"]
        if one["verdict"] == "fail" and one["id"] >= "DW030"
    }
    expected = {
        ("azure-resource-tenant", "tenant"),
        ("azure-resource-tenant", "provider"),
        ("azure-resource-geography", "place"),
        ("enterprise-policy-location", "policy"),
        ("network-injection-subnets", "subnet"),
        ("network-injection-egress", "egress"),
        ("encryption-key-vault", "vault"),
        ("managed-capabilities-environment-type", "trial"),
    }
    assert failed == expected
    analyzed = made.analyze(state)
    assert expected - {("network-injection-egress", "egress")} >= {
        (policy, resource.partition("-")[0]) for policy, resource in _of_azure(analyzed.blocked())
    }
