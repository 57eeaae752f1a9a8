"""Resources of pulumi-azure (``azure:``) and azurerm, in the words of pulumi-azure-native.

Both have the properties of Terraform's provider azurerm, in camel case and with lists in the plural.
Source: registry.terraform.io/providers/hashicorp/azurerm/4.50.0/docs, resources resource_group,
virtual_network, subnet, nat_gateway, route_table, key_vault, key_vault_key, storage_account,
storage_container, log_analytics_workspace, role_assignment and user_assigned_identity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ...vocabulary.network import customer_managed_key
from ..facts import UnknownValue
from ..raw_values import opened, value_at
from .kinds import CLASSIC_KINDS, AzureKind
from .translation import Translated, changed, each_of


class _Said(NamedTuple):
    """Where azure-native has a property, what azurerm calls it (several versions), and its value."""

    path: str
    names: tuple[str, ...]
    change: Callable[[Any], Any] = lambda value: value


def delegation(entry: Any) -> Any:
    """A delegation of a subnet: ``{name, serviceName}``."""
    service = value_at(entry, "serviceDelegation")
    service = opened(service[0]) if isinstance(service, list) and service else service
    return {"name": value_at(entry, "name"), "serviceName": value_at(service, "name")}


def access_policy(entry: Any) -> Any:
    """An entry of a vault's access policies."""
    return {
        "tenantId": value_at(entry, "tenantId"),
        "objectId": value_at(entry, "objectId"),
        "permissions": {"keys": value_at(entry, "keyPermissions")},
    }


def _subnet(entry: Any) -> Any:
    """A subnet in the list of a network."""
    entry = opened(entry)
    if not isinstance(entry, Mapping):
        return entry
    found = {
        key: entry[key]
        for key in ("id", "name", "addressPrefix", "addressPrefixes", "serviceEndpoints")
        if entry.get(key) not in (None, "")
    }
    if entry.get("delegations") is not None:
        found["delegations"] = each_of(entry["delegations"], delegation)
    if entry.get("routeTableId"):
        found["routeTable"] = {"id": entry["routeTableId"]}
    return found


def _delegations(value: Any) -> Any:
    return each_of(value, delegation)


def _subnets(value: Any) -> Any:
    return each_of(value, _subnet)


def _addresses(value: Any) -> Any:
    return each_of(value, lambda one: {"id": one})


def _policies(value: Any) -> Any:
    return each_of(value, access_policy)


def _as_enabled(value: Any) -> Any:
    return {True: "Enabled", False: "Disabled"}[value] if isinstance(value, bool) else value


def _public_access(value: Any) -> Any:
    return "None" if isinstance(value, str) and value.casefold() == "private" else value


def _role(value: Any) -> Any:
    """The ID of a role by its name, of the one that is asked for; any other stays a name."""
    wanted = customer_managed_key()
    is_wanted = isinstance(value, str) and value.casefold() == wanted.role_name.casefold()
    return wanted.role_id if is_wanted else value


_SAID: Mapping[AzureKind, tuple[_Said, ...]] = {
    AzureKind.RESOURCE_GROUP: (_Said("resourceGroupName", ("name",)),),
    AzureKind.VIRTUAL_NETWORK: (
        _Said("virtualNetworkName", ("name",)),
        _Said("subnets", ("subnets",), _subnets),
    ),
    AzureKind.SUBNET: (
        _Said("subnetName", ("name",)),
        _Said("virtualNetworkName", ("virtualNetworkName",)),
        _Said("addressPrefix", ("addressPrefix",)),
        _Said("addressPrefixes", ("addressPrefixes",)),
        _Said("delegations", ("delegations",), _delegations),
        _Said("serviceEndpoints", ("serviceEndpoints",)),
    ),
    AzureKind.NAT_GATEWAY: (
        _Said("natGatewayName", ("name",)),
        _Said("publicIpAddresses", ("publicIpAddressIds",), _addresses),
        _Said("publicIpPrefixes", ("publicIpPrefixIds",), _addresses),
    ),
    AzureKind.ROUTE_TABLE: (
        _Said("routeTableName", ("name",)),
        _Said("routes", ("routes",)),
    ),
    AzureKind.VAULT: (
        _Said("vaultName", ("name",)),
        _Said("properties.tenantId", ("tenantId",)),
        _Said("properties.enableSoftDelete", ("softDeleteEnabled",)),
        _Said("properties.enablePurgeProtection", ("purgeProtectionEnabled",)),
        _Said(
            "properties.enableRbacAuthorization",
            ("rbacAuthorizationEnabled", "enableRbacAuthorization"),
        ),
        _Said("properties.networkAcls", ("networkAcls",)),
        _Said("properties.publicNetworkAccess", ("publicNetworkAccessEnabled",), _as_enabled),
        _Said("properties.accessPolicies", ("accessPolicies",), _policies),
    ),
    AzureKind.KEY: (
        _Said("keyName", ("name",)),
        _Said("vaultName", ("keyVaultId",)),
        _Said("properties.kty", ("keyType",)),
        _Said("properties.keySize", ("keySize",)),
        _Said("properties.keyOps", ("keyOpts",)),
        _Said("properties.attributes.expires", ("expirationDate",)),
        _Said("properties.attributes.notBefore", ("notBeforeDate",)),
    ),
    AzureKind.STORAGE_ACCOUNT: (
        _Said("accountName", ("name",)),
        _Said("minimumTlsVersion", ("minTlsVersion",)),
        _Said("allowBlobPublicAccess", ("allowNestedItemsToBePublic", "allowBlobPublicAccess")),
    ),
    AzureKind.BLOB_CONTAINER: (
        _Said("containerName", ("name",)),
        _Said("accountName", ("storageAccountName", "storageAccountId")),
        _Said("publicAccess", ("containerAccessType",), _public_access),
    ),
    AzureKind.ROLE_ASSIGNMENT: (
        _Said("principalId", ("principalId",)),
        _Said("roleDefinitionId", ("roleDefinitionId", "roleDefinitionName"), _role),
        _Said("scope", ("scope",)),
    ),
    AzureKind.IDENTITY: (
        _Said("tenantId", ("tenantId",)),
        _Said("principalId", ("principalId",)),
    ),
    AzureKind.LOG_WORKSPACE: (),
}
"""By kind. Location, tags, name and resource group are called the same in both."""
_COMMON = ("location", "tags", "name", "resourceGroupName")
_BY_PLACE_ALONE = frozenset(
    {
        "network/publicip",
        "network/publicipprefix",
        "monitoring/diagnosticsetting",
        "index/publicip",
        "index/publicipprefix",
        "index/monitordiagnosticsetting",
    }
)
"""Types that stand beside the others, and of which nothing more is asked than place and tenant."""


def translated_classic(
    token: str, raw: Mapping[str, Any], referred: Mapping[str, tuple[str, ...]]
) -> Translated:
    """One of them, as pulumi-azure-native would have it."""
    named = token.split(":")[1].casefold()
    kind = CLASSIC_KINDS.get(named, AzureKind.OTHER)
    found = {key: raw[key] for key in _COMMON if raw.get(key) is not None}
    references = {key: referred[key] for key in _COMMON if key in referred}
    for said in _SAID.get(kind, ()):
        name = next((one for one in said.names if raw.get(one) not in (None, "")), None)
        first = said.path.partition(".")[0]
        for one in said.names:
            if one in referred:
                references[first] = (*references.get(first, ()), *referred[one])
        if name is not None:
            _put(found, said.path.split("."), changed(raw[name], said.change))
    is_in_table = kind is not AzureKind.OTHER or named in _BY_PLACE_ALONE
    return Translated(kind, found, references, token, is_in_table)


def _put(found: dict[str, Any], path: list[str], value: Any) -> None:
    *above, last = path
    for key in above:
        found = found.setdefault(key, {})
        if isinstance(found, UnknownValue):
            return
    found[last] = value
