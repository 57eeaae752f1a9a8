"""From a resource of a package for Azure to what requirements need of it."""

from __future__ import annotations

from typing import Any

from ..resource import Resource
from .classic import translated_classic
from .generic import translated_generic
from .kept import COMMON, kept_of
from .kinds import AzureKind, azure_kind_of, is_classic, is_generic, is_native, is_template
from .resource import AzureResource
from .translation import Translated


def read_azure_resource(resource: Resource, parent: str | None = None) -> AzureResource | None:
    """Read one resource; None for types that are not looked at.

    One of another package than pulumi-azure-native is read as the one that it would be there.

    :param parent: the URN of its parent, if it has one.
    """
    kind = azure_kind_of(resource.type)
    if kind is None:
        return None
    found = _translated(resource, kind)
    return AzureResource(
        urn=resource.urn,
        name=resource.name,
        kind=found.kind,
        properties={
            key: found.properties[key]
            for key in (*COMMON, *kept_of(found.kind))
            if found.properties.get(key) is not None
        },
        provider_tenant=_said(resource.provider.get("tenantId")),
        parent=parent,
        references=found.references,
        id=resource.id,
        type_name=found.type_name,
        foreign_type="" if is_native(resource.type) else resource.type,
        is_in_table=found.is_in_table,
    )


def _translated(resource: Resource, kind: AzureKind) -> Translated:
    token = resource.type
    if is_generic(token):
        return translated_generic(token, resource.properties, resource.references)
    if is_classic(token):
        return translated_classic(token, resource.properties, resource.references)
    is_own = is_native(token)
    name = token.rpartition(":")[2] if is_own else token
    is_in_table = is_own and not is_template(token)
    return Translated(kind, resource.properties, resource.references, name, is_in_table)


def _said(value: Any) -> Any:
    return None if value == "" else value
