"""DW034: a delegated subnet has a way out to the internet."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.azure import AzureResource, read_azure_resource
from dualwrite.requirements.network_injection_egress import NetworkInjectionEgress
from dualwrite.resource import Resource
from dualwrite.verdicts import Kind, Verdict
from support.companions import DELEGATION, companions, verdict_with
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


def test_neither_gateway_nor_routes_fails() -> None:
    assert verdict_with(RULE, _subnet({"natGateway": ABSENT})) == Verdict(
        Kind.FAIL, NO_WAY_OUT, RULE.remedy
    )


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
        [],
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


def test_routes_that_are_not_declared_in_the_table_may_be_elsewhere() -> None:
    found = _routed()
    assert (found.kind, found.message, found.remedy) == (
        Kind.UNDECLARED,
        'routes of route table "table" is not declared.',
        'Declare the routes in the route table "table".',
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
