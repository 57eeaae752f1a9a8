"""``AzureFoundation``: the Azure side of a pair, as one component.

Nothing here imports ``pulumi_azure_native`` before a foundation is made: its modules take up to a
second each, and most programs declare no foundation.
"""

from __future__ import annotations

from .args import (
    AzureFoundationArgs,
    EncryptionArgs,
    EnvironmentCountsArgs,
    LogsArgs,
    NetworkArgs,
    RegionNetworkArgs,
    StorageArgs,
)
from .component import AzureFoundation

__all__ = [
    "AzureFoundation",
    "AzureFoundationArgs",
    "EncryptionArgs",
    "EnvironmentCountsArgs",
    "LogsArgs",
    "NetworkArgs",
    "RegionNetworkArgs",
    "StorageArgs",
]
