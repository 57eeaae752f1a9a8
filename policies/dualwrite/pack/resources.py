"""Resources out of what the SDK hands to policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..resource import Resource
from .properties import plain


def resource_of(shown: Any) -> Resource:
    """A resource out of ``ResourceValidationArgs`` or ``PolicyResource``.

    The first, which a resource policy gets, knows no dependencies.
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
    )


def _references(dependencies: Mapping[str, Iterable[Any]]) -> dict[str, tuple[str, ...]]:
    return {key: _urns(resources) for key, resources in dependencies.items()}


def _urns(resources: Iterable[Any]) -> tuple[str, ...]:
    return tuple(one.urn for one in resources)
