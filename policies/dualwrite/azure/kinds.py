"""The kinds of Azure resources that stand beside a pair, by the type that pulumi-azure-native gives them.

Types of every API version: ``azure-native:network:VirtualNetwork``,
``azure-native:network/v20230901:VirtualNetwork``, and those of generated packages
(``azure-native_network_v20230901:network:VirtualNetwork``).
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

_PACKAGE = "azure-native"


class AzureKind(Enum):
    """A kind of Azure resource; the value is what people call one."""

    RESOURCE_GROUP = "resource group"
    VIRTUAL_NETWORK = "virtual network"
    SUBNET = "subnet"
    NAT_GATEWAY = "NAT gateway"
    ROUTE_TABLE = "route table"
    ENTERPRISE_POLICY = "enterprise policy"
    VAULT = "key vault"
    KEY = "key"
    STORAGE_ACCOUNT = "storage account"
    BLOB_CONTAINER = "blob container"
    LOG_WORKSPACE = "log workspace"
    ROLE_ASSIGNMENT = "role assignment"
    IDENTITY = "user-assigned identity"
    OTHER = "other Azure resource"
    """Every other type. Where it stands and in which tenant is judged, and nothing else of it."""


_KINDS = {
    ("resources", "resourcegroup"): AzureKind.RESOURCE_GROUP,
    ("network", "virtualnetwork"): AzureKind.VIRTUAL_NETWORK,
    ("network", "subnet"): AzureKind.SUBNET,
    ("network", "natgateway"): AzureKind.NAT_GATEWAY,
    ("network", "routetable"): AzureKind.ROUTE_TABLE,
    ("powerplatform", "enterprisepolicy"): AzureKind.ENTERPRISE_POLICY,
    ("keyvault", "vault"): AzureKind.VAULT,
    ("keyvault", "key"): AzureKind.KEY,
    ("storage", "storageaccount"): AzureKind.STORAGE_ACCOUNT,
    ("storage", "blobcontainer"): AzureKind.BLOB_CONTAINER,
    ("operationalinsights", "workspace"): AzureKind.LOG_WORKSPACE,
    ("authorization", "roleassignment"): AzureKind.ROLE_ASSIGNMENT,
    ("managedidentity", "userassignedidentity"): AzureKind.IDENTITY,
}
WITHOUT_TAGS = frozenset(
    {AzureKind.SUBNET, AzureKind.BLOB_CONTAINER, AzureKind.ROLE_ASSIGNMENT, AzureKind.OTHER}
)
"""Kinds that take no tags, or of which that is not known; all others do."""


@lru_cache(maxsize=4096)
def azure_kind_of(token: str) -> AzureKind | None:
    """The kind of resources of a type; None for every type that is none of Azure's."""
    package, _, rest = token.partition(":")
    if package != _PACKAGE and not package.startswith(f"{_PACKAGE}_"):
        return None
    module, _, name = rest.partition(":")
    if not name:
        return None
    found = _KINDS.get((module.partition("/")[0].casefold(), name.casefold()))
    return AzureKind.OTHER if found is None else found
