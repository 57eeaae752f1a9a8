# /// script
# dependencies = ["pulumi-azuredevops==3.16.2"]
# ///
"""A project of Azure DevOps that releases to Lifecycle Services, with environments and checks."""

import pulumi
import pulumi_azuredevops as azuredevops

TENANT = "4e8d0b63-f17a-4c25-9b3e-72a6d5c1f089"
project = azuredevops.Project(
    "erp",
    name="ERP",
    description="Finance and operations apps, and dual-write",
    visibility="private",
    version_control="Git",
    work_item_template="Agile",
)
PROJECT = {"project_id": project.id}
repository = azuredevops.Git(
    "erp",
    name="erp",
    default_branch="refs/heads/main",
    initialization={"init_type": "Clean"},
    **PROJECT,
)
azure = azuredevops.ServiceEndpointAzureRM(
    "azure",
    service_endpoint_name="azure",
    service_endpoint_authentication_scheme="WorkloadIdentityFederation",
    azurerm_spn_tenantid=TENANT,
    azurerm_subscription_id="1f4b8c07-92d3-4e6a-a5f1-0c7d3e86b942",
    azurerm_subscription_name="Contoso",
    environment="AzureCloud",
    **PROJECT,
)
lifecycle = azuredevops.ServiceendpointDynamicsLifecycleServices(
    "lifecycle-services",
    service_endpoint_name="lifecycle-services",
    authorization_endpoint=f"https://login.microsoftonline.com/{TENANT}",
    lifecycle_services_api_endpoint="https://lcsapi.lcs.dynamics.com",
    client_id="92c4e6d8-0a1b-4f73-85c9-3d7e60b2a14f",
    username="release@contoso.example",
    password=pulumi.Output.secret("not a real password"),
    **PROJECT,
)
variables = azuredevops.VariableGroup(
    "environments",
    name="environments",
    allow_access=False,
    variables=[
        {"name": "environmentType", "value": "Production"},
        {"name": "linkedAppId", "value": "0d8b61f4-72ae-4c39-b5e0-81f6a2c947d3"},
        {"name": "url", "value": "https://contoso.operations.dynamics.com"},
        {"name": "version", "value": "10.0.8"},
        {"name": "password", "secret_value": "not a real password", "is_secret": True},
    ],
    **PROJECT,
)
build = azuredevops.BuildDefinition(
    "release",
    name="release",
    path="\\ERP",
    repository={
        "repo_type": "TfsGit",
        "repo_id": repository.id,
        "branch_name": repository.default_branch,
        "yml_path": "release.yml",
    },
    ci_trigger={"use_yaml": True},
    **PROJECT,
)
for name in ("Sandbox", "Production"):
    environment = azuredevops.Environment(
        name.lower(), name=name, description=f"The {name.lower()} environment of the ERP", **PROJECT
    )
    azuredevops.CheckApproval(
        name.lower(),
        target_resource_id=environment.id,
        target_resource_type="environment",
        approvers=["5b7d0e29-c4f8-4136-9a2e-60d1f8b3c947"],
        requester_can_approve=False,
        timeout=43200,
        **PROJECT,
    )
    azuredevops.CheckBranchControl(
        name.lower(),
        display_name=f"{name} from release branches",
        target_resource_id=environment.id,
        target_resource_type="environment",
        allowed_branches="refs/heads/release/*",
        verify_branch_protection=True,
        **PROJECT,
    )
azuredevops.PipelineAuthorization(
    "lifecycle-services", resource_id=lifecycle.id, type="endpoint", **PROJECT
)
azuredevops.Team("operators", name="Operators", description="westeurope", **PROJECT)
azuredevops.BranchPolicyMinReviewers(
    "main",
    enabled=True,
    blocking=True,
    settings={
        "reviewer_count": 2,
        "scopes": [
            {
                "repository_id": repository.id,
                "repository_ref": repository.default_branch,
                "match_type": "Exact",
            }
        ],
    },
    **PROJECT,
)
