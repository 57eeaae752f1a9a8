# /// script
# dependencies = ["pulumi-azure-native==3.29.0"]
# ///
"""A hub with a firewall and a bastion, two spokes in different regions, and private DNS."""

import pulumi
from pulumi_azure_native import network, privatedns, resources

TAGS = {"environmentType": "production", "region": "westeurope", "costCenter": "1042"}
ZONES = ("privatelink.vaultcore.azure.net", "privatelink.database.windows.net")

group = resources.ResourceGroup(
    "rg-network", resource_group_name="rg-network", location="westeurope", tags=TAGS
)
PLACE = {"resource_group_name": group.name, "location": "westeurope", "tags": TAGS}

security = network.NetworkSecurityGroup(
    "nsg-workload",
    network_security_group_name="nsg-workload",
    security_rules=[
        {
            "name": "https-in",
            "access": "Allow",
            "direction": "Inbound",
            "priority": 100,
            "protocol": "Tcp",
            "source_address_prefix": "10.0.0.0/8",
            "source_port_range": "*",
            "destination_address_prefix": "*",
            "destination_port_range": "443",
        }
    ],
    **PLACE,
)
hub = network.VirtualNetwork(
    "vnet-hub",
    virtual_network_name="vnet-hub",
    address_space={"address_prefixes": ["10.0.0.0/16"]},
    dhcp_options={"dns_servers": ["10.0.2.4"]},
    **PLACE,
)
subnets = {
    name: network.Subnet(
        name,
        subnet_name=name,
        resource_group_name=group.name,
        virtual_network_name=hub.name,
        address_prefix=prefix,
    )
    for name, prefix in {
        "AzureFirewallSubnet": "10.0.1.0/26",
        "AzureBastionSubnet": "10.0.3.0/26",
    }.items()
}
addresses = {
    name: network.PublicIPAddress(
        f"pip-{name}",
        public_ip_address_name=f"pip-{name}",
        public_ip_allocation_method="Static",
        sku={"name": "Standard"},
        dns_settings={"domain_name_label": f"contoso-{name}"},
        **PLACE,
    )
    for name in ("firewall", "bastion")
}
policy = network.FirewallPolicy(
    "afwp-hub", firewall_policy_name="afwp-hub", threat_intel_mode="Deny", **PLACE
)
network.FirewallPolicyRuleCollectionGroup(
    "business-applications",
    rule_collection_group_name="business-applications",
    resource_group_name=group.name,
    firewall_policy_name=policy.name,
    priority=200,
    rule_collections=[
        network.FirewallPolicyFilterRuleCollectionArgs(
            rule_collection_type="FirewallPolicyFilterRuleCollection",
            name="allow-dynamics",
            priority=100,
            action={"type": "Allow"},
            rules=[
                network.ApplicationRuleArgs(
                    rule_type="ApplicationRule",
                    name="erp-and-crm",
                    source_addresses=["10.1.0.0/16"],
                    protocols=[{"protocol_type": "Https", "port": 443}],
                    target_fqdns=["contoso.operations.dynamics.com", "contoso.crm4.dynamics.com"],
                )
            ],
        )
    ],
)
firewall = network.AzureFirewall(
    "afw-hub",
    azure_firewall_name="afw-hub",
    firewall_policy={"id": policy.id},
    ip_configurations=[
        {
            "name": "default",
            "subnet": {"id": subnets["AzureFirewallSubnet"].id},
            "public_ip_address": {"id": addresses["firewall"].id},
        }
    ],
    **PLACE,
)
network.BastionHost(
    "bas-hub",
    bastion_host_name="bas-hub",
    ip_configurations=[
        {
            "name": "default",
            "subnet": {"id": subnets["AzureBastionSubnet"].id},
            "public_ip_address": {"id": addresses["bastion"].id},
        }
    ],
    **PLACE,
)
routes = network.RouteTable(
    "rt-spokes",
    route_table_name="rt-spokes",
    routes=[
        {
            "name": "by-firewall",
            "address_prefix": "0.0.0.0/0",
            "next_hop_type": "VirtualAppliance",
            "next_hop_ip_address": "10.0.1.4",
        }
    ],
    **PLACE,
)
networks = [hub]
for name, region, prefix in (
    ("spoke-production", "westeurope", "10.1.0.0/16"),
    ("spoke-recovery", "northeurope", "10.2.0.0/16"),
):
    spoke = network.VirtualNetwork(
        f"vnet-{name}",
        virtual_network_name=f"vnet-{name}",
        resource_group_name=group.name,
        location=region,
        tags={**TAGS, "region": region},
        address_space={"address_prefixes": [prefix]},
        subnets=[
            {
                "name": "workload",
                "address_prefix": prefix.replace("/16", "/24"),
                "network_security_group": {"id": security.id},
                "route_table": {"id": routes.id},
            }
        ],
        opts=pulumi.ResourceOptions(depends_on=[firewall]),
    )
    for one, other in ((hub, spoke), (spoke, hub)):
        peering = f"{one._name}-to-{other._name}"
        network.VirtualNetworkPeering(
            peering,
            virtual_network_peering_name=peering,
            resource_group_name=group.name,
            virtual_network_name=one.name,
            remote_virtual_network={"id": other.id},
            allow_forwarded_traffic=True,
            opts=pulumi.ResourceOptions(parent=one),
        )
    networks.append(spoke)
for zone_name in ZONES:
    zone = privatedns.PrivateZone(
        zone_name, private_zone_name=zone_name, resource_group_name=group.name, location="Global"
    )
    for one in networks:
        link = f"{one._name}-{zone_name.split('.')[1]}"
        privatedns.VirtualNetworkLink(
            link,
            virtual_network_link_name=link,
            resource_group_name=group.name,
            private_zone_name=zone.name,
            location="Global",
            registration_enabled=False,
            virtual_network={"id": one.id},
        )
pulumi.export("hub", hub.id)
