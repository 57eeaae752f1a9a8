# /// script
# dependencies = ["pulumi-azure-native==3.29.0"]
# ///
"""A static website: storage behind Front Door, and a Static Web App for previews of it."""

import pulumi
from pulumi_azure_native import cdn, dns, resources, storage, web

group = resources.ResourceGroup("rg-site", resource_group_name="rg-site", location="westeurope")
GROUP = {"resource_group_name": group.name}
account = storage.StorageAccount(
    "stsite",
    account_name="stsite",
    kind="StorageV2",
    sku={"name": "Standard_RAGRS"},
    location="westeurope",
    allow_blob_public_access=True,
    minimum_tls_version="TLS1_2",
    **GROUP,
)
storage.StorageAccountStaticWebsite(
    "website",
    account_name=account.name,
    index_document="index.html",
    error404_document="404.html",
    **GROUP,
)
for name, text in {"index.html": "<h1>Contoso</h1>", "404.html": "<h1>Not here</h1>"}.items():
    storage.Blob(
        name,
        blob_name=name,
        account_name=account.name,
        container_name="$web",
        type=storage.BlobType.BLOCK,
        content_type="text/html",
        source=pulumi.StringAsset(text),
        **GROUP,
    )
profile = cdn.Profile(
    "afd-site",
    profile_name="afd-site",
    location="Global",
    sku={"name": "Standard_AzureFrontDoor"},
    **GROUP,
)
DOOR = {"profile_name": profile.name, **GROUP}
endpoint = cdn.AFDEndpoint(
    "site", endpoint_name="site", enabled_state="Enabled", location="Global", **DOOR
)
origins = cdn.AFDOriginGroup(
    "storage",
    origin_group_name="storage",
    load_balancing_settings={"sample_size": 4, "successful_samples_required": 3},
    health_probe_settings={"probe_path": "/", "probe_protocol": "Https"},
    **DOOR,
)
host = "stsite.z6.web.core.windows.net"
origin = cdn.AFDOrigin(
    "primary",
    origin_name="primary",
    origin_group_name=origins.name,
    host_name=host,
    origin_host_header=host,
    **DOOR,
)
rules = cdn.RuleSet("headers", rule_set_name="headers", **DOOR)
zone = dns.Zone("contoso.example", zone_name="contoso.example", location="Global", **GROUP)
domain = cdn.AFDCustomDomain(
    "www",
    custom_domain_name="www",
    host_name="www.contoso.example",
    azure_dns_zone={"id": zone.id},
    **DOOR,
)
cdn.Route(
    "default",
    route_name="default",
    endpoint_name=endpoint.name,
    origin_group={"id": origins.id},
    custom_domains=[{"id": domain.id}],
    rule_sets=[{"id": rules.id}],
    patterns_to_match=["/*"],
    https_redirect="Enabled",
    opts=pulumi.ResourceOptions(depends_on=[origin]),
    **DOOR,
)
dns.RecordSet(
    "www",
    relative_record_set_name="www",
    record_type="CNAME",
    zone_name=zone.name,
    ttl=3600,
    cname_record={"cname": endpoint.host_name},
    **GROUP,
)
previews = web.StaticSite(
    "stapp-previews",
    name="stapp-previews",
    location="westeurope",
    sku={"name": "Standard", "tier": "Standard"},
    repository_url="https://github.com/contoso/site",
    branch="main",
    provider="GitHub",
    build_properties={"app_location": "site", "output_location": "public"},
    template_properties={
        "template_repository_url": "https://github.com/contoso/template",
        "owner": "contoso",
    },
    **GROUP,
)
web.StaticSiteLinkedBackend(
    "orders",
    name=previews.name,
    linked_backend_name="orders",
    region="westeurope",
    backend_resource_id="/subscriptions/1f4b8c07-92d3-4e6a-a5f1-0c7d3e86b942/resourceGroups"
    "/rg-shop/providers/Microsoft.Web/sites/app-shop",
    **GROUP,
)
