"""Which resources of a stack say something of dual-write: by the readers, and by mappings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.observation import Observation
from ..model.resource import Resource
from .readers import reader_of

if TYPE_CHECKING:  # few stacks have any
    from .mappings import Mappings


class Observer:
    """Looks at resources. Most are of no type that says anything, and cost one look-up."""

    def __init__(self, mappings: Mappings | None = None) -> None:
        self._mappings = mappings
        self._reads: dict[str, bool] = {}

    def reads(self, token: str) -> bool:
        """Whether resources of a type can say something."""
        found = self._reads.get(token)
        if found is None:
            mapped = self._mappings is not None and bool(self._mappings.of(token))
            found = self._reads[token] = mapped or reader_of(token) is not None
        return found

    def observe(self, resource: Resource) -> list[Observation]:
        """What one resource says: by the reader of its type, and by each mapping for it."""
        reader = reader_of(resource.type)
        found = [] if reader is None else [reader.observe(resource)]
        if self._mappings is not None:
            found += [one.observe(resource) for one in self._mappings.of(resource.type)]
        return [one for one in found if one is not None]

    def observe_all(self, resources: Iterable[Resource]) -> list[Observation]:
        """What all resources of a stack say."""
        return [one for resource in resources for one in self.observe(resource)]
