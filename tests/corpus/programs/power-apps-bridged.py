# /// script
# dependencies = []
# ///
"""Power Platform without finance and operations apps, with Microsoft's Terraform provider, bridged.

Written by hand, as there is no SDK in the package index: it is generated where it is used. Tokens and
properties are those of the provider's schema (microsoft/power-platform, 2026-11-24).
"""

import pulumi

PACKAGE = "power-platform"
NOBODY = "00000000-0000-0000-0000-000000000000"
DATABASE = {"currencyCode": "EUR", "languageCode": 1033, "securityGroupId": NOBODY}

provider = pulumi.ProviderResource(
    PACKAGE, "tenant", {"tenantId": "4e8d0b63-f17a-4c25-9b3e-72a6d5c1f089", "useOidc": "true"}
)


def declare(kind: str, name: str, inputs: dict[str, object]) -> pulumi.CustomResource:
    """Register a resource as a generated SDK would: its type has its kind in both cases."""
    return pulumi.CustomResource(
        f"{PACKAGE}:index/{kind[0].lower()}{kind[1:]}:{kind}",
        name,
        inputs,
        pulumi.ResourceOptions(provider=provider),
    )


policy = declare(
    "BillingPolicy",
    "pay-as-you-go",
    {
        "name": "pay-as-you-go",
        "location": "europe",
        "status": "Enabled",
        "billingInstrument": {
            "resourceGroup": "rg-billing",
            "subscriptionId": "1f4b8c07-92d3-4e6a-a5f1-0c7d3e86b942",
        },
    },
)
ENVIRONMENTS: dict[str, dict[str, object]] = {
    "sales": {
        "location": "europe",
        "azureRegion": "westeurope",
        "environmentType": "Production",
        "dataverse": {"domain": "contoso-sales", "templates": ["D365_Sales"], **DATABASE},
    },
    "sales-test": {
        "location": "europe",
        "environmentType": "Sandbox",
        "description": "A copy of production, without dual-write",
        "dataverse": {
            "domain": "contoso-sales-test",
            "templates": ["D365_Sales"],
            "templateMetadata": '{"PostProvisioningPackages": []}',
            **DATABASE,
        },
    },
    "projects": {
        "location": "unitedstates",
        "environmentType": "Production",
        "releaseCycle": "Early",
        "dataverse": {"templates": ["D365_ProjectOperations"], **DATABASE},
    },
    "developer": {"location": "europe", "environmentType": "Developer", "ownerId": NOBODY},
    "apps": {
        "location": "unitedkingdom",
        "environmentType": "Production",
        "billingPolicyId": policy.id,
        "dataverse": {"domain": pulumi.Output.secret("contoso-apps"), **DATABASE},
    },
}
made = {
    name: declare("Environment", name, {"displayName": name.capitalize(), **inputs})
    for name, inputs in ENVIRONMENTS.items()
}
# Packages of customer engagement apps, and of others that need no dual-write to be of use; the last
# two are what people install who have finance and operations apps, but not in this stack.
for name, environment in {
    "msdyn_SalesApp": "sales",
    "msdyn_SalesInsights": "sales",
    "FieldService_Anchor": "sales-test",
    "ProjectOperations_Anchor": "projects",
    "HCMCommonAnchor": "projects",
    "MicrosoftOperationsVEAnchor": "sales",
    "ProspectToCash_Anchor": "sales",
}.items():
    declare(
        "EnvironmentApplicationPackageInstall",
        name,
        {"environmentId": made[environment].id, "uniqueName": name},
    )
for name in ("sales", "apps"):
    declare(
        "ManagedEnvironment", name, {"environmentId": made[name].id, "isGroupSharingDisabled": True}
    )
    declare(
        "EnvironmentSettings",
        name,
        {
            "environmentId": made[name].id,
            "auditAndLogs": {"auditSettings": {"isAuditEnabled": True}},
            "email": {"emailSettings": {"maxUploadFileSizeInBytes": 5242880}},
        },
    )
declare(
    "EnterprisePolicy",
    "network",
    {
        "environmentId": made["sales"].id,
        "policyType": "NetworkInjection",
        "systemId": "/regions/europe/providers/Microsoft.PowerPlatform/enterprisePolicies"
        "/b60d4a31-2c97-4e58-8f1a-d03e79c5246b",
    },
)
declare(
    "Solution",
    "orders",
    {
        "environmentId": made["sales"].id,
        "solutionFile": "orders_1_0_0_8.zip",
        "solutionVersion": "1.0.0.8",
    },
)
declare("EnvironmentGroup", "makers", {"displayName": "Makers", "description": "Production"})
declare(
    "DataRecord",
    "account",
    {
        "environmentId": made["sales"].id,
        "tableLogicalName": "account",
        "columns": {"name": "Contoso", "linkedAppUrl": "https://contoso.operations.dynamics.com"},
    },
)
