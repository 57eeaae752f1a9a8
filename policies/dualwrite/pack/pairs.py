"""The pairs in what the engine shows: in one resource, or in a stack, found once for all policies."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from pulumi_policy import ResourceValidationArgs, StackValidationArgs

from ..model.azure import azure_kind_of, read_azure_resource
from ..model.azure.surroundings import read_surroundings, stands_around
from ..model.estate import Estate
from ..model.pair import Pair
from ..model.resource import Resource
from .decoding import parents_in, resource_of
from .operation import Operation

if TYPE_CHECKING:  # the schema behind it takes time to load, and few stacks have pairs
    from ..discovery.pairing.pairs import JoinedPair


class StackPairs(NamedTuple):
    """All pairs of a stack, in the order of every report."""

    joined: tuple[JoinedPair, ...]
    estate: Estate


@dataclass(frozen=True)
class _Last:
    """The last answer, and what it was made from: policies are shown the same object in turn."""

    shown: Any
    found: Any


class ShownPairs:
    """Finds the pairs. Each policy asks; the first that is shown something makes the answer."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self._resource = _Last(None, None)
        self._azure = _Last(None, None)
        self._stack = _Last(None, None)

    def in_resource(self, args: ResourceValidationArgs) -> JoinedPair | None:
        """What one resource says by itself; None where it says nothing of dual-write."""
        self._operation.beside.note_parent(args.urn, getattr(args.opts, "parent", None))
        if not self._operation.observer.reads(args.resource_type):
            return None
        last = self._resource  # one read of the attribute: requests may come on several threads
        if last.shown is args.props:
            known: JoinedPair | None = last.found
            return known
        resource = self._operation.marked(resource_of(args, is_asked_before=True))
        self._operation.remember(resource)
        observations = self._operation.observer.observe(resource)
        self._operation.see(observations)
        found = None
        if observations:
            from ..discovery.pairing.pairs import join_one

            found = join_one(observations, self._operation.configured)
            if found is not None and found.is_declared_finally:
                self._operation.beside.note_pair(found.pair)
                self._operation.note_judged(found.pair)
        self._resource = _Last(args.props, found)
        return found

    def beside_resource(self, args: ResourceValidationArgs) -> tuple[Pair, ...]:
        """The pairs that an Azure resource is tied to as far as is known now, with it beside them."""
        beside = self._operation.beside
        if not beside.has_pairs or azure_kind_of(args.resource_type) is None:
            return ()
        last = self._azure
        if last.shown is args.props:
            known: tuple[Pair, ...] = last.found
            return known
        resource = self._operation.marked(resource_of(args, is_asked_before=True))
        self._operation.remember(resource)
        one = read_azure_resource(resource, beside.parent_of(args.urn))
        found = () if one is None else tuple(beside.pairs_of(one))
        self._azure = _Last(args.props, found)
        return found

    def in_stack(self, args: StackValidationArgs) -> StackPairs:
        """The pairs that the resources of a stack make up together."""
        last = self._stack
        if last.shown is args.resources:
            known: StackPairs = last.found
            return known
        with _no_collection():
            made = self._joined(args)
        self._stack = _Last(args.resources, made)
        return made

    def _joined(self, args: StackValidationArgs) -> StackPairs:
        observer = self._operation.observer
        resources = [
            self._resource_in_stack(one)
            for one in args.resources
            if observer.reads(one.resource_type)
        ]
        observations = observer.observe_all(resources)
        joined: list[JoinedPair] = []
        if observations or self._operation.configured:
            from ..discovery.pairing.pairs import join

            configured, parents = self._operation.configured, parents_in(args.resources)
            joined = join(observations, configured, parents=parents)
            if joined:
                joined = self._with_companions(joined, args, parents)
            joined.sort(key=lambda one: (one.pair.name, one.pair.urn or ""))
        return StackPairs(tuple(joined), Estate(one.pair for one in joined))

    def _resource_in_stack(self, shown: Any) -> Resource:
        resource = self._operation.marked(resource_of(shown))
        return self._operation.completed(resource, shown.provider is not None)

    def _with_companions(
        self, joined: list[JoinedPair], args: StackValidationArgs, parents: Mapping[str, str]
    ) -> list[JoinedPair]:
        beside = [one for one in args.resources if stands_around(one.resource_type)]
        if not any(azure_kind_of(one.resource_type) for one in beside):
            return joined
        from ..discovery.pairing.azure_resources import with_companions

        resources = (self._resource_in_stack(one) for one in beside)
        return with_companions(joined, read_surroundings(resources, parents))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Make many objects without a search for garbage among them, which takes half as long again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
