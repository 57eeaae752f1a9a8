"""Environments of the native provider, as its users write them (rpothin-powerplatform 0.4.9)."""

import json

import pulumi
import rpothin_powerplatform as powerplatform

DATABASE = {"currency_code": "EUR", "language_code": 1033}

finance = powerplatform.Environment(
    "contoso-erp",
    display_name="Contoso ERP",
    location="europe",
    azure_region="westeurope",
    environment_type="Sandbox",
    dataverse=powerplatform.DataverseArgs(
        domain_name="contoso-erp",
        templates=["D365_FinOps_Finance"],
        template_metadata=json.dumps(
            {
                "PostProvisioningPackages": [
                    {
                        "applicationUniqueName": "msdyn_FinanceAndOperationsProvisioningAppAnchor",
                        "parameters": "DevToolsEnabled=true|DemoDataEnabled=true",
                    }
                ]
            }
        ),
        **DATABASE,
    ),
)
customer = powerplatform.Environment(
    "contoso-crm",
    display_name="Contoso CRM",
    location="europe",
    azure_region="northeurope",
    environment_type="Production",
    linked_app_id=finance.id,
    dataverse=powerplatform.DataverseArgs(
        domain_name="contoso", templates=["D365_Sales", "D365_CustomerService"], **DATABASE
    ),
)
powerplatform.Environment(
    "linked",
    display_name="Linked to an environment that exists",
    location="unitedstates",
    environment_type="Production",
    linked_app_id="5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60",
    dataverse=powerplatform.DataverseArgs(
        domain_name="fabrikam", templates=["D365_DeveloperEdition"], **DATABASE
    ),
)
powerplatform.Environment(
    "canvas",
    display_name="Canvas apps",
    location="unitedstates",
    environment_type="Sandbox",
    linked_app_type="Canvas",
    linked_app_id="0a7cbb2e-8e3f-4b6f-8f0e-6f9a2a4d1b55",
    dataverse=powerplatform.DataverseArgs(domain_name="apps", **DATABASE),
)
powerplatform.Environment(
    "plain",
    display_name="Without a database",
    location="unitedstates",
    environment_type="Trial",
)
powerplatform.Environment(
    "secret",
    display_name="With a secret address",
    location="europe",
    environment_type="Production",
    linked_app_id="5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a61",
    dataverse=powerplatform.DataverseArgs(
        domain_name=pulumi.Output.secret("northwind"),
        templates=["D365_CDSSampleApp"],
        **DATABASE,
    ),
)
