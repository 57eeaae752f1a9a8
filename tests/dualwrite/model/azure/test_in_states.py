"""Azure resources of other packages in states: found by their tag, wherever it stands, and by links."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.discovery.sources.reading import read_document
from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.model.azure.resource import ServedEnvironment
from dualwrite.requirements import REQUIREMENTS
from support.pairs import TODAY, declaration, environment

STACK = "urn:pulumi:dev::p"
POLICY_ID = (
    "/subscriptions/0/resourceGroups/rg/providers/Microsoft.PowerPlatform/enterprisePolicies/p"
)
CE_ID = "2b9d5a73-6f5c-4f0a-8a57-0f4f7c1d2e33"
OTHER_ID = "9d1f6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"


def _resource(
    token: str, name: str, inputs: dict[str, Any], identifier: str = ""
) -> dict[str, Any]:
    urn = f"{STACK}::{token}::{name}"
    one = {"urn": urn, "type": token, "custom": True, "inputs": inputs, "outputs": inputs}
    return {**one, "id": identifier} if identifier else one


def _verdicts(*resources: dict[str, Any]) -> dict[str, tuple[str, str]]:
    pair = _resource("dualwrite:index:EnvironmentPair", "contoso", declaration())
    document = {"version": 3, "deployment": {"resources": [pair, *resources]}}
    found = read_document(document, "state.json")
    return {
        one.id: (one.verdict.kind.value, one.verdict.message)
        for one in judge_all(found.pairs, Configuration(), TODAY, REQUIREMENTS)
        if one.id >= "DW030"
    }


def _policy(**changes: Any) -> dict[str, Any]:
    raw = {
        "type": "Microsoft.PowerPlatform/enterprisePolicies@2020-10-30-preview",
        "name": "p",
        "location": "unitedstates",
        "body": {"kind": "Encryption", "properties": {}},
        **changes,
    }
    return _resource("azapi:index/resource:Resource", "p", raw, POLICY_ID)


def _link(environment_id: str) -> dict[str, Any]:
    raw = {"environmentId": environment_id, "policyId": POLICY_ID}
    return _resource("powerplatform:index:EnterprisePolicyLink", environment_id[:4], raw)


@pytest.mark.parametrize(
    "resources",
    [
        (_policy(tags={"dualwrite-pair": "contoso"}),),
        (_policy(body={"tags": {"dualwrite-pair": "contoso"}, "kind": "Encryption"}),),
        (_policy(body='{"tags": {"dualwrite-pair": "contoso"}, "kind": "Encryption"}'),),
        (_policy(), _link(CE_ID)),
    ],
)
def test_a_policy_of_azapi_is_tied_like_any_other(resources: Any) -> None:
    kind, message = _verdicts(*resources)["DW032"]
    assert kind == "fail"
    assert message.startswith(
        'Enterprise policy "p" (azapi:index/resource:Resource) has the location "unitedstates"'
    )


@pytest.mark.parametrize(
    "tags",
    [
        {"dualwrite-pair": "Contoso"},
        {"dualwrite-pair": " contoso"},
        {"dualwrite-pair": "contos"},
        {"dualwrite_pair": "contoso"},
        {"dualwrite-pair": ""},
    ],
)
def test_a_tag_that_ties_nothing_is_told(tags: dict[str, str]) -> None:
    network = _resource(
        "azure:network/virtualNetwork:VirtualNetwork", "v", {"location": "eastus", "tags": tags}
    )
    found = _verdicts(network)
    assert found["DW031"][0] == "notApplicable"
    kind, message = found["DW038"]
    assert kind == "fail"
    assert "no pair has it, and nothing else judges it." in message


def test_environments_of_no_pair_use_the_subnets_of_the_policy_too() -> None:
    network_id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v"
    subnet = {"name": "s", "addressPrefix": "10.0.0.0/26"}
    network = _resource(
        "azure-native:network:VirtualNetwork",
        "v",
        {"location": "westeurope", "virtualNetworkName": "v", "subnets": [subnet]},
        network_id,
    )
    injected = {"virtualNetworks": [{"id": network_id, "subnet": {"name": "s"}}]}
    policy = _policy(
        location="europe",
        body={"kind": "NetworkInjection", "properties": {"networkInjection": injected}},
    )
    other = _resource(
        "powerplatform:index:Environment", "other", {"environmentType": "Production"}, OTHER_ID
    )
    room = 'Subnet "s" of virtual network "v" has 64 addresses; it needs 65'
    shared = _verdicts(network, policy, _link(CE_ID), _link(OTHER_ID), other)["DW033"][1]
    alone = _verdicts(network, policy, _link(CE_ID), other)["DW033"][1]
    assert (room in shared, room in alone) == (True, False)


def test_an_id_may_be_that_of_a_pair_that_declares_none() -> None:
    """A pair that is known by its address alone may be the environment that a link names."""
    pair = declaration(environment("contoso"))
    pair["customerEngagement"].pop("environmentId", None)
    served = _served(pair, _policy(tags={"dualwrite-pair": "contoso"}), _link(OTHER_ID))
    assert [one.is_sure for one in served] == [False]
    pair["customerEngagement"]["environmentId"] = CE_ID
    served = _served(pair, _policy(tags={"dualwrite-pair": "contoso"}), _link(OTHER_ID))
    assert [one.is_sure for one in served] == [True]


def _served(declared: dict[str, Any], *resources: dict[str, Any]) -> tuple[ServedEnvironment, ...]:
    pair = _resource("dualwrite:index:EnvironmentPair", "contoso", declared)
    document = {"version": 3, "deployment": {"resources": [pair, *resources]}}
    (found,) = read_document(document, "state.json").pairs
    (policy,) = found.companions
    return policy.environments


@pytest.mark.parametrize(
    "token",
    [
        "azure-native:resources:Deployment",
        "azure-native:resources/v20240301:DeploymentAtSubscriptionScope",
        "azapi:index/updateResource:UpdateResource",
        "contoso-network:tf:azurerm_virtual_network",
        "contoso-network:tf:azapi_resource",
    ],
)
def test_what_holds_resources_that_cannot_be_read_is_told(token: str) -> None:
    one = _resource(token, "one", {"tags": {"dualwrite-pair": "contoso"}})
    kind, message = _verdicts(one)["DW038"]
    assert (kind, message.partition(":")[0]) == ("unknown", "Not judged, but for place and tenant")
