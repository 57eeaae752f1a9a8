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
    """How many production environments, of which each takes 30 addresses: a whole number, 0 or
    more."""
    others: int
    """How many other environments, of which each takes 10 addresses: a whole number, 0 or more."""


class RegionNetworkArgs(TypedDict, total=False):
    """The virtual network of one Azure region. What is left out is planned."""

    addressSpace: str
    """The network's own IPv4 range, in CIDR notation: ``10.20.0.0/24``. By default a part of
    ``network.addressSpace``."""
    subnet: str
    """The delegated subnet's IPv4 range inside it, in CIDR notation: ``10.20.0.0/26``. By default
    the beginning of the network's, as large as the environments need."""


class NetworkArgs(TypedDict, total=False):
    """Virtual networks for Power Platform, one in each Azure region that the location needs."""

    addressSpace: str
    """The IPv4 range that the networks are planned in, in CIDR notation: ``10.20.0.0/16``. Each
    region has an equal part of it. Needed unless ``regions`` gives every region a range."""
    regions: Mapping[str, RegionNetworkArgs]
    """Ranges of your own, by Azure region: ``westeurope`` or ``West Europe``."""
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
    """How many days logs are kept: a whole number, 30 to 730; by default 90."""


class StorageArgs(TypedDict, total=False):
    """A storage account for exports."""

    redundancy: str
    """``LRS`` (the default) or ``ZRS``. Both keep every copy in the region; geo-redundant copies can
    leave the pair's geography."""


class AzureFoundationArgs(TypedDict, total=False):
    """What a foundation consists of. Each part is made where its key is there, if only as ``{}``."""

    customerEngagement: Required[pulumi.Input[CustomerEngagementArgs]]
    """The facts of the pair's customer engagement environment: the mapping that the pair has, no
    output as a whole. ``region`` or ``geography`` in it has to be plain text, and ``tenantId`` is
    needed for ``encryption``."""
    pair: str
    """The pair's name, which is that of the parent. It can be left out."""
    region: str
    """The Azure region of the resource group and of all that is in one region only: ``westeurope``
    or ``West Europe``. By default the environment's."""
    baseName: str
    """What the names of the resources are made of: letters, digits and hyphens, 14 at most where
    there is a key vault with a suffix of six. By default the pair's name."""
    nameSuffix: str
    """What makes the names of vault and storage account unique in all of Azure: 3 to 8 lower-case
    letters and digits. By default six that follow from tenant, project, stack and pair."""
    tags: Mapping[str, pulumi.Input[str]]
    """Further tags of everything that takes tags: text by name. ``dualwrite-pair`` and
    ``dualwrite-side`` are set already."""
    network: NetworkArgs
    """Virtual networks, NAT gateways and the network-injection policy."""
    encryption: EncryptionArgs
    """Key vault, key, role assignment and the encryption policy."""
    logs: LogsArgs
    """Log Analytics workspace and diagnostic settings."""
    storage: StorageArgs
    """Storage account."""
