"""Virtual networks with a delegated subnet, and the NAT gateways that are its way out."""

from __future__ import annotations

from typing import Any, NamedTuple

from dualwrite.vocabulary.network import delegation
from dualwrite.vocabulary.regions import Region

from .addressing import RegionNetwork
from .scope import Scope


class MadeNetwork(NamedTuple):
    """The network of one region, its delegated subnet, and the address that calls come from."""

    region: Region
    network: Any
    subnet: Any
    address: Any


def make_network(scope: Scope, planned: RegionNetwork) -> MadeNetwork:
    """Make the network of one region.

    Without a NAT gateway, calls of plug-ins to the internet fail, those to finance and operations
    apps among them (article vnet-support-overview, 2026-01-06).
    """
    from pulumi_azure_native import network as azure

    names, region = scope.plan.names, planned.region
    common: dict[str, Any] = {
        "resource_group_name": scope.group_name,
        "location": region.name,
        "tags": scope.plan.tags,
    }
    address = azure.PublicIPAddress(
        scope.named(f"address-{region.name}"),
        public_ip_address_name=names.public_ip_address(region),
        public_ip_allocation_method="Static",
        public_ip_address_version="IPv4",
        sku={"name": "Standard"},
        opts=scope.options(),
        **common,
    )
    gateway = azure.NatGateway(
        scope.named(f"nat-gateway-{region.name}"),
        nat_gateway_name=names.nat_gateway(region),
        public_ip_addresses=[{"id": address.id}],
        sku={"name": "Standard"},
        opts=scope.options(),
        **common,
    )
    network = azure.VirtualNetwork(
        scope.named(f"network-{region.name}"),
        virtual_network_name=names.virtual_network(region),
        address_space={"address_prefixes": [str(planned.address_space)]},
        opts=scope.options(),
        **common,
    )
    subnet = azure.Subnet(
        scope.named(f"subnet-{region.name}"),
        resource_group_name=scope.group_name,
        virtual_network_name=names.virtual_network(region),
        subnet_name=names.subnet,
        address_prefix=str(planned.subnet),
        delegations=[{"name": "power-platform", "service_name": delegation()}],
        nat_gateway={"id": gateway.id},
        opts=scope.options(network),
    )
    return MadeNetwork(region, network, subnet, address)
