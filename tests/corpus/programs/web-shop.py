# /// script
# dependencies = ["pulumi-azure-native==3.29.0", "pulumi-random==4.21.4"]
# ///
"""A web application with a slot, a failover SQL server in another region, and a key vault."""

import pulumi
import pulumi_random as random
from pulumi_azure_native import authorization, keyvault, network, redis, resources, sql, web

client = authorization.get_client_config()
group = resources.ResourceGroup("rg-shop", resource_group_name="rg-shop", location="northeurope")
PLACE = {"resource_group_name": group.name, "location": "northeurope"}
GROUP = {"resource_group_name": group.name}
password = random.RandomPassword("sql", length=32, override_special="_%@")
servers = {
    region: sql.Server(
        f"sql-shop-{region}",
        server_name=f"sql-shop-{region}",
        resource_group_name=group.name,
        location=region,
        administrator_login="shop",
        administrator_login_password=password.result,
        administrators={
            "login": "sql-administrators",
            "sid": "a7e41c90-3f5d-4d28-8b16-5c02e9f7b4d1",
            "tenant_id": client.tenant_id,
        },
        minimal_tls_version="1.2",
        version="12.0",
    )
    for region in ("northeurope", "westeurope")
}
primary, secondary = servers.values()
database = sql.Database(
    "orders",
    database_name="orders",
    server_name=primary.name,
    sku={"name": "S1", "tier": "Standard"},
    **PLACE,
)
sql.FailoverGroup(
    "shop",
    failover_group_name="shop",
    server_name=primary.name,
    databases=[database.id],
    partner_servers=[{"id": secondary.id}],
    read_write_endpoint={
        "failover_policy": "Automatic",
        "failover_with_data_loss_grace_period_minutes": 60,
    },
    **GROUP,
)
sql.FirewallRule(
    "azure",
    firewall_rule_name="azure",
    server_name=primary.name,
    start_ip_address="0.0.0.0",
    end_ip_address="0.0.0.0",
    **GROUP,
)
vault = keyvault.Vault(
    "kv-shop",
    vault_name="kv-shop",
    properties={
        "tenant_id": client.tenant_id,
        "sku": {"family": "A", "name": "standard"},
        "enable_rbac_authorization": True,
        "enable_purge_protection": True,
        "network_acls": {"bypass": "AzureServices", "default_action": "Deny"},
    },
    **PLACE,
)
secret = keyvault.Secret(
    "sql-password",
    secret_name="sql-password",
    vault_name=vault.name,
    properties={"value": password.result, "content_type": "text/plain"},
    **GROUP,
)
sessions = redis.Redis(
    "redis-shop",
    name="redis-shop",
    sku={"name": "Standard", "family": "C", "capacity": 1},
    redis_version="6",
    **PLACE,
)
plan = web.AppServicePlan(
    "asp-shop", name="asp-shop", sku={"name": "P1v3", "tier": "PremiumV3"}, reserved=True, **PLACE
)
SETTINGS = [
    {"name": "ENVIRONMENT_TYPE", "value": "Production"},
    {"name": "TENANT_ID", "value": client.tenant_id},
    {"name": "CRM_URL", "value": "https://contoso.crm4.dynamics.com"},
    {
        "name": "SQL_PASSWORD",
        "value": pulumi.Output.concat(
            "@Microsoft.KeyVault(VaultName=", vault.name, ";SecretName=sql-password)"
        ),
    },
]
SITE = {"app_settings": SETTINGS, "linux_fx_version": "NODE|22-lts", "always_on": True}
site = web.WebApp(
    "app-shop",
    name="app-shop",
    server_farm_id=plan.id,
    https_only=True,
    identity={"type": "SystemAssigned"},
    site_config=SITE,
    opts=pulumi.ResourceOptions(depends_on=[secret, sessions]),
    **PLACE,
)
web.WebAppSlot(
    "staging", slot="staging", name=site.name, server_farm_id=plan.id, site_config=SITE, **PLACE
)
web.WebAppHostNameBinding(
    "shop.contoso.example",
    host_name="shop.contoso.example",
    name=site.name,
    site_name=site.name,
    **GROUP,
)
endpoint_network = network.VirtualNetwork(
    "vnet-shop",
    virtual_network_name="vnet-shop",
    address_space={"address_prefixes": ["10.20.0.0/16"]},
    subnets=[{"name": "endpoints", "address_prefix": "10.20.1.0/24"}],
    **PLACE,
)
network.PrivateEndpoint(
    "pe-vault",
    private_endpoint_name="pe-vault",
    subnet={"id": pulumi.Output.concat(endpoint_network.id, "/subnets/endpoints")},
    private_link_service_connections=[
        {"name": "vault", "private_link_service_id": vault.id, "group_ids": ["vault"]}
    ],
    **PLACE,
)
pulumi.export("url", pulumi.Output.concat("https://", site.default_host_name))
