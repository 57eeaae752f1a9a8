# /// script
# dependencies = []
# ///
"""Resources that have nearly the type, or nearly the shape, of what the pack reads.

Written by hand: none of these packages exists, but for the tokens of the two providers of Power
Platform, whose resources here are none of those that are read.
"""

import pulumi

TENANT = "4e8d0b63-f17a-4c25-9b3e-72a6d5c1f089"
APP = "0d8b61f4-72ae-4c39-b5e0-81f6a2c947d3"
ERP = "https://contoso.operations.dynamics.com"
DATABASE = {
    "domain": "contoso",
    "domainName": "contoso",
    "templates": ["D365_FinOps_Finance"],
    "templateMetadata": '{"PostProvisioningPackages": [{"applicationUniqueName":'
    ' "msdyn_FinanceAndOperationsProvisioningAppAnchor"}]}',
    "url": "https://contoso.crm4.dynamics.com/",
    "version": "9.0.0.1",
    "linkedAppId": APP,
    "linkedAppUrl": ERP,
}
ENVIRONMENT = {
    "displayName": "Contoso",
    "location": "europe",
    "azureRegion": "westeurope",
    "region": "eastus",
    "environmentType": "Trial",
    "environmentId": "3c5d9e17-60b2-4a8f-91de-4f7b28a0c635",
    "tenantId": TENANT,
    "dataverse": DATABASE,
    "linkedAppId": APP,
    "linkedAppType": "Internal",
    "linkedAppUrl": ERP,
    "url": ERP,
    "version": "10.0.8",
    "templates": ["D365_FinOps_SCM"],
    "uniqueName": "DualWriteCoreAnchor",
}
PAIR = {
    "financeAndOperations": {"url": ERP, "region": "eastus", "environmentType": "trial"},
    "customerEngagement": {"url": "https://contoso.crm4.dynamics.com", "region": "westeurope"},
    "link": {"initialSyncLegalEntities": 400},
}


class Component(pulumi.ComponentResource):
    """A component that says all that it was given."""

    def __init__(self, token: str, name: str, inputs: dict[str, object]) -> None:
        super().__init__(token, name, inputs)
        self.register_outputs(inputs)


Component("contoso:platform:Landscape", "landscape", {**ENVIRONMENT, **PAIR})
Component("contoso:index:EnvironmentPair", "pair-of-others", dict(PAIR))
Component("dualwrite:index:EnvironmentPairs", "pairs", {"pairs": [PAIR]})
Component("dualwrite:index:Environment", "environment", dict(ENVIRONMENT))
Component("powerplatform:components:ResEnvironment", "component-only", dict(ENVIRONMENT))
for token in (
    "contoso:index:Environment",
    "contoso:index/environmentType:EnvironmentType",
    "contoso:environment:Environment",
    "powerplatform:index:EnvironmentGroup",
    "powerplatform:index:ManagedEnvironment",
    "powerplatform:index/v2:Environment",
    "power-platform:index/environmentSettings:EnvironmentSettings",
    "power-platform:index/environmentWave:EnvironmentWave",
    "power-platform:index/environmentApplicationAdmin:EnvironmentApplicationAdmin",
):
    pulumi.CustomResource(token, token.replace("/", "-").replace(":", "-"), dict(ENVIRONMENT))
# The type of the bridged provider's, in other packages: with less than its shape, and with all of it
# in an environment that nothing marks for dual-write.
for name, inputs in {
    "without-type": {"displayName": "Contoso", "location": "europe", "dataverse": DATABASE},
    "without-location": {"displayName": "A", "environmentType": "Trial", "dataverse": DATABASE},
    "without-name": {"environmentType": "Trial", "location": "europe", "dataverse": DATABASE},
    "flat": {
        "displayName": "Contoso",
        "environmentType": "Production",
        "location": "westeurope",
        "url": "https://contoso.example",
        "version": "1.0",
        "domain": "contoso",
        "templates": ["starter"],
    },
    "dataverse-of-another-kind": {
        "displayName": "Contoso",
        "environmentType": "Production",
        "location": "Frankfurt",
        "dataverse": True,
        "templates": {"D365_FinOps_Finance": False},
    },
}.items():
    pulumi.CustomResource("contoso:index/environment:Environment", name, inputs)
