"""Resources whose type in Azure is a property: ``azapi:index:Resource`` and azure-native's ``Resource``.

Both take what Azure Resource Manager takes, in a body: ``kind``, ``identity``, and ``properties`` as
Azure's API has them. pulumi-azure-native lifts these ``properties`` out, those of most nested ones too.
Sources: registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource (``type`` is
``Microsoft.X/y@version``; ``body`` is an object since 2.0, JSON text before), and pulumi-azure-native,
resources.ResourceArgs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ..facts import SecretValue, UnknownValue
from ..raw_values import folded, hidden, opened, text_of, value_at
from .kept import kept_of
from .kinds import GENERIC_KINDS, AzureKind, is_azapi, is_generic
from .translation import Translated, each_of

_UNREADABLE = "its body is no JSON that can be read"
_LIFTED = {
    AzureKind.VIRTUAL_NETWORK: ("subnets",),
    AzureKind.SUBNET: ("delegations",),
    AzureKind.ROUTE_TABLE: ("routes",),
}
"""Lists whose entries have ``properties`` of their own in Azure, and none in pulumi-azure-native."""
_WITH_PROPERTIES = (AzureKind.VAULT, AzureKind.KEY)
"""Kinds whose ``properties`` stay where they are."""
_NAME_OF_WHOLE = {
    AzureKind.SUBNET: "virtualNetworkName",
    AzureKind.KEY: "vaultName",
    AzureKind.BLOB_CONTAINER: "accountName",
    AzureKind.ROLE_ASSIGNMENT: "scope",
}
"""What pulumi-azure-native calls the resource that one of a kind is part of, or is for."""
_BETWEEN = "/blobservices/"
"""What stands between a storage account and its containers."""
_BY_PLACE_ALONE = frozenset(
    {
        "microsoft.network/publicipaddresses",
        "microsoft.network/publicipprefixes",
        "microsoft.insights/diagnosticsettings",
    }
)
"""Types that stand beside the others, and of which nothing more is asked than place and tenant."""
_ALONGSIDE = ("location", "tags", "identity", "kind")


def translated_generic(
    token: str, raw: Mapping[str, Any], referred: Mapping[str, tuple[str, ...]]
) -> Translated:
    """One of them, as pulumi-azure-native would have it if it had been declared by its type there.

    A type that cannot be read (yet), or that no table has, gives a resource of another kind.
    """
    content = "body" if is_azapi(token) else "properties"
    named = arm_type(token, raw)
    kind = AzureKind.OTHER if named is None else kind_of_arm_type(named)
    body = _body(raw, content)
    found = {key: _first(raw.get(key), value_at(body, key)) for key in _ALONGSIDE}
    found["name"] = _first(raw.get("name"), raw.get("resourceName"))
    found["resourceGroupName"] = _first(
        raw.get("resourceGroupName"), _group_in(raw.get("parentId"))
    )
    inner = value_at(body, "properties")
    if isinstance(inner, UnknownValue):
        found.update(dict.fromkeys(kept_of(kind), inner))
    elif kind in _WITH_PROPERTIES:
        found["properties"] = inner
    elif isinstance(inner, Mapping):
        found.update({key: _lifted(kind, key, one) for key, one in inner.items()})
    if kind is AzureKind.ENTERPRISE_POLICY:
        found["systemId"] = _first(
            found.get("systemId"), value_at(_parsed(raw.get("output")), "properties", "systemId")
        )
    whole = _NAME_OF_WHOLE.get(kind)
    if whole is not None:
        found[whole] = _first(found.get(whole), _whole(raw))
    references = {key: referred[key] for key in _ALONGSIDE if key in referred}
    of_body = referred.get(content, ())
    if of_body:
        own = [
            key for key in kept_of(kind) if key not in _ALONGSIDE or value_at(body, key) is not None
        ]
        references.update({key: of_body for key in own if key not in references})
    of_parent = referred.get("parentId", ()) or referred.get("parentResourcePath", ())
    if of_parent:
        references["resourceGroupName"] = of_parent
        if whole is not None:
            references[whole] = of_parent
    is_in_table = kind is not AzureKind.OTHER or (named or "").casefold() in _BY_PLACE_ALONE
    return Translated(kind, found, references, named or token, is_in_table)


def arm_type(token: str, raw: Mapping[str, Any]) -> str | None:
    """``Microsoft.Network/virtualNetworks/subnets``, in any case; None where it cannot be read."""
    if is_azapi(token):
        named = text_of(raw.get("type"))
        return None if named is None else named.strip().partition("@")[0]
    namespace, last = (
        text_of(raw.get("resourceProviderNamespace")),
        text_of(raw.get("resourceType")),
    )
    if namespace is None or last is None:
        return None
    above = text_of(raw.get("parentResourcePath")) or ""
    types = [one for one in above.strip("/").split("/")][::2] if above.strip("/") else []
    return "/".join((namespace.strip().strip("/"), *types, last.strip().strip("/")))


@lru_cache(maxsize=4096)
def kind_of_arm_type(named: str) -> AzureKind:
    """The kind of a type of Azure Resource Manager."""
    return GENERIC_KINDS.get(named.casefold(), AzureKind.OTHER)


def may_be_policy(token: str, raw: object) -> bool:
    """Whether a resource of a generic type may be an enterprise policy. Nothing is decoded for it."""
    if not is_generic(token) or not isinstance(raw, Mapping):
        return False
    named = raw.get("type") if is_azapi(token) else raw.get("resourceType")
    return not isinstance(named, str) or "enterprisepolicies" in named.casefold()


def _body(raw: Mapping[str, Any], content: str) -> Any:
    if content == "body":
        return _parsed(raw.get("body"))
    return {"properties": raw.get("properties")}


def _parsed(body: Any) -> Any:
    """A body: an object, or JSON text. One that cannot be read is not known."""
    body = opened(body)
    text = text_of(body)
    if text is None:
        return body
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {"properties": UnknownValue(_UNREADABLE)}
    return hidden(found) if isinstance(body, SecretValue) else found


def _lifted(kind: AzureKind, key: str, value: Any) -> Any:
    return each_of(value, _flat) if key in _LIFTED.get(kind, ()) else value


def _flat(entry: Any) -> Any:
    """An entry of a list without ``properties`` between it and what it says."""
    entry = opened(entry)
    if not isinstance(entry, Mapping):
        return entry
    inner = opened(entry.get("properties"))
    if isinstance(inner, UnknownValue):
        return inner
    flat = {**entry, **(inner if isinstance(inner, Mapping) else {})}
    return (
        {**flat, "delegations": each_of(flat["delegations"], _flat)}
        if "delegations" in flat
        else flat
    )


def _whole(raw: Mapping[str, Any]) -> Any:
    """The ID or the name of what a resource is in."""
    parent = raw.get("parentId")
    if parent is None:
        path = raw.get("parentResourcePath")
        name = (text_of(path) or "").strip("/").rpartition("/")[2]
        return name or path
    text = text_of(parent)
    if text is None or _BETWEEN not in folded(text):
        return parent
    return text[: folded(text).index(_BETWEEN)]


def _group_in(parent: Any) -> str | None:
    parts = list(_parts(parent))
    folds = [one.casefold() for one in parts]
    at = folds.index("resourcegroups") + 1 if "resourcegroups" in folds else len(parts)
    return parts[at] if at < len(parts) else None


def _parts(value: Any) -> Iterator[str]:
    yield from (text_of(value) or "").strip().split("/")


def _first(*values: Any) -> Any:
    return next((one for one in values if one is not None), None)
