"""The requirements on Azure resources, each seen blocking and not, on the real engine.

The resources are those of a stand-in for the Azure provider, in the raw form that any program's
have; so no SDK has to be imported, which takes seconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from dualwrite.discovery.readers import PAIR_TYPE
from dualwrite.requirements import REQUIREMENTS
from support.azure_sides import beside, program, vault
from support.companions import CORRECT, TYPES
from support.engine import Project, Run
from support.pairs import ABSENT

MakeProject = Callable[..., Project]
EGRESS = "network-injection-egress"
OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"

BROKEN = [
    beside("tenant", vault(tenantId=OTHER_TENANT)),
    beside("provider", {}, tenant=OTHER_TENANT),
    beside("place", {"storage": {"location": "eastus"}}),
    beside("policy", {"injection": {**CORRECT["injection"], "location": "unitedstates"}}),
    beside("subnet", {"westSubnet": {"addressPrefix": "10.0.0.0/28"}}),
    beside("egress", {"westSubnet": {"natGateway": ABSENT}}),
    beside("vault", vault(enablePurgeProtection=False)),
    beside("trial", {}, {"customerEngagement.environmentType": "trial"}),
]
CORRECT_SIDES = [
    beside("contoso", tagged=True),
    beside("nobody", vault(tenantId=OTHER_TENANT), with_pair=False),
    beside("untied", {"storage": {"location": "eastus"}}, with_pair=False),
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
    return Project(folder, program(*BROKEN, *CORRECT_SIDES)).preview()


def test_each_requirement_blocks_what_breaks_it_and_nothing_else(broken: Run) -> None:
    assert broken.exit_code != 0
    assert _of_azure(broken.blocked()) == {
        *AT_THE_RESOURCE,
        *(("azure-resource-tenant", f"provider-{name}") for name in CORRECT),
        ("network-injection-subnets", "subnet"),
        ("encryption-key-vault", "vault"),
        ("managed-capabilities-environment-type", "trial-injection"),
        ("managed-capabilities-environment-type", "trial-encryption"),
    }
    assert ("network-injection-egress", "egress") in broken.advised()


def test_each_is_said_once(broken: Run) -> None:
    said = [(one.policy, one.resource) for one in broken.violations if one.level == "mandatory"]
    assert len(said) == len(set(said))


def test_what_is_correct_or_tied_to_nothing_is_deployed_and_its_state_passes(
    project: MakeProject,
) -> None:
    made = project(program(*CORRECT_SIDES))
    preview = made.preview()
    assert (preview.exit_code, preview.blocked()) == (0, set())
    run = made.up()
    assert run.exit_code == 0, run.output
    checked = made.dualwrite("check", str(made.export()), "--format", "json")
    kinds = {one["id"]: one["verdict"] for one in json.loads(checked.output)["results"]}
    azure = {key: kind for key, kind in kinds.items() if key >= "DW030"}
    assert azure == dict.fromkeys([f"DW{number:03}" for number in range(30, 39)], "pass")
    assert made.run("destroy", "--yes", "--skip-preview", check=True).exit_code == 0


def test_an_update_refuses_the_resource_that_breaks_it(project: MakeProject) -> None:
    made = project(program(beside("place", {"west": {"location": "eastus"}}, tagged=True)))
    run = made.up()
    assert run.exit_code != 0
    there = made.resources()
    assert f"{TYPES['west']}::place-west" not in there
    assert f"{PAIR_TYPE}::place" in there


def test_an_update_with_its_preview_shows_everything_and_creates_nothing(
    project: MakeProject,
) -> None:
    made = project(program(*BROKEN))
    run = made.up({EGRESS: "mandatory"}, preview=True)
    assert run.exit_code != 0
    shown = set(re.findall(r"\[mandatory\](?: \[severity: \w+\])? +(\S+)", run.output))
    of_azure = {one.name for one in REQUIREMENTS if "DW030" <= one.id <= "DW036"}
    assert shown & of_azure == of_azure
    assert made.resources() == set()


def test_a_place_that_is_known_later_is_refused_in_the_update(project: MakeProject) -> None:
    made = project(program(beside("place", {"storage": {"location": "later: eastus"}})))
    preview = made.preview()
    assert (preview.exit_code, preview.blocked()) == (0, set())
    assert ("azure-resource-geography", "place") in preview.advised()
    assert made.up().exit_code != 0
    there = made.resources()
    assert "echo:index:Echo::place-storage-location" in there
    assert f"{TYPES['storage']}::place-storage" not in there


def test_states_get_the_verdicts_of_the_pack(project: MakeProject) -> None:
    """Deployed without the pack, everything that breaks something is found in the state."""
    made = project(program(*BROKEN, CORRECT_SIDES[1]))
    made.up_without_pack()
    state = made.export()
    checked = made.dualwrite("check", str(state), "--format", "json")
    failed = {
        (one["requirement"], one["pair"])
        for one in json.loads(checked.output)["results"]
        if one["verdict"] == "fail" and "DW030" <= one["id"] <= "DW036"
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
    assert expected - {("network-injection-egress", "egress")} == {
        (policy, resource.partition("-")[0]) for policy, resource in _of_azure(analyzed.blocked())
    }
