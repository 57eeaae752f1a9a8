"""What is remembered of an operation for the Azure resources beside its pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..azure import AzureResource
from ..pair import Pair
from ..requirement import Requirement
from ..resource import above


class Beside:
    """Made anew for each operation: the pairs that are declared so far, and who is whose child."""

    def __init__(self) -> None:
        self._by_name: defaultdict[str, dict[str, Pair]] = defaultdict(dict)
        self._by_urn: dict[str, Pair] = {}
        self._parents: dict[str, str] = {}
        self._refused: set[tuple[str, str, str | None]] = set()

    @property
    def has_pairs(self) -> bool:
        """Whether any pair was seen."""
        return bool(self._by_urn)

    def note_parent(self, urn: str, parent: str | None) -> None:
        """Remember the parent of a resource, whatever it is."""
        if parent:
            self._parents[urn] = parent

    def note_pair(self, pair: Pair) -> None:
        """Remember a pair that a resource declares as a whole."""
        if pair.urn is not None:
            self._by_urn[pair.urn] = pair
            self._by_name[pair.name][pair.urn] = pair

    def parent_of(self, urn: str) -> str | None:
        """The URN of a resource's parent."""
        return self._parents.get(urn)

    def pairs_of(self, one: AzureResource) -> Iterator[Pair]:
        """The pairs seen so far that a resource is tied to by tag or parent, with it beside them.

        What ties others to a pair, references, is not shown before the whole stack is.
        """
        found = dict(self._by_name.get(one.pair or "", {}))
        for urn in above(one.parent, self._parents):
            if urn in self._by_urn:
                found[urn] = self._by_urn[urn]
        for pair in found.values():
            yield replace(pair, companions=(one,))

    def note_refusal(self, requirement: Requirement[Any], pair: Pair, urn: str) -> None:
        """Remember that a resource was refused beside a pair."""
        self._refused.add((requirement.id, urn, pair.urn))

    def without_refused(
        self, requirement: Requirement[Any], pair: Pair
    ) -> tuple[AzureResource, ...]:
        """The resources beside a pair that were not refused there already."""
        return tuple(
            one
            for one in pair.companions
            if (requirement.id, one.urn, pair.urn) not in self._refused
        )
