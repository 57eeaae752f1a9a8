"""Resources out of what the SDK hands to policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..resource import Resource
from .properties import plain


class StackResources(list[Any]):
    """The resources of a stack that are read, and by URN, the parents of these and of all others."""

    def __init__(self, resources: Iterable[Any], parents: Mapping[str, str]) -> None:
        super().__init__(resources)
        self.parents = parents


def parents_in(resources: Iterable[Any]) -> Mapping[str, str]:
    """By URN, the URN of each resource's parent."""
    if isinstance(resources, StackResources):
        return resources.parents
    return {one.urn: one.parent.urn for one in resources if one.parent is not None}


def resource_of(shown: Any, is_asked_before: bool = False) -> Resource:
    """A resource out of ``ResourceValidationArgs`` or ``PolicyResource``.

    :param is_asked_before: whether it is shown before it is created, as to resource policies:
        without outputs, and without dependencies.
    """
    provider = shown.provider
    return Resource(
        type=shown.resource_type,
        name=shown.name,
        urn=shown.urn,
        properties=plain(shown.props),
        provider={} if provider is None else plain(provider.props),
        references=_references(getattr(shown, "property_dependencies", None) or {}),
        dependencies=_urns(getattr(shown, "dependencies", None) or ()),
        # A component has no provider, and nothing beside what its program gives it.
        has_outputs=not is_asked_before or provider is None,
    )


def _references(dependencies: Mapping[str, Iterable[Any]]) -> dict[str, tuple[str, ...]]:
    return {key: _urns(resources) for key, resources in dependencies.items()}


def _urns(resources: Iterable[Any]) -> tuple[str, ...]:
    return tuple(one.urn for one in resources)
