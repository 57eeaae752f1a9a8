"""DW034: a delegated subnet has a way out to the internet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dualwrite.model.azure import AzureResource, read_azure_resource
from dualwrite.model.resource import Resource
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.network_injection_egress import NetworkInjectionEgress
from support.companions import DELEGATION, companion, companions, verdict_with
from support.pairs import ABSENT, UNKNOWN

RULE = NetworkInjectionEgress()
NO_WAY_OUT = (
    'Subnet "westSubnet" has no NAT gateway and no route table: no way out to the internet.'
)
TABLE_ID = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/routeTables/firewall"
FIREWALL = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance"}


def _subnet(changes: dict[str, Any]) -> tuple[AzureResource, ...]:
    return companions("west", "westSubnet", changes={"westSubnet": changes})


def _table(routes: Any) -> AzureResource:
    token = "azure-native:network:RouteTable"
    properties = {"routeTableName": "firewall", "location": "westeurope", "routes": routes}
    found = read_azure_resource(Resource(token, "table", f"urn::p::{token}::table", properties))
    assert found is not None
    return found


def _routed(*routes: Any) -> Verdict:
    changes = {"natGateway": ABSENT, "routeTable": {"id": TABLE_ID}}
    return verdict_with(RULE, (*_subnet(changes), _table(routes[0] if routes else None)))


@pytest.mark.parametrize("gateway", [{"id": "/nat"}, {"id": UNKNOWN}])
def test_a_nat_gateway_passes(gateway: Any) -> None:
    assert verdict_with(RULE, _subnet({"natGateway": gateway})) == Verdict(Kind.PASS)


@pytest.mark.parametrize(
    "gateway", [ABSENT, {}, {"id": ""}, {"id": None}, {"id": 3}, 3, [], [{"id": "/nat"}], "/nat"]
)
def test_neither_gateway_nor_routes_fails(gateway: Any) -> None:
    assert verdict_with(RULE, _subnet({"natGateway": gateway})) == Verdict(
        Kind.FAIL, NO_WAY_OUT, RULE.remedy
    )


@pytest.mark.parametrize("table", [{}, {"id": ""}, 3, [], "/table"])
def test_nor_does_a_route_table_that_is_none(table: Any) -> None:
    assert verdict_with(RULE, _subnet({"natGateway": ABSENT, "routeTable": table})) == Verdict(
        Kind.FAIL, NO_WAY_OUT, RULE.remedy
    )


def test_a_route_table_that_is_known_later() -> None:
    found = verdict_with(RULE, _subnet({"natGateway": ABSENT, "routeTable": UNKNOWN}))
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'routeTable of subnet "westSubnet" cannot be judged yet: it is known only after deployment.',
    )


ADDRESS = [{"id": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/x/nat"}]


def _through(
    gateway: dict[str, Any], natGateway: Any = None, references: tuple[str, ...] = (), **more: Any
) -> Verdict:
    """The subnet beside a gateway that is declared here."""
    changes = {
        "gateway": {"natGatewayName": "contoso-west", **gateway},
        "westSubnet": more if natGateway is None else {"natGateway": natGateway, **more},
    }
    told = {"westSubnet": {"natGateway": references}} if references else {}
    names = ("west", "westSubnet", "gateway")
    return verdict_with(RULE, companions(*names, changes=changes, references=told))


@pytest.mark.parametrize("key", ["publicIpAddresses", "publicIpPrefixes"])
@pytest.mark.parametrize("addresses", [ADDRESS, [{"id": UNKNOWN}], [{}, *ADDRESS], [UNKNOWN]])
def test_a_declared_gateway_needs_a_public_address_or_prefix(key: str, addresses: Any) -> None:
    assert _through({key: addresses}).kind is Kind.PASS
    later = _through({key: addresses}, {"id": UNKNOWN}, ("gateway",))
    assert later.kind is Kind.PASS


@pytest.mark.parametrize("addresses", [ABSENT, [], None, [{}], [{"id": ""}], 3, "x", [3]])
@pytest.mark.parametrize("reference", [(None, ()), ({"id": UNKNOWN}, ("gateway",))])
def test_a_gateway_without_one_is_no_way_out(addresses: Any, reference: Any) -> None:
    lacking = 'Subnet "westSubnet" has a NAT gateway without a public IP address (NAT gateway'
    assert _through({"publicIpAddresses": addresses}, *reference) == Verdict(
        Kind.FAIL,
        f'{lacking} "gateway") and no route table: no way out to the internet.',
        RULE.remedy,
    )


@pytest.mark.parametrize("key", ["publicIpAddresses", "publicIpPrefixes"])
def test_addresses_that_are_known_later(key: str) -> None:
    found = _through({key: UNKNOWN})
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'natGateway of subnet "westSubnet" cannot be judged yet: nothing here says yet whether it has'
        " a public IP address.",
    )


def test_routes_count_where_the_gateway_leads_nowhere() -> None:
    resources = companions(
        *("west", "westSubnet", "gateway"),
        changes={
            "gateway": {"natGatewayName": "contoso-west"},
            "westSubnet": {"routeTable": {"id": TABLE_ID}},
        },
    )
    assert verdict_with(RULE, (*resources, _table([FIREWALL]))).kind is Kind.PASS


def test_which_of_the_gateways_of_a_network_is_meant_may_be_open() -> None:
    """References of subnets that are written in their network are known for all together."""
    inline = {
        "name": "a",
        "delegations": [{"serviceName": DELEGATION}],
        "natGateway": {"id": UNKNOWN},
    }
    second = companion("gateway", {"publicIpAddresses": ADDRESS})
    second = replace(second, urn="urn:second", name="second")
    (network,) = companions("west", changes={"west": {"subnets": [inline]}})
    first = companion("gateway")
    both = replace(network, references={"subnets": (first.urn, second.urn)})
    assert verdict_with(RULE, (both, first, second)).kind is Kind.UNKNOWN
    one = replace(network, references={"subnets": (second.urn,)})
    assert verdict_with(RULE, (one, first, second)).kind is Kind.PASS


def test_all_subnets_are_named_those_in_a_network_too() -> None:
    inline = {"name": "other", "delegations": [{"serviceName": DELEGATION.lower()}]}
    resources = companions(
        "west",
        "westSubnet",
        changes={"westSubnet": {"natGateway": ABSENT}, "west": {"subnets": [inline]}},
    )
    assert verdict_with(RULE, resources).message == (
        f'{NO_WAY_OUT} Subnet "other" of virtual network "west" has no NAT gateway and no route'
        " table: no way out to the internet."
    )


def test_a_subnet_of_a_policy_counts_before_it_is_delegated() -> None:
    changes = {"westSubnet": {"delegations": ABSENT, "natGateway": ABSENT}}
    names = ("west", "north", "westSubnet", "northSubnet", "injection")
    assert verdict_with(RULE, companions(*names, changes=changes)).message == NO_WAY_OUT


@pytest.mark.parametrize(
    "resources", [(), companions("west", "vault"), _subnet({"delegations": []})]
)
def test_other_subnets_are_not_concerned(resources: Any) -> None:
    assert verdict_with(RULE, resources) == Verdict(
        Kind.NOT_APPLICABLE, "No subnet of the pair is delegated to Power Platform."
    )


@pytest.mark.parametrize("routes", [[FIREWALL], [{"addressPrefix": "10.0.0.0/8"}, FIREWALL]])
def test_a_route_to_a_firewall_passes(routes: Any) -> None:
    assert _routed(routes).kind is Kind.PASS


@pytest.mark.parametrize(
    "routes",
    [
        [{**FIREWALL, "nextHopType": "Internet"}],
        [{**FIREWALL, "addressPrefix": "10.0.0.0/8"}],
        [{**FIREWALL, "addressPrefix": "10.0.0.0/8", "nextHopType": UNKNOWN}],
    ],
)
def test_other_routes_fail(routes: Any) -> None:
    assert _routed(routes) == Verdict(
        Kind.FAIL,
        'Subnet "westSubnet" has no NAT gateway, and route table "table" no route of 0.0.0.0/0 to a'
        " virtual appliance.",
        RULE.remedy,
    )


@pytest.mark.parametrize("routes", [UNKNOWN, [{**FIREWALL, "nextHopType": UNKNOWN}]])
def test_routes_that_are_known_later(routes: Any) -> None:
    assert _routed(routes).kind is Kind.UNKNOWN


@pytest.mark.parametrize("routes", [(), (None,), ([],), ("x",)])
def test_routes_that_are_not_declared_in_the_table_may_be_resources_of_their_own(
    routes: Any,
) -> None:
    assert _routed(*routes) == Verdict(
        Kind.UNKNOWN,
        'Subnet "westSubnet" has no NAT gateway, and the routes of route table "table" are not'
        " declared in it.",
    )


def test_a_route_table_of_another_stack() -> None:
    changes = {"natGateway": ABSENT, "routeTable": {"id": TABLE_ID}}
    found = verdict_with(RULE, _subnet(changes))
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'Subnet "westSubnet" has no NAT gateway, and the routes of its route table are not declared'
        " here.",
    )


def test_a_gateway_that_is_known_later() -> None:
    found = verdict_with(RULE, _subnet({"natGateway": UNKNOWN}))
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'natGateway of subnet "westSubnet" cannot be judged yet: it is known only after deployment.',
    )
