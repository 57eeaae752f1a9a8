"""The storage account for exports."""

from __future__ import annotations

from typing import Any

from .model import StorageModel
from .scope import Scope


def make_storage_account(scope: Scope, storage: StorageModel) -> Any:
    """An account with TLS 1.2 or later, without public blobs, and closed to other tenants."""
    from pulumi_azure_native import storage as azure

    return azure.StorageAccount(
        scope.named("storage-account"),
        account_name=scope.plan.names.storage_account,
        resource_group_name=scope.group_name,
        location=scope.plan.region.name,
        kind="StorageV2",
        sku={"name": f"Standard_{storage.redundancy}"},
        minimum_tls_version="TLS1_2",
        enable_https_traffic_only=True,
        allow_blob_public_access=False,
        allow_cross_tenant_replication=False,
        tags=scope.plan.tags,
        opts=scope.options(),
    )
