"""Environments of Microsoft's Terraform provider, bridged: raw resources with its schema's names."""

import json

import pulumi

PACKAGE = "power-platform"
PACKAGE_TOKEN = (
    f"{PACKAGE}:index/environmentApplicationPackageInstall:EnvironmentApplicationPackageInstall"
)
DATABASE = {"currencyCode": "EUR", "languageCode": 1033}
NOBODY = "00000000-0000-0000-0000-000000000000"


class Environment(pulumi.CustomResource):
    """As an SDK would register it: outputs are there, without a value."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions, **inputs: object) -> None:
        outputs = {"azureRegion": None, "enterprisePolicies": None}
        super().__init__(
            f"{PACKAGE}:index/environment:Environment", name, {**outputs, **inputs}, opts
        )


class PackageInstall(pulumi.CustomResource):
    """One application package in one environment."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions, **inputs: object) -> None:
        super().__init__(PACKAGE_TOKEN, name, inputs, opts)


provider = pulumi.ProviderResource(
    PACKAGE, "tenant", {"tenantId": "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11", "useCli": "true"}
)
options = pulumi.ResourceOptions(provider=provider)

crm = Environment(
    "contoso-crm",
    options,
    displayName="Contoso CRM",
    description="linked to https://contoso.operations.dynamics.com",
    location="europe",
    azureRegion="westeurope",
    environmentType="Production",
    dataverse={
        "domain": "contoso",
        "templates": ["D365_Sales"],
        "securityGroupId": NOBODY,
        **DATABASE,
    },
)
erp = Environment(
    "contoso-erp",
    options,
    displayName="Contoso ERP",
    location="unitedstates",
    environmentType="Sandbox",
    dataverse={
        "domain": "contoso-erp",
        "templates": ["d365_finops_projops"],
        "templateMetadata": json.dumps(
            {
                "PostProvisioningPackages": [
                    {
                        "applicationUniqueName": "msdyn_FinanceAndOperationsProvisioningAppAnchor",
                        "parameters": "DevToolsEnabled=false|DemoDataEnabled=true",
                    }
                ]
            }
        ),
        **DATABASE,
    },
)
Environment(
    "plain",
    options,
    displayName="Without a database",
    location="unitedstates",
    environmentType="Developer",
)
Environment(
    "secret",
    options,
    displayName="With a secret address",
    location="europe",
    environmentType="Production",
    dataverse={"domain": pulumi.Output.secret("northwind"), **DATABASE},
)
core = PackageInstall("core", options, environmentId=crm.id, uniqueName="DualWriteCoreAnchor")
application_core = PackageInstall(
    "application-core",
    pulumi.ResourceOptions(provider=provider, depends_on=[core]),
    environmentId=crm.id,
    uniqueName="MSDYN_DualWriteAppCoreAnchor",
)
PackageInstall(
    "prospect-to-cash", options, environmentId=crm.id, uniqueName="ProspectToCash_Anchor"
)
PackageInstall("sales", options, environmentId=crm.id, uniqueName="msdyn_SalesApp")
PackageInstall(
    "provisioning",
    options,
    environmentId=erp.id,
    uniqueName="msdyn_FinanceAndOperationsProvisioningAppAnchor",
)
PackageInstall("not-known-yet", options, environmentId=crm.id, uniqueName=core.id)
