# /// script
# dependencies = [
#   "pulumi-azure-native==3.29.0", "pulumi-kubernetes==4.34.2", "pulumi-random==4.21.4",
# ]
# ///
"""AKS with a container registry, and what runs on it: Argo Workflows, a job and its settings."""

import pulumi
import pulumi_kubernetes as kubernetes
import pulumi_random as random
from pulumi_azure_native import (
    authorization,
    containerregistry,
    containerservice,
    managedidentity,
    resources,
)

client = authorization.get_client_config()
group = resources.ResourceGroup(
    "rg-platform", resource_group_name="rg-platform", location="westeurope"
)
PLACE = {"resource_group_name": group.name, "location": "westeurope"}
suffix = random.RandomString("suffix", length=6, special=False, upper=False)
registry = containerregistry.Registry(
    "registry",
    registry_name=suffix.result.apply(lambda text: f"crplatform{text}"),
    sku={"name": "Premium"},
    admin_user_enabled=False,
    **PLACE,
)
containerregistry.Replication(
    "replica",
    replication_name="northeurope",
    registry_name=registry.name,
    resource_group_name=group.name,
    location="northeurope",
    region_endpoint_enabled=True,
)
identity = managedidentity.UserAssignedIdentity("id-cluster", resource_name_="id-cluster", **PLACE)
cluster = containerservice.ManagedCluster(
    "aks-platform",
    resource_name_="aks-platform",
    dns_prefix="platform",
    kubernetes_version="1.33",
    enable_rbac=True,
    identity={"type": "SystemAssigned"},
    identity_profile={"kubeletidentity": {"resource_id": identity.id}},
    aad_profile={
        "managed": True,
        "enable_azure_rbac": True,
        "tenant_id": client.tenant_id,
        "admin_group_object_ids": ["6a1f3c52-8d0e-4b7a-9c41-2e5d7f80a913"],
    },
    agent_pool_profiles=[
        {
            "name": "system",
            "mode": "System",
            "count": 3,
            "vm_size": "Standard_D4s_v5",
            "os_type": "Linux",
            "availability_zones": ["1", "2", "3"],
        }
    ],
    network_profile={"network_plugin": "azure", "network_plugin_mode": "overlay"},
    **PLACE,
)
containerservice.AgentPool(
    "workloads",
    agent_pool_name="workloads",
    resource_group_name=group.name,
    resource_name_=cluster.name,
    count=2,
    vm_size="Standard_D8s_v5",
    mode="User",
    node_labels={"environmentType": "sandbox", "region": "westeurope"},
)
authorization.RoleAssignment(
    "pull",
    role_assignment_name="b4e0a7d5-21c9-4f36-8a1d-7e93c0512f68",
    scope=registry.id,
    principal_id="d1c7e2a4-5b60-4f19-8e37-a92b04c6d853",
    principal_type="ServicePrincipal",
    role_definition_id=f"/subscriptions/{client.subscription_id}/providers"
    "/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
)
password = random.RandomPassword("database", length=24)
provider = kubernetes.Provider("cluster", context="platform", namespace="default")
options = pulumi.ResourceOptions(provider=provider, depends_on=[cluster])
namespace = kubernetes.core.v1.Namespace(
    "integration",
    metadata={"name": "integration", "labels": {"environmentType": "production"}},
    opts=options,
)
settings = kubernetes.core.v1.ConfigMap(
    "endpoints",
    metadata={"name": "endpoints", "namespace": namespace.metadata.name},
    data={
        "tenantId": client.tenant_id,
        "environmentId": "3c5d9e17-60b2-4a8f-91de-4f7b28a0c635",
        "linkedAppId": "0d8b61f4-72ae-4c39-b5e0-81f6a2c947d3",
        "linkedAppUrl": "https://contoso.operations.dynamics.com",
        "dataverse.url": "https://contoso.crm4.dynamics.com",
        "templates": '["D365_FinOps_Finance"]',
        "location": "europe",
        "version": "10.0.8",
    },
    opts=options,
)
kubernetes.core.v1.Secret(
    "database",
    metadata={"name": "database", "namespace": namespace.metadata.name},
    string_data={"password": password.result},
    opts=options,
)
labels = {"app": "worker"}
kubernetes.apps.v1.Deployment(
    "worker",
    metadata={"name": "worker", "namespace": namespace.metadata.name},
    spec={
        "replicas": 2,
        "selector": {"match_labels": labels},
        "template": {
            "metadata": {"labels": labels},
            "spec": {
                "containers": [
                    {
                        "name": "worker",
                        "image": pulumi.Output.concat(registry.login_server, "/worker:1.4.0"),
                        "env_from": [{"config_map_ref": {"name": settings.metadata.name}}],
                    }
                ]
            },
        },
    },
    opts=options,
)
kubernetes.helm.v3.Release(
    "workflows",
    chart="argo-workflows",
    version="0.45.2",
    namespace=namespace.metadata.name,
    repository_opts={"repo": "https://charts.contoso.example"},
    values={"controller": {"region": "westeurope"}},
    opts=options,
)
kubernetes.apiextensions.CustomResource(
    "nightly",
    api_version="argoproj.io/v1alpha1",
    kind="WorkflowTemplate",
    metadata={"name": "nightly", "namespace": namespace.metadata.name},
    spec={
        "entrypoint": "copy",
        "templates": [{"name": "copy", "container": {"image": "busybox:1.37"}}],
        "arguments": {"parameters": [{"name": "environmentType", "value": "Production"}]},
    },
    opts=options,
)
