"""What the policies of one pack share in an operation: the stack's settings, and what was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..discovery.observer import Observer
from ..discovery.readers.environment_pair import PAIR_TYPE, says_all
from ..judging.requirement import Requirement
from ..model.azure import AzureResource
from ..model.facts import UnknownValue
from ..model.observation import FACTS_KEY, SIDES, Observation, Role
from ..model.pair import Pair
from ..model.raw_values import hidden
from ..model.resource import Resource, above, laid_over
from ..model.secret_texts import SecretTexts, secret_texts
from ..model.verdicts import Result
from ..text.json_text import JsonError, parse_json


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


if TYPE_CHECKING:  # see operation.py
    from ..discovery.pairing.identity import Identity


class Others:
    """Made anew for each operation, and filled by the resources that are seen."""

    def __init__(self) -> None:
        self._named: set[tuple[str, Identity]] = set()
        self._has_nameless = False
        self._is_empty = True

    def see(self, observations: Iterable[Observation]) -> None:
        """Note the environments, and what adds to one, among what a resource says."""
        from ..discovery.pairing.identity import identities

        for one in observations:
            if one.role is Role.PAIR:
                continue
            self._is_empty = False
            for side in SIDES if one.unified else (one.side,):
                named = identities(one.facts, side)
                self._named.update((side, identity) for identity in named)
                self._has_nameless |= not named or _is_open(one.facts, side)

    def may_be_of(self, said: Iterable[Observation]) -> bool:
        """Whether one of them can be an environment of a pair: by name, or while either has none."""
        if self._is_empty:
            return False
        from ..discovery.pairing.identity import identities

        for one in said:
            for side in SIDES:
                if _is_open(one.facts, side):
                    return True
                if any((side, identity) in self._named for identity in identities(one.facts, side)):
                    return True
        return self._has_nameless


def _is_open(facts: Mapping[str, Any], side: str) -> bool:
    """Whether something that identifies a side is known only later."""
    keys = (f"{side}.url", f"{side}.environmentId", side)
    return any(isinstance(facts.get(key), UnknownValue) for key in keys)


if TYPE_CHECKING:  # the schema behind them takes time to load, and few stacks need it
    from ..discovery.mappings import Mappings
    from ..discovery.pairing.configured_facts import ConfiguredFacts
    from ..discovery.pairing.pairs import JoinedPair

_Key = tuple[str, str]
"""Requirement, and the URN of the pair or of a resource."""


@dataclass
class Operation:
    """Made where the pack is made, and handed to its policies.

    A resource policy sees one resource, in the order in which the program declares them; the stack
    policies come at the end. So a verdict about what a single resource says is given at once, and one
    that other resources could still change waits for the stack.
    """

    observer: Observer = field(default_factory=Observer)
    configured: ConfiguredFacts | None = None
    beside: Beside = field(default_factory=Beside)
    _is_preview: bool = False
    _secrets: SecretTexts = field(default_factory=SecretTexts)
    _others: Others = field(default_factory=Others)
    _inputs: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _refused: set[_Key] = field(default_factory=set)
    _judged: dict[str, Pair] = field(default_factory=dict)
    _reported: dict[_Key, str] = field(default_factory=dict)
    _advised: set[_Key] = field(default_factory=set)
    _deferred: set[_Key] = field(default_factory=set)

    def use(self, mappings: Mappings | None) -> None:
        """Read resources by these mappings too."""
        self.observer = Observer(mappings)

    def configure(
        self,
        configuration: Mapping[str, str],
        secret_keys: Iterable[str] = (),
        is_preview: bool = False,
    ) -> None:
        """Take the stack's configuration: text by key, structured values as JSON.

        :raises ConfiguredFactsError: where ``dualwrite:facts`` cannot be taken.
        """
        self.clear()
        self._is_preview = is_preview
        self.configured = None
        secret = frozenset(secret_keys)
        self._secrets = secret_texts(configuration, secret)
        text = configuration.get(FACTS_KEY)
        if text is None:
            return
        from ..discovery.pairing.configured_facts import ConfiguredFactsError, read_configured_facts

        is_secret = FACTS_KEY in secret
        try:
            value: Any = parse_json(text)
        except JsonError as error:
            where = "" if is_secret else f" ({error})"
            raise ConfiguredFactsError([f"{FACTS_KEY} is text that is no JSON{where}"]) from None
        if is_secret and isinstance(value, dict):
            value = {url: hidden(one) for url, one in value.items()}
        self.configured = read_configured_facts(value, is_secret)

    def marked(self, resource: Resource) -> Resource:
        """A resource with what the stack's configuration has as a secret marked as one."""
        if not self._secrets:
            return resource
        return replace(
            resource,
            properties=self._secrets.marked(resource.properties),
            provider=self._secrets.marked(resource.provider),
        )

    def remember(self, resource: Resource) -> None:
        """Keep the inputs of a resource. A provider need not give them back among its outputs."""
        self._inputs[resource.urn] = resource.properties

    def completed(self, resource: Resource, is_custom: bool) -> Resource:
        """A resource of the stack, with the inputs that its outputs do not have.

        In a preview, some providers leave out what is not known yet. One that gives nothing back
        beyond the inputs has not told any output. A pair says all that it says in its outputs; the
        inputs beneath them may be old ones, which the engine keeps for ``ignoreChanges``.
        """
        inputs = self._inputs.get(resource.urn)
        if inputs is None or (resource.type == PAIR_TYPE and says_all(resource.properties)):
            return resource
        told = (
            not (is_custom and self._is_preview) or not resource.properties.keys() <= inputs.keys()
        )
        whole = laid_over(inputs, resource.properties)
        return replace(resource, properties=whole, has_outputs=told)

    def see(self, observations: Iterable[Observation]) -> None:
        """Note what a resource says beside the pairs that are declared."""
        self._others.see(observations)

    def waits(self, requirement: Requirement[Any], joined: JoinedPair) -> bool:
        """Whether what a declared pair does not say may still come from another resource.

        It may where the program has one that can be a side of it. Then the verdict is deferred, and
        this remembers it.
        """
        if not self._others.may_be_of(joined.observations):
            return False
        self._deferred.add(_key(requirement, joined.pair))
        return True

    def was_deferred(self, requirement: Requirement[Any], pair: Pair) -> bool:
        """Whether the verdict on a declared pair was left to the stack policy."""
        return _key(requirement, pair) in self._deferred

    def note_judged(self, pair: Pair) -> None:
        """Remember a declared pair as it was shown before it is created."""
        if pair.urn is not None:
            self._judged[pair.urn] = pair

    def is_as_judged(self, pair: Pair) -> bool:
        """Whether the stack shows a pair as it was judged before it was created.

        ``ignoreChanges`` shows old inputs there, a transformation others than the program gave, and
        what ``--target`` leaves out is not shown there at all.
        """
        judged = self._judged.get(pair.urn or "")
        return judged is not None and judged.sections == pair.sections

    def note_refusal(self, requirement: Requirement[Any], urn: str) -> None:
        """Remember that a resource was refused for what it says by itself."""
        self._refused.add((requirement.id, urn))

    def note_report(self, requirement: Requirement[Any], pair: Pair, message: str) -> None:
        """Remember that a violation of a pair was reported, and in which words."""
        self._reported[_key(requirement, pair)] = message

    def note_advice(self, requirement: Requirement[Any], pair: Pair) -> None:
        """Remember that people were told what is not known yet."""
        self._advised.add(_key(requirement, pair))

    def was_told(self, requirement: Requirement[Any], joined: JoinedPair, result: Result) -> bool:
        """Whether the same was said already: of the pair, or of a resource that is part of it.

        That something was not known yet does not stand for the violation that it turns out to be. Nor
        does what was said of another pair, even if the two share a resource; nor what was said of a
        pair that has other facts now.
        """
        key = _key(requirement, joined.pair)
        if not result.violation:
            return key in self._advised
        if joined.pair.urn in self._judged and not self.is_as_judged(joined.pair):
            return self._reported.get(key) == result.verdict.message
        return key in self._reported or any(
            (requirement.id, one.origin.urn) in self._refused for one in joined.observations
        )

    def clear(self) -> None:
        """Forget what was seen: the operation is over."""
        self.beside = Beside()
        self._others = Others()
        self._inputs.clear()
        self._judged.clear()
        self._refused.clear()
        self._reported.clear()
        self._advised.clear()
        self._deferred.clear()


def _key(requirement: Requirement[Any], pair: Pair) -> _Key:
    """What is reported where: pairs that only the configuration speaks of have no URN, but a name."""
    return requirement.id, pair.urn or f"pair {pair.name}"
