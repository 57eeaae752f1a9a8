"""Role assignments above a resource: at its resource group, its subscription, or further up.

Roles are handed down: one that is given at a management group, a subscription or a resource group
counts for every vault in it (article rbac-guide of Azure Key Vault, 2024-04-04).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..facts import UnknownValue
from .identity import Lookup, azure_names
from .resource import AzureResource, folded, text_of

WIDER = ""
"""The key of scopes of which the resource groups are not told: subscriptions and those above."""
_GROUP = "resourcegroups"
_MANAGEMENT_GROUP = "/providers/microsoft.management/managementgroups/"


def by_scope(
    assignments: Iterable[AzureResource], groups: Lookup
) -> Mapping[str, list[AzureResource]]:
    """Assignments by the resource group that they are given at, or by ``WIDER``.

    A group has its name as a key, and its URN, which is known before its name is. What is given at
    any other resource is left out.
    """
    found: defaultdict[str, list[AzureResource]] = defaultdict(list)
    for one in assignments:
        for key in set(_keys(one, groups)):
            found[key].append(one)
    return found


def groups_of(one: AzureResource, resource_id: str, groups: Lookup) -> set[str]:
    """The resource group that a resource is in, as keys of ``by_scope``.

    :param resource_id: the resource's ID in Azure, empty where it is not known yet.
    """
    found = set(_names(groups.referred_to(one.references.get("resourceGroupName", ()))))
    parts = folded(resource_id).split("/")
    if _GROUP in parts[:-1]:
        found.add(parts[parts.index(_GROUP) + 1])
    return (found | {folded(one.at("resourceGroupName"))}) - {""}


def takes_in(assignment: AzureResource, resource_id: str) -> bool | None:
    """Whether a role above a resource counts for it; None where that cannot be told here.

    :param assignment: one that ``by_scope`` has for the resource's group, or as ``WIDER``.
    :param resource_id: the resource's ID in Azure, empty where it is not known yet.
    """
    if text_of(assignment.at("scope")) is None:
        return True if assignment.references.get("scope") else None
    scope, wanted = _scope(assignment), folded(resource_id)
    if not scope:
        return True  # "/", which is above everything
    if scope.startswith(_MANAGEMENT_GROUP):
        return None
    if wanted:
        return wanted.startswith(f"{scope}/")
    return True if _group_in(scope) else None


def _keys(assignment: AzureResource, groups: Lookup) -> Iterator[str]:
    scope, raw = _scope(assignment), assignment.at("scope")
    if isinstance(raw, UnknownValue):
        references = assignment.references.get("scope", ())
        yield from _names(groups.referred_to(references)) if references else (WIDER,)
    elif group := _group_in(scope):
        yield group
    elif text_of(raw) is not None and _is_wider(scope):
        yield WIDER


def _is_wider(scope: str) -> bool:
    is_subscription = scope.startswith("/subscriptions/") and scope.count("/") == 2
    return not scope or is_subscription or scope.startswith(_MANAGEMENT_GROUP)


def _scope(assignment: AzureResource) -> str:
    return folded(assignment.at("scope")).rstrip("/")


def _group_in(scope: str) -> str:
    """The resource group that a scope is; empty where it is another one."""
    parts = scope.split("/")
    is_group = len(parts) == 5 and parts[1] == "subscriptions" and parts[3] == _GROUP
    return parts[4] if is_group else ""


def _names(groups: Iterable[AzureResource]) -> Iterator[str]:
    for one in groups:
        yield one.urn
        yield from azure_names(one)
