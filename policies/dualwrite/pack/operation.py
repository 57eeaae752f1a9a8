"""What the policies of one pack share in an operation: the stack's settings, and what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..joining.observing import Observer
from ..observation import Observation, Role
from ..parsing.json_text import JsonError, parse_json
from ..requirement import Requirement
from ..secret_marks import hidden

if TYPE_CHECKING:  # the schema behind them takes time to load, and few stacks need it
    from ..joining.configured import ConfiguredFacts
    from ..joining.pairs import JoinedPair
    from ..mappings import Mappings

FACTS_KEY = "dualwrite:facts"
"""The stack's configuration of facts of environments."""
_Key = tuple[str, str | None]
"""Requirement and URN."""


@dataclass
class Operation:
    """Made where the pack is made, and handed to its policies.

    A resource policy sees one resource, in the order in which the program declares them; the stack
    policies come at the end. So a verdict about what a single resource says is given at once, and one
    that other resources could still change waits for the stack.
    """

    observer: Observer = field(default_factory=Observer)
    configured: ConfiguredFacts | None = None
    _has_others: bool = False
    _reported: set[_Key] = field(default_factory=set)
    _deferred: set[_Key] = field(default_factory=set)

    def use(self, mappings: Mappings | None) -> None:
        """Read resources by these mappings too."""
        self.observer = Observer(mappings)

    def configure(self, configuration: Mapping[str, str], secret_keys: Iterable[str] = ()) -> None:
        """Take the stack's configuration: text by key, structured values as JSON.

        :raises ConfiguredFactsError: where ``dualwrite:facts`` cannot be taken.
        """
        self.clear()
        self.configured = None
        text = configuration.get(FACTS_KEY)
        if text is None:
            return
        from ..joining.configured import ConfiguredFactsError, read_configured_facts

        try:
            value: Any = parse_json(text)
        except JsonError as error:
            raise ConfiguredFactsError([f"{FACTS_KEY} is text that is no JSON ({error})"]) from None
        if FACTS_KEY in secret_keys and isinstance(value, dict):
            value = {url: hidden(one) for url, one in value.items()}
        self.configured = read_configured_facts(value)

    def see(self, observations: Iterable[Observation]) -> None:
        """Note what a resource says: whether there are environments beside the declared pairs."""
        if any(one.role is not Role.PAIR for one in observations):
            self._has_others = True

    def waits(self, requirement: Requirement[Any], urn: str | None) -> bool:
        """Whether what a pair does not declare may still come from another resource.

        It does where the program has others. Then the verdict is deferred, and this remembers it.
        """
        if self._has_others:
            self._deferred.add((requirement.id, urn))
        return self._has_others

    def was_deferred(self, requirement: Requirement[Any], urn: str | None) -> bool:
        """Whether the verdict on a resource was left to the stack policy."""
        return (requirement.id, urn) in self._deferred

    def note_report(self, requirement: Requirement[Any], urn: str | None) -> None:
        """Remember that something was reported of a resource."""
        self._reported.add((requirement.id, urn))

    def was_reported(self, requirement: Requirement[Any], joined: JoinedPair) -> bool:
        """Whether it was reported already, of any resource of a pair."""
        if not self._reported:
            return False
        urns = {joined.pair.urn, *(one.origin.urn for one in joined.observations)}
        return any((requirement.id, urn) in self._reported for urn in urns)

    def clear(self) -> None:
        """Forget what was seen: the operation is over."""
        self._has_others = False
        self._reported.clear()
        self._deferred.clear()
