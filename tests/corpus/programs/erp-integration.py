# /// script
# dependencies = ["pulumi-azure-native==3.29.0"]
# ///
"""What talks to both apps without being a pair: Logic Apps, API Management and a data factory."""

import pulumi
from pulumi_azure_native import apimanagement, authorization, datafactory, logic, resources, web

ERP = "https://contoso.operations.dynamics.com"
CRM = "https://contoso.crm4.dynamics.com"
client = authorization.get_client_config()
group = resources.ResourceGroup(
    "rg-integration",
    resource_group_name="rg-integration",
    location="westeurope",
    tags={"dualwrite-pair": "contoso", "environmentType": "production", "linkedAppUrl": ERP},
)
GROUP = {"resource_group_name": group.name}
PLACE = {**GROUP, "location": "westeurope"}
CONNECTORS = {
    "dynamicsax": "Fin & Ops Apps",
    "commondataservice": "Microsoft Dataverse",
}
connections = {
    name: web.Connection(
        name,
        connection_name=name,
        properties={
            "display_name": title,
            "api": {
                "name": name,
                "type": "Microsoft.Web/locations/managedApis",
                "id": f"/subscriptions/{client.subscription_id}/providers/Microsoft.Web"
                f"/locations/westeurope/managedApis/{name}",
            },
            "parameter_values": {"token:TenantId": client.tenant_id, "token:grantType": "code"},
        },
        **PLACE,
    )
    for name, title in CONNECTORS.items()
}
logic.Workflow(
    "copy-customers",
    workflow_name="copy-customers",
    state="Enabled",
    definition={
        "$schema": "https://schema.management.azure.com/providers/Microsoft.Logic/schemas"
        "/2016-06-01/workflowdefinition.json#",
        "contentVersion": "1.0.0.0",
        "triggers": {"nightly": {"type": "Recurrence", "recurrence": {"frequency": "Day"}}},
        "actions": {
            "customers": {
                "type": "ApiConnection",
                "inputs": {"method": "get", "path": f"/datasets/{ERP}/tables/CustomersV3/items"},
            }
        },
    },
    parameters={
        "environments": {
            "type": "Object",
            "value": {
                "financeAndOperations": {"url": ERP, "region": "eastus"},
                "customerEngagement": {"url": CRM, "region": "westeurope"},
                "link": {"initialSyncLegalEntities": 400},
            },
        }
    },
    opts=pulumi.ResourceOptions(depends_on=list(connections.values())),
    **PLACE,
)
service = apimanagement.ApiManagementService(
    "apim-integration",
    service_name="apim-integration",
    publisher_email="integration@contoso.example",
    publisher_name="Contoso",
    sku={"name": "Premium", "capacity": 1},
    additional_locations=[
        {"location": "northeurope", "sku": {"name": "Premium", "capacity": 1}},
    ],
    **PLACE,
)
SERVICE = {"service_name": service.name, **GROUP}
for name, url in {"erp": f"{ERP}/data", "crm": f"{CRM}/api/data/v9.2"}.items():
    apimanagement.Backend(
        name, backend_id=name, url=url, protocol="http", resource_id=url, **SERVICE
    )
    apimanagement.Api(
        name, api_id=name, display_name=name.upper(), path=name, service_url=url, **SERVICE
    )
apimanagement.NamedValue(
    "tenantId",
    named_value_id="tenantId",
    display_name="tenantId",
    value=client.tenant_id,
    **SERVICE,
)
factory = datafactory.Factory(
    "adf-integration", factory_name="adf-integration", identity={"type": "SystemAssigned"}, **PLACE
)
FACTORY = {"factory_name": factory.name, **GROUP}
erp = datafactory.LinkedService(
    "finance-and-operations",
    linked_service_name="FinanceAndOperations",
    properties=datafactory.DynamicsAXLinkedServiceArgs(
        type="DynamicsAX",
        url=f"{ERP}/data",
        tenant=client.tenant_id,
        aad_resource_id=ERP,
        service_principal_id="92c4e6d8-0a1b-4f73-85c9-3d7e60b2a14f",
        service_principal_key=datafactory.SecureStringArgs(
            type="SecureString", value=pulumi.Output.secret("not a real key")
        ),
    ),
    **FACTORY,
)
crm = datafactory.LinkedService(
    "dataverse",
    linked_service_name="Dataverse",
    properties=datafactory.CommonDataServiceForAppsLinkedServiceArgs(
        type="CommonDataServiceForApps",
        authentication_type="AADServicePrincipal",
        deployment_type="Online",
        service_uri=CRM,
        service_principal_id="92c4e6d8-0a1b-4f73-85c9-3d7e60b2a14f",
    ),
    **FACTORY,
)
datafactory.Pipeline(
    "nightly",
    pipeline_name="nightly",
    parameters={"environmentType": {"type": "String", "default_value": "Production"}},
    annotations=["dual-write"],
    opts=pulumi.ResourceOptions(depends_on=[erp, crm]),
    **FACTORY,
)
resources.TemplateSpec(
    "environment", template_spec_name="environment", display_name="Environment", **PLACE
)
