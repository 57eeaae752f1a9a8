"""Pulumi components for Dynamics 365 dual-write."""

from __future__ import annotations

from .environment_pair import (
    CustomerEngagementArgs,
    EnvironmentPair,
    EnvironmentPairArgs,
    FinanceAndOperationsArgs,
    LinkArgs,
    SolutionArgs,
)
from .stack_configuration import DeclaredPair, declared_pairs

__all__ = [
    "CustomerEngagementArgs",
    "DeclaredPair",
    "EnvironmentPair",
    "EnvironmentPairArgs",
    "FinanceAndOperationsArgs",
    "LinkArgs",
    "SolutionArgs",
    "declared_pairs",
]
