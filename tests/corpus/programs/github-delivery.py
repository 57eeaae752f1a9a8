# /// script
# dependencies = ["pulumi-github==6.15.0"]
# ///
"""A repository of Dynamics 365 customizations, with an environment a stage and its variables."""

import pulumi
import pulumi_github as github

repository = github.Repository(
    "customizations",
    name="customizations",
    description="Customizations of finance and operations apps",
    visibility="private",
    has_issues=True,
    homepage_url="https://contoso.operations.dynamics.com",
    template={"owner": "contoso", "repository": "template", "include_all_branches": False},
    topics=["dynamics-365", "dual-write"],
)
github.BranchProtection(
    "main",
    repository_id=repository.node_id,
    pattern="main",
    required_pull_request_reviews=[{"required_approving_review_count": 2}],
)
team = github.Team("release-managers", name="release-managers", privacy="closed")
github.TeamRepository(
    "release-managers", team_id=team.id, repository=repository.name, permission="maintain"
)
STAGES = {"sandbox": "https://contoso-uat.sandbox.operations.dynamics.com"}
STAGES["production"] = "https://contoso.operations.dynamics.com"
for stage, url in STAGES.items():
    environment = github.RepositoryEnvironment(
        stage,
        environment=stage,
        repository=repository.name,
        wait_timer=30,
        can_admins_bypass=False,
        deployment_branch_policy={"protected_branches": False, "custom_branch_policies": True},
    )
    github.RepositoryEnvironmentDeploymentPolicy(
        stage,
        repository=repository.name,
        environment=environment.environment,
        branch_pattern="release/*",
    )
    for name, value in {
        "LINKED_APP_URL": url,
        "ENVIRONMENT_TYPE": stage.capitalize(),
        "AZURE_REGION": "westeurope",
        "TENANT_ID": "4e8d0b63-f17a-4c25-9b3e-72a6d5c1f089",
    }.items():
        github.ActionsEnvironmentVariable(
            f"{stage}-{name}",
            repository=repository.name,
            environment=environment.environment,
            variable_name=name,
            value=value,
        )
    github.ActionsEnvironmentSecret(
        f"{stage}-client-secret",
        repository=repository.name,
        environment=environment.environment,
        secret_name="CLIENT_SECRET",
        value=pulumi.Output.secret("not a real secret"),
    )
github.ActionsVariable(
    "version", repository=repository.name, variable_name="VERSION", value="10.0.8"
)
