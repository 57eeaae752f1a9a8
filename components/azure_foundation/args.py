"""The arguments of ``AzureFoundation``, as programs write them.

All values but tags and the facts of the environment are plain: they decide which resources there
are and what they are called, which has to be known when the program runs.
"""

# No `from __future__ import annotations` here: Pulumi's component providers read the annotations
# of these classes as types, not as text.

from collections.abc import Mapping
from typing import Required, TypedDict

import pulumi

from ..environment_pair import CustomerEngagementArgs


class EnvironmentCountsArgs(TypedDict, total=False):
    """How many Power Platform environments the networks serve. They size the delegated subnets."""

    production: int
    """Production environments, of which each takes 30 addresses; 0 or more."""
    others: int
    """All other environments, of which each takes 10 addresses; 0 or more."""


class RegionNetworkArgs(TypedDict, total=False):
    """The virtual network of one Azure region. What is left out is planned."""

    addressSpace: str
    """The network's own IPv4 range (``10.20.0.0/24``); planned out of ``network.addressSpace``."""
    subnet: str
    """The delegated subnet's IPv4 range inside it (``10.20.0.0/26``); by default its beginning."""


class NetworkArgs(TypedDict, total=False):
    """Virtual networks for Power Platform, one in each Azure region that the location needs."""

    addressSpace: str
    """The IPv4 range that the networks are planned in (``10.20.0.0/16``): each region has an equal
    part of it. Needed unless ``regions`` gives every region a range."""
    regions: Mapping[str, RegionNetworkArgs]
    """By Azure region (``westeurope``): ranges of your own."""
    environments: EnvironmentCountsArgs
    """By default one: the pair's own customer engagement environment. Count those to come, too: the
    range of a subnet must not change while an environment uses it."""


class EncryptionArgs(TypedDict, total=False):
    """A key vault with a key for the environment's data, and the policy that refers to it."""

    publicNetworkAccess: bool
    """Whether the vault can be reached from the internet; true by default. With false, only trusted
    services of Microsoft and private endpoints of your own reach it."""


class LogsArgs(TypedDict, total=False):
    """A Log Analytics workspace that the foundation's other resources send their logs to."""

    retentionInDays: int
    """How many days logs are kept: 30 to 730, by default 90."""


class StorageArgs(TypedDict, total=False):
    """A storage account for exports."""

    redundancy: str
    """``LRS`` (the default) or ``ZRS``. Both keep every copy in the region; geo-redundant copies can
    leave the pair's geography."""


class AzureFoundationArgs(TypedDict, total=False):
    """What a foundation consists of. Each part is made where its key is there, if only as ``{}``."""

    customerEngagement: Required[CustomerEngagementArgs]
    """The facts of the pair's customer engagement environment, as the pair has them.
    ``region`` or ``geography`` has to be plain text; ``tenantId`` is needed for ``encryption``."""
    pair: str
    """The pair's name. Left out, it is the parent's; programs in other languages give it."""
    region: str
    """The Azure region of the resource group and of all that is in one region only
    (``westeurope``); by default the environment's."""
    baseName: str
    """What the names of the resources are made of; by default the pair's name."""
    nameSuffix: str
    """What makes the names of vault and storage account unique in all of Azure: 3 to 8 lower-case
    letters and digits. By default six that follow from tenant, project, stack and pair."""
    tags: Mapping[str, pulumi.Input[str]]
    """Further tags of everything that takes tags."""
    network: NetworkArgs
    """Virtual networks, NAT gateways and the network-injection policy."""
    encryption: EncryptionArgs
    """Key vault, key, role assignment and the encryption policy."""
    logs: LogsArgs
    """Log Analytics workspace and diagnostic settings."""
    storage: StorageArgs
    """Storage account."""
