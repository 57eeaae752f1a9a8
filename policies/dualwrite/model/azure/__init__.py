"""Azure resources beside a pair: which kinds are looked at, and what requirements need of them.

Everything here is about resources of pulumi-azure-native as Pulumi shows them. Which of them belong
to a pair is settled by ``pairing``.
"""

from __future__ import annotations

from .kinds import AzureKind, azure_kind_of
from .resource import AzureResource, read_azure_resource

__all__ = ["AzureKind", "AzureResource", "azure_kind_of", "read_azure_resource"]
