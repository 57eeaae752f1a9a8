"""The pack as its servicer sees it: takes settings, and knows which resources are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..azure.surroundings import stands_around
from ..configuration import Configuration, ConfigurationError
from ..mappings import MappingError
from .mappings_file import read_mappings_file
from .operation import Operation


class PackHost:
    """Hands settings to the operation that the policies share."""

    def __init__(
        self,
        operation: Operation,
        at_the_end: Callable[[], None],
        at_the_start: Callable[[], None] = lambda: None,
    ) -> None:
        """Make the host.

        :param at_the_end: called when the stack policies have run, the last of an operation.
        :param at_the_start: called whenever a resource is shown; so the first call is the start.
        """
        self._operation = operation
        self._at_the_end = at_the_end
        self._at_the_start = at_the_start

    def begin(self) -> None:
        """A resource is shown: the program has begun."""
        self._at_the_start()

    def reads(self, resource_type: str) -> bool:
        """Whether any policy looks at resources of a type."""
        return self._operation.observer.reads(resource_type)

    def reads_beside(self, resource_type: str) -> bool:
        """Whether resources of a type are looked at in a stack that has pairs."""
        return stands_around(resource_type)

    def has_pairs(self) -> bool:
        """Whether a pair was seen in this operation."""
        return self._operation.beside.has_pairs

    def note_parent(self, urn: str, parent: str) -> None:
        """Remember the parent of a resource, which need not be looked at itself."""
        self._operation.beside.note_parent(urn, parent)

    def configure(self, configuration: Configuration) -> None:
        """Read the mappings that the configuration names.

        :raises ConfigurationError: where they cannot be taken.
        """
        try:
            self._operation.use(read_mappings_file(configuration.mappings))
        except MappingError as error:
            raise ConfigurationError(str(error).split("\n")) from None

    def configure_stack(
        self, values: Mapping[str, str], secret_keys: Iterable[str], is_preview: bool
    ) -> None:
        """Read the facts of environments in the stack's configuration.

        :raises ConfiguredFactsError: where they cannot be taken.
        """
        self._operation.configure(values, secret_keys, is_preview)

    def end(self) -> None:
        """The stack policies have run, the last of an operation."""
        self._at_the_end()
        self._operation.clear()
