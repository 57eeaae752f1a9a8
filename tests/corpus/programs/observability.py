# /// script
# dependencies = ["pulumi-azure-native==3.29.0"]
# ///
"""Log Analytics and Application Insights, with what watches an application and tells people."""

from pulumi_azure_native import (
    applicationinsights,
    keyvault,
    monitor,
    operationalinsights,
    portal,
    resources,
)

TENANT = "4e8d0b63-f17a-4c25-9b3e-72a6d5c1f089"
group = resources.ResourceGroup("rg-watch", resource_group_name="rg-watch", location="uksouth")
GROUP = {"resource_group_name": group.name}
PLACE = {**GROUP, "location": "uksouth"}
workspace = operationalinsights.Workspace(
    "log-watch",
    workspace_name="log-watch",
    sku={"name": "PerGB2018"},
    retention_in_days=90,
    features={"enable_log_access_using_only_resource_permissions": True},
    tags={"environmentType": "production", "region": "uksouth"},
    **PLACE,
)
component = applicationinsights.Component(
    "appi-watch",
    resource_name_="appi-watch",
    kind="web",
    application_type="web",
    workspace_resource_id=workspace.id,
    **PLACE,
)
vault = keyvault.Vault(
    "kv-watch",
    vault_name="kv-watch",
    properties={"tenant_id": TENANT, "sku": {"family": "A", "name": "standard"}},
    **PLACE,
)
monitor.DiagnosticSetting(
    "vault",
    name="vault",
    resource_uri=vault.id,
    workspace_id=workspace.id,
    logs=[{"category_group": "audit", "enabled": True}],
    metrics=[{"category": "AllMetrics", "enabled": True}],
)
people = monitor.ActionGroup(
    "ag-operators",
    action_group_name="ag-operators",
    group_short_name="operators",
    enabled=True,
    location="Global",
    email_receivers=[{"name": "operators", "email_address": "operators@contoso.example"}],
    webhook_receivers=[
        {
            "name": "tickets",
            "service_uri": "https://contoso.crm11.dynamics.com/api/tickets",
            "tenant_id": TENANT,
        }
    ],
    **GROUP,
)
test = applicationinsights.WebTest(
    "erp-is-there",
    web_test_name="erp-is-there",
    synthetic_monitor_id="erp-is-there",
    kind="standard",
    web_test_kind="standard",
    enabled=True,
    frequency=300,
    locations=[{"location": "emea-gb-db3-azr"}, {"location": "emea-nl-ams-azr"}],
    request={"request_url": "https://contoso.operations.dynamics.com", "http_verb": "GET"},
    **PLACE,
)
monitor.MetricAlert(
    "availability",
    rule_name="availability",
    resource_group_name=group.name,
    location="global",
    description="The ERP does not answer",
    severity=1,
    enabled=True,
    evaluation_frequency="PT1M",
    window_size="PT5M",
    scopes=[component.id, test.id],
    criteria=monitor.WebtestLocationAvailabilityCriteriaArgs(
        odata_type="Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria",
        component_id=component.id,
        web_test_id=test.id,
        failed_location_count=2,
    ),
    actions=[{"action_group_id": people.id}],
)
applicationinsights.Workbook(
    "overview",
    resource_name_="9d2c5e71-40fb-4a86-b7d3-e81f6a0c4925",
    display_name="Overview",
    category="workbook",
    kind="shared",
    version="Notebook/1.0",
    source_id=workspace.id,
    serialized_data='{"version": "Notebook/1.0", "items": []}',
    tags={"environmentType": "production"},
    **PLACE,
)
operationalinsights.SavedSearch(
    "failures",
    saved_search_id="failures",
    workspace_name=workspace.name,
    category="Dual-write",
    display_name="Failed synchronizations",
    query="AppTraces | where Message has 'dual-write' and SeverityLevel >= 3",
    version=2,
    **GROUP,
)
portal.Dashboard(
    "operators",
    dashboard_name="operators",
    properties={"lenses": [{"order": 0, "parts": []}]},
    tags={"hidden-title": "Operators"},
    **PLACE,
)
