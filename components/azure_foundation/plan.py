"""What a foundation will consist of: everything decided before anything is registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from dualwrite.vocabulary.regions import Region

from .addressing import RegionNetwork
from .model import EncryptionModel, LogsModel, StorageModel
from .naming import Names


@dataclass(frozen=True)
class Encryption:
    """The key vault: in which tenant, and reachable from where."""

    tenant_id: pulumi.Input[str]
    options: EncryptionModel


@dataclass(frozen=True)
class Plan:
    """A foundation, with ``None`` for each part that is not made."""

    pair: str
    region: Region
    names: Names
    tags: Mapping[str, pulumi.Input[str]]
    policy_location: str
    """Of enterprise policies; empty where there are none."""
    networks: tuple[RegionNetwork, ...] | None
    encryption: Encryption | None
    logs: LogsModel | None
    storage: StorageModel | None
