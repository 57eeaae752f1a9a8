"""Azure resources that are part of another one, which they name."""

from __future__ import annotations

from .kinds import AzureKind

PART_OF = {
    AzureKind.SUBNET: ("virtualNetworkName", AzureKind.VIRTUAL_NETWORK),
    AzureKind.KEY: ("vaultName", AzureKind.VAULT),
    AzureKind.BLOB_CONTAINER: ("accountName", AzureKind.STORAGE_ACCOUNT),
}
"""By kind, the property that names the whole, and the kind of that."""
