# /// script
# dependencies = ["pulumi-azure-native==3.29.0", "rpothin-powerplatform==0.4.9"]
# ///
"""Enterprise policies of Power Platform: a delegated network, a customer-managed key, a lockbox.

The lockbox is registered by hand under a token with an API version, as the SDK of azure-native 2 does:
that of version 3 has no such modules any more.
"""

import pulumi
import rpothin_powerplatform as powerplatform
from pulumi_azure_native import (
    authorization,
    keyvault,
    managedidentity,
    network,
    resources,
)
from pulumi_azure_native import (
    powerplatform as azure_powerplatform,
)

DELEGATION = "Microsoft.PowerPlatform/enterprisePolicies"
client = authorization.get_client_config()
group = resources.ResourceGroup(
    "rg-governance", resource_group_name="rg-governance", location="westeurope"
)
GROUP = {"resource_group_name": group.name}
delegated = []
for region, prefix in {"westeurope": "10.50", "northeurope": "10.51"}.items():
    there = network.VirtualNetwork(
        f"vnet-{region}",
        virtual_network_name=f"vnet-{region}",
        location=region,
        address_space={"address_prefixes": [f"{prefix}.0.0/16"]},
        **GROUP,
    )
    address = network.PublicIPAddress(
        f"pip-{region}",
        public_ip_address_name=f"pip-{region}",
        location=region,
        sku={"name": "Standard"},
        public_ip_allocation_method="Static",
        **GROUP,
    )
    gateway = network.NatGateway(
        f"ng-{region}",
        nat_gateway_name=f"ng-{region}",
        location=region,
        sku={"name": "Standard"},
        public_ip_addresses=[{"id": address.id}],
        **GROUP,
    )
    network.Subnet(
        f"power-platform-{region}",
        subnet_name="power-platform",
        virtual_network_name=there.name,
        address_prefix=f"{prefix}.1.0/26",
        nat_gateway={"id": gateway.id},
        delegations=[{"name": "power-platform", "service_name": DELEGATION}],
        **GROUP,
    )
    delegated.append({"id": there.id, "subnet": {"name": "power-platform"}})
injection = azure_powerplatform.EnterprisePolicy(
    "network",
    enterprise_policy_name="network",
    kind="NetworkInjection",
    location="europe",
    health_status="Healthy",
    network_injection={"virtual_networks": delegated},
    tags={"environmentType": "production"},
    **GROUP,
)
vault = keyvault.Vault(
    "kv-governance",
    vault_name="kv-governance",
    location="westeurope",
    properties={
        "tenant_id": client.tenant_id,
        "sku": {"family": "A", "name": "premium"},
        "enable_purge_protection": True,
        "enable_rbac_authorization": True,
    },
    **GROUP,
)
key = keyvault.Key(
    "environments",
    key_name="environments",
    vault_name=vault.name,
    properties={"kty": "RSA", "key_size": 2048},
    **GROUP,
)
identity = managedidentity.UserAssignedIdentity(
    "id-governance", resource_name_="id-governance", location="westeurope", **GROUP
)
azure_powerplatform.EnterprisePolicy(
    "encryption",
    enterprise_policy_name="encryption",
    kind="Encryption",
    location="europe",
    identity={"type": "SystemAssigned"},
    encryption={
        "state": "Enabled",
        "key_vault": {"id": vault.id, "key": {"name": key.name, "version": "1"}},
    },
    **GROUP,
)
pulumi.CustomResource(
    "azure-native:powerplatform/v20201030preview:EnterprisePolicy",
    "lockbox",
    {
        "enterprisePolicyName": "lockbox",
        "resourceGroupName": group.name,
        "kind": "Lockbox",
        "location": "unitedstates",
        "lockbox": {"state": "Enabled"},
        "tags": {"environmentType": "sandbox", "tenantId": client.tenant_id},
    },
)
account = azure_powerplatform.Account(
    "data-subject-requests",
    account_name="data-subject-requests",
    description="Power Platform account",
    location="unitedstates",
    **GROUP,
)
powerplatform.EnterprisePolicyLink(
    "network-of-existing",
    environment_id="7e2a9c04-5d18-4f63-b0a7-c94e1f3d8265",
    policy_type="NetworkInjection",
    system_id="/regions/europe/providers/Microsoft.PowerPlatform/enterprisePolicies"
    "/b60d4a31-2c97-4e58-8f1a-d03e79c5246b",
    opts=pulumi.ResourceOptions(depends_on=[injection]),
)
powerplatform.TenantSettings(
    "tenant",
    disable_environment_creation_by_non_admin_users=True,
    disable_trial_environment_creation_by_non_admin_users=True,
    walk_me_opt_out=True,
)
powerplatform.BillingPolicy(
    "pay-as-you-go",
    name="pay-as-you-go",
    location="europe",
    status="Enabled",
    billing_instrument={
        "resource_group": "rg-governance",
        "subscription_id": client.subscription_id,
    },
)
