"""Pulumi components for Dynamics 365 dual-write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .environment_pair import (
    CustomerEngagementArgs,
    EnvironmentPair,
    EnvironmentPairArgs,
    FinanceAndOperationsArgs,
    LinkArgs,
    SolutionArgs,
)
from .stack_configuration import DeclaredPair, declared_pairs

if TYPE_CHECKING:
    from .azure_foundation import (
        AzureFoundation,
        AzureFoundationArgs,
        EncryptionArgs,
        EnvironmentCountsArgs,
        LogsArgs,
        NetworkArgs,
        RegionNetworkArgs,
        StorageArgs,
    )

__all__ = [
    "AzureFoundation",
    "AzureFoundationArgs",
    "CustomerEngagementArgs",
    "DeclaredPair",
    "EncryptionArgs",
    "EnvironmentCountsArgs",
    "EnvironmentPair",
    "EnvironmentPairArgs",
    "FinanceAndOperationsArgs",
    "LinkArgs",
    "LogsArgs",
    "NetworkArgs",
    "RegionNetworkArgs",
    "SolutionArgs",
    "StorageArgs",
    "declared_pairs",
]


def __getattr__(name: str) -> Any:
    """Import the Azure side only where a program uses it."""
    if name in __all__:
        from . import azure_foundation

        return getattr(azure_foundation, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
