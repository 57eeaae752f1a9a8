# /// script
# dependencies = ["rpothin-powerplatform==0.4.9"]
# ///
"""Power Platform without finance and operations apps, with the native provider.

``ResEnvironment`` is made up of its children here, as a local component of the SDK's type and inputs:
in the SDK, the provider's own program does that.
"""

import pulumi
import rpothin_powerplatform as powerplatform

SECURITY_GROUP = "6a1f3c52-8d0e-4b7a-9c41-2e5d7f80a913"
DATABASE = {"currency_code": "EUR", "language_code": 1033}


class ResEnvironment(pulumi.ComponentResource):
    """An environment that is managed, with its settings."""

    def __init__(self, name: str, inputs: dict[str, object]) -> None:
        super().__init__("powerplatform:components:ResEnvironment", name, inputs)
        options = pulumi.ResourceOptions(parent=self)
        environment = powerplatform.Environment(
            f"{name}-environment",
            display_name=inputs["displayName"],
            location=inputs["location"],
            azure_region=inputs["azureRegion"],
            environment_type=inputs["environmentType"],
            dataverse=powerplatform.DataverseArgs(
                domain_name=inputs["dataverse"]["domain"],
                templates=inputs["dataverse"]["templates"],
                **DATABASE,
            ),
            opts=options,
        )
        powerplatform.ManagedEnvironment(
            f"{name}-managed", environment_id=environment.id, opts=options
        )
        powerplatform.EnvironmentSettings(
            f"{name}-settings",
            environment_id=environment.id,
            is_audit_enabled="true",
            opts=options,
        )
        self.register_outputs({"environmentId": environment.id, "url": environment.dataverse.url})


group = powerplatform.EnvironmentGroup(
    "makers", display_name="Makers", description="Sandboxes in westeurope"
)
canvas = powerplatform.Environment(
    "canvas",
    display_name="Canvas apps",
    location="europe",
    azure_region="westeurope",
    environment_type="Production",
    environment_group_id=group.id,
    linked_app_type="Canvas",
    linked_app_id="0a7cbb2e-8e3f-4b6f-8f0e-6f9a2a4d1b55",
    dataverse=powerplatform.DataverseArgs(
        domain_name="contoso-apps", security_group_id=SECURITY_GROUP, **DATABASE
    ),
)
powerplatform.Environment(
    "model-driven",
    display_name="Model-driven apps",
    location="unitedstates",
    environment_type="Sandbox",
    linked_app_type="ModelDriven",
    linked_app_id="b1d94e60-37fa-4c82-a5d3-92e6f0c8714a",
    dataverse=powerplatform.DataverseArgs(
        domain_name="contoso-model", templates=["D365_CDSSampleApp"], **DATABASE
    ),
)
sales = powerplatform.Environment(
    "sales",
    display_name="Sales",
    description="Dual-write is planned for next year",
    location="unitedkingdom",
    environment_type="Production",
    dataverse=powerplatform.DataverseArgs(
        domain_name=pulumi.Output.secret("contoso-sales"),
        templates=["D365_Sales", "D365_CustomerService", "D365_FieldService"],
        template_metadata='{"PostProvisioningPackages": [{"applicationUniqueName":'
        ' "msdyn_SalesInsights", "parameters": ""}]}',
        **DATABASE,
    ),
)
powerplatform.Environment(
    "developer",
    display_name="Developer",
    location="europe",
    environment_type="Developer",
    owner_id="d1c7e2a4-5b60-4f19-8e37-a92b04c6d853",
)
powerplatform.Environment(
    "trial",
    display_name="Trial",
    location="europe",
    environment_type="Trial",
    dataverse=powerplatform.DataverseArgs(
        domain_name="contoso-trial", templates=["D365_DeveloperEdition"], **DATABASE
    ),
)
ResEnvironment(
    "service",
    {
        "displayName": "Service",
        "location": "europe",
        "azureRegion": "northeurope",
        "environmentType": "Sandbox",
        "isAuditEnabled": True,
        "managedEnvironmentEnabled": True,
        "dataverse": {
            "domain": "contoso-service",
            "templates": ["D365_CustomerServicePro"],
            "currencyCode": "EUR",
            "languageCode": 1033,
        },
    },
)
powerplatform.ManagedEnvironment("canvas", environment_id=canvas.id)
powerplatform.EnvironmentSettings(
    "canvas",
    environment_id=canvas.id,
    is_audit_enabled="true",
    audit_retention_period_in_days=90,
    power_apps_component_framework_for_canvas_apps=True,
)
powerplatform.EnvironmentApplicationAdmin(
    "pipeline", environment_id=sales.id, application_id="92c4e6d8-0a1b-4f73-85c9-3d7e60b2a14f"
)
powerplatform.EnvironmentBackup("before-go-live", environment_id=sales.id, label="Before go-live")
powerplatform.DlpPolicy(
    "connectors",
    name="Connectors",
    rule_sets=[
        {
            "id": "ConnectorGroups",
            "version": "1.0",
            "inputs": {"business": ["shared_dynamicsax", "shared_commondataserviceforapps"]},
        }
    ],
)
powerplatform.DataRecord(
    "account",
    environment_id=sales.id,
    table_logical_name="account",
    columns={"name": "Contoso", "websiteurl": "https://contoso.operations.dynamics.com"},
)
