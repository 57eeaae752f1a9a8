"""From a plan to resources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi

from .addressing import RegionNetwork
from .logs import make_workspace, send_logs
from .model import StorageModel
from .network import make_network
from .plan import Encryption, Plan
from .policies import make_encryption_policy, make_network_policy
from .scope import Scope
from .storage import make_storage_account
from .vault import grant_access, make_key, make_vault

_BLOBS = "/blobServices/default"
"""The part of a storage account that has logs of blobs."""


def build(component: pulumi.ComponentResource, plan: Plan) -> dict[str, Any]:
    """Make everything that is planned, as children of the component.

    :returns: the component's outputs; the texts of parts that are not made are left out.
    """
    group = _make_group(component, plan)
    scope = Scope(component, plan, group)
    outputs: dict[str, Any] = {
        "resourceGroupName": group.name,
        "subnetIds": {},
        "egressAddresses": {},
    }
    if plan.logs is not None:
        # First, because the logs of everything else go there.
        workspace = make_workspace(scope, plan.logs)
        scope = scope._replace(workspace=workspace)
        outputs["logWorkspaceId"] = workspace.id
    if plan.networks is not None:
        outputs |= _build_networks(scope, plan.networks)
    if plan.encryption is not None:
        outputs |= _build_encryption(scope, plan.encryption)
    if plan.storage is not None:
        outputs |= _build_storage(scope, plan.storage)
    return outputs


def _make_group(component: pulumi.ComponentResource, plan: Plan) -> Any:
    from pulumi_azure_native import resources

    return resources.ResourceGroup(
        f"{component.pulumi_resource_name}-resource-group",
        resource_group_name=plan.names.resource_group,
        location=plan.region.name,
        tags=plan.tags,
        opts=pulumi.ResourceOptions(parent=component),
    )


def _build_networks(scope: Scope, planned: Sequence[RegionNetwork]) -> dict[str, Any]:
    networks = [make_network(scope, one) for one in planned]
    policy = make_network_policy(scope, networks)
    for one in networks:
        send_logs(scope, f"address-{one.region.name}", one.address.id)
    return {
        "subnetIds": {one.region.name: one.subnet.id for one in networks},
        "egressAddresses": {one.region.name: one.address.ip_address for one in networks},
        "networkPolicySystemId": policy.system_id,
    }


def _build_encryption(scope: Scope, encryption: Encryption) -> dict[str, Any]:
    vault = make_vault(scope, encryption)
    policy = make_encryption_policy(scope, vault, make_key(scope, vault))
    grant_access(scope, vault, policy)
    send_logs(scope, "key-vault", vault.id)
    return {
        "vaultUri": vault.properties.vault_uri,
        "encryptionPolicySystemId": policy.system_id,
    }


def _build_storage(scope: Scope, storage: StorageModel) -> dict[str, Any]:
    account = make_storage_account(scope, storage)
    send_logs(scope, "storage-account", pulumi.Output.concat(account.id, _BLOBS), "Transaction")
    return {"storageAccountName": account.name}
