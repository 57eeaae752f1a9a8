"""The kinds of Azure resources that stand beside a pair, by the types that packages give them.

Of pulumi-azure-native, types of every API version: ``azure-native:network:VirtualNetwork``,
``azure-native:network/v20230901:VirtualNetwork``, and those of generated packages
(``azure-native_network_v20230901:network:VirtualNetwork``).
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

_PACKAGE = "azure-native"
_GENERIC_OF_PACKAGE = ("resources", "resource")
_AZAPI = "azapi"
_AZAPI_TYPE = "index/resource:resource"
_TEMPLATES = ("resources", "deployment")
"""Whole templates, in which everything can be: the beginning of their types."""
_OF_MODULES, _RESOURCES_OF_MODULES = "tf", ("azurerm_", "azapi_")
"""How resources in Terraform modules are called: ``contoso-network:tf:azurerm_virtual_network``."""
_CLASSIC = ("azure", "azurerm")
"""pulumi-azure, and what ``pulumi package add terraform-provider hashicorp/azurerm`` makes of the
provider that it is made from."""


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


WITH_REGION = frozenset(
    {
        AzureKind.RESOURCE_GROUP,
        AzureKind.VIRTUAL_NETWORK,
        AzureKind.NAT_GATEWAY,
        AzureKind.ROUTE_TABLE,
        AzureKind.VAULT,
        AzureKind.STORAGE_ACCOUNT,
        AzureKind.LOG_WORKSPACE,
        AzureKind.IDENTITY,
    }
)
"""Kinds that always stand in a region: Azure takes neither ``global`` nor nothing for them. Providers
that fill it in have done so before anything is shown to a policy."""
GENERIC_KINDS = {
    "microsoft.resources/resourcegroups": AzureKind.RESOURCE_GROUP,
    "microsoft.network/virtualnetworks": AzureKind.VIRTUAL_NETWORK,
    "microsoft.network/virtualnetworks/subnets": AzureKind.SUBNET,
    "microsoft.network/natgateways": AzureKind.NAT_GATEWAY,
    "microsoft.network/routetables": AzureKind.ROUTE_TABLE,
    "microsoft.powerplatform/enterprisepolicies": AzureKind.ENTERPRISE_POLICY,
    "microsoft.keyvault/vaults": AzureKind.VAULT,
    "microsoft.keyvault/vaults/keys": AzureKind.KEY,
    "microsoft.storage/storageaccounts": AzureKind.STORAGE_ACCOUNT,
    "microsoft.storage/storageaccounts/blobservices/containers": AzureKind.BLOB_CONTAINER,
    "microsoft.operationalinsights/workspaces": AzureKind.LOG_WORKSPACE,
    "microsoft.authorization/roleassignments": AzureKind.ROLE_ASSIGNMENT,
    "microsoft.managedidentity/userassignedidentities": AzureKind.IDENTITY,
}
"""By the type in Azure, in lower case: what resources say of themselves whose type is a property."""
CLASSIC_KINDS = {
    "core/resourcegroup": AzureKind.RESOURCE_GROUP,
    "network/virtualnetwork": AzureKind.VIRTUAL_NETWORK,
    "network/subnet": AzureKind.SUBNET,
    "network/natgateway": AzureKind.NAT_GATEWAY,
    "network/routetable": AzureKind.ROUTE_TABLE,
    "keyvault/keyvault": AzureKind.VAULT,
    "keyvault/key": AzureKind.KEY,
    "storage/account": AzureKind.STORAGE_ACCOUNT,
    "storage/container": AzureKind.BLOB_CONTAINER,
    "operationalinsights/analyticsworkspace": AzureKind.LOG_WORKSPACE,
    "authorization/assignment": AzureKind.ROLE_ASSIGNMENT,
    "authorization/userassignedidentity": AzureKind.IDENTITY,
    # The same, as the provider of Terraform calls them.
    "index/resourcegroup": AzureKind.RESOURCE_GROUP,
    "index/virtualnetwork": AzureKind.VIRTUAL_NETWORK,
    "index/subnet": AzureKind.SUBNET,
    "index/natgateway": AzureKind.NAT_GATEWAY,
    "index/routetable": AzureKind.ROUTE_TABLE,
    "index/keyvault": AzureKind.VAULT,
    "index/keyvaultkey": AzureKind.KEY,
    "index/storageaccount": AzureKind.STORAGE_ACCOUNT,
    "index/storagecontainer": AzureKind.BLOB_CONTAINER,
    "index/loganalyticsworkspace": AzureKind.LOG_WORKSPACE,
    "index/roleassignment": AzureKind.ROLE_ASSIGNMENT,
    "index/userassignedidentity": AzureKind.IDENTITY,
}
"""By module and type of pulumi-azure, in lower case. Neither it nor azurerm has enterprise policies:
modules make these with azapi."""


@lru_cache(maxsize=4096)
def azure_kind_of(token: str) -> AzureKind | None:
    """The kind of resources of a type; None for every type that is none of Azure's.

    It is ``OTHER`` for types that leave the kind to a property; see ``is_generic``.
    """
    package, _, rest = token.partition(":")
    module, _, name = rest.partition(":")
    if not name:
        return None
    if package == _AZAPI or _is_of_module(module, name):
        return AzureKind.OTHER
    if package in _CLASSIC:
        return CLASSIC_KINDS.get(module.casefold(), AzureKind.OTHER)
    if not _is_native(package):
        return None
    found = _KINDS.get((module.partition("/")[0].casefold(), name.casefold()))
    return AzureKind.OTHER if found is None else found


@lru_cache(maxsize=4096)
def is_azapi(token: str) -> bool:
    """Whether a type is azapi's for whole resources, of any type in Azure.

    Its others change or ask what is there already, and say only a part of it.
    """
    package, _, rest = token.partition(":")
    return package == _AZAPI and rest.casefold() == _AZAPI_TYPE


@lru_cache(maxsize=4096)
def is_generic(token: str) -> bool:
    """Whether resources of a type say in a property which type in Azure they are of."""
    if is_azapi(token):
        return True
    package, _, rest = token.partition(":")
    module, _, name = rest.partition(":")
    return (
        _is_native(package)
        and (
            module.partition("/")[0].casefold(),
            name.casefold(),
        )
        == _GENERIC_OF_PACKAGE
    )


@lru_cache(maxsize=4096)
def is_classic(token: str) -> bool:
    """Whether a type is one of pulumi-azure, or of azurerm."""
    package, _, rest = token.partition(":")
    return package in _CLASSIC and ":" in rest


@lru_cache(maxsize=4096)
def is_native(token: str) -> bool:
    """Whether a type is one of pulumi-azure-native that stands for one type in Azure."""
    return _is_native(token.partition(":")[0]) and not is_generic(token)


@lru_cache(maxsize=4096)
def is_template(token: str) -> bool:
    """Whether resources of a type bring others with them, which Pulumi does not see."""
    package, _, rest = token.partition(":")
    module, _, name = rest.partition(":")
    start, beginning = _TEMPLATES
    is_one = module.partition("/")[0].casefold() == start and name.casefold().startswith(beginning)
    return is_one and _is_native(package)


def _is_of_module(module: str, name: str) -> bool:
    return module == _OF_MODULES and name.startswith(_RESOURCES_OF_MODULES)


def _is_native(package: str) -> bool:
    return package == _PACKAGE or package.startswith(f"{_PACKAGE}_")


PAIR_TAG = "dualwrite-pair"
"""The tag with the name of the pair that a resource belongs to; to Azure, names of tags have no case."""
MOST_TAGS = 50
LONGEST_TAG_VALUE = 256
"""How many tags a resource has, and how many characters a value (article tag-resources, 2022-03-15)."""
_MOST_SLIPS = 2
_LETTERS = PAIR_TAG.replace("-", "")


@lru_cache(maxsize=4096)
def is_misspelt(name: str) -> bool:
    """Whether the name of a tag is meant to be ``PAIR_TAG``, and is not: up to two letters wrong.

    ``dualwrite_pair`` and ``dualwritePair`` are, and ``dualwrite-side``, which foundations have, is not.
    """
    found = "".join(one for one in name.casefold() if one.isalnum())
    if name.casefold() == PAIR_TAG or abs(len(found) - len(_LETTERS)) > _MOST_SLIPS:
        return False
    return _distance(found, _LETTERS) <= _MOST_SLIPS


def _distance(one: str, other: str) -> int:
    """How many letters are to be put in, left out or changed."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, wanted in enumerate(other, 1):
            before, row[to] = (
                row[to],
                min(row[to] + 1, row[to - 1] + 1, before + (letter != wanted)),
            )
    return row[-1]


PART_OF = {
    AzureKind.SUBNET: ("virtualNetworkName", AzureKind.VIRTUAL_NETWORK),
    AzureKind.KEY: ("vaultName", AzureKind.VAULT),
    AzureKind.BLOB_CONTAINER: ("accountName", AzureKind.STORAGE_ACCOUNT),
}
"""By kind, the property that names the whole, and the kind of that."""
