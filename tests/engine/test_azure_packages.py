"""Azure resources of pulumi-azure and azapi beside a pair, on the real engine, with stand-ins."""

from __future__ import annotations

import json
from collections.abc import Callable

from support.engine import Project
from support.pairs import declaration, environment

MakeProject = Callable[..., Project]
PROGRAM = """
import json
import pulumi
from components import EnvironmentPair

class Azure(pulumi.CustomResource):
    def __init__(self, token, name, properties, opts=None):
        super().__init__(token, name, properties, opts)

tag = json.loads({tag!r})
EnvironmentPair("contoso", json.loads({pair!r}))
networks = []
for name, location in (("west", "westeurope"), ("north", {north!r})):
    network = Azure(
        "azure:network/virtualNetwork:VirtualNetwork",
        name,
        {{"name": name, "location": location, "resourceGroupName": "rg", "tags": tag}},
    )
    subnet = Azure(
        "azure:network/subnet:Subnet",
        f"{{name}}-subnet",
        {{
            "name": "pp",
            "virtualNetworkName": name,
            "resourceGroupName": "rg",
            "addressPrefixes": ["10.0.0.0/26"],
            "delegations": [
                {{
                    "name": "pp",
                    "serviceDelegation": {{"name": "Microsoft.PowerPlatform/enterprisePolicies"}},
                }}
            ],
        }},
        pulumi.ResourceOptions(depends_on=[network]),
    )
    gateway = Azure(
        "azure:network/natGateway:NatGateway",
        f"{{name}}-gateway",
        {{"name": name, "location": location, "resourceGroupName": "rg", "tags": tag}},
    )
    Azure(
        "azure:network/natGatewayPublicIpAssociation:NatGatewayPublicIpAssociation",
        f"{{name}}-address",
        {{"natGatewayId": gateway.id, "publicIpAddressId": "/subscriptions/0/address"}},
    )
    Azure(
        "azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation",
        f"{{name}}-way-out",
        {{"subnetId": subnet.id, "natGatewayId": gateway.id}},
    )
    networks.append({{"id": network.id, "subnet": {{"name": "pp"}}}})
Azure(
    "azapi:index/resource:Resource",
    "policy",
    {{
        "type": "Microsoft.PowerPlatform/enterprisePolicies@2020-10-30-preview",
        "name": "policy",
        "location": {location!r},
        "parentId": "/subscriptions/0/resourceGroups/rg",
        "tags": tag,
        "body": {{
            "kind": "NetworkInjection",
            "properties": {{"networkInjection": {{"virtualNetworks": networks}}}},
        }},
    }},
)
"""


def _program(tag: str = "contoso", location: str = "europe", north: str = "northeurope") -> str:
    return PROGRAM.format(
        tag=json.dumps({"dualwrite-pair": tag}),
        pair=json.dumps(declaration(environment("contoso"))),
        location=location,
        north=north,
    )


def test_a_correct_side_is_quiet_and_its_state_passes(project: MakeProject) -> None:
    made = project(_program())
    preview = made.preview()
    of_azure = {one for one in preview.advised() if one[0].startswith(("network-", "pair-tag"))}
    assert (preview.exit_code, preview.blocked(), of_azure) == (0, set(), set())
    assert made.up().exit_code == 0
    checked = made.dualwrite("check", str(made.export()), "--format", "json")
    kinds = {one["id"]: one["verdict"] for one in json.loads(checked.output)["results"]}
    judged = ("DW031", "DW032", "DW033", "DW034", "DW036", "DW038")
    assert {key: kinds[key] for key in judged} == dict.fromkeys(judged, "pass")


def test_what_is_wrong_in_them_is_refused(project: MakeProject) -> None:
    preview = project(_program(location="unitedstates", north="eastus")).preview()
    assert preview.exit_code != 0
    assert preview.blocked() == {
        ("azure-resource-geography", "north"),
        ("azure-resource-geography", "north-gateway"),
        ("enterprise-policy-location", "policy"),
        ("network-injection-subnets", "contoso"),
    }


def test_a_tag_that_names_no_pair_is_told(project: MakeProject) -> None:
    preview = project(_program(tag="Contoso", location="unitedstates")).preview()
    assert (preview.exit_code, preview.blocked()) == (0, set())
    assert ("pair-tag", "contoso") in preview.advised()
    told = [one.message for one in preview.violations if one.policy == "pair-tag"]
    assert len(told) == 1
    assert 'Virtual network "north"' in told[0]
    assert (
        told[0].count('has the tag dualwrite-pair "Contoso", and there is no such pair here') == 5
    )
