"""One mapping: what it makes of a resource of its type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any

from ...model.facts import SecretValue, UnknownValue, UnreadableValue
from ...model.observation import CUSTOMER_ENGAGEMENT, SIDES, Observation, Origin, Role
from ...model.resource import Resource
from ...model.schema import fact_paths
from ...text.quoting import as_found, printable, quoted
from .computed import Computed, Source, shown
from .expressions import Evaluation, EvaluationError, Expression

IDENTITY_KEYS = ("url", "environmentId")


@dataclass(frozen=True)
class ResourceMapping:
    """How resources of some types are read. ``docs/mappings.md`` gives the meaning of each part.

    ``facts`` are by path (``financeAndOperations.url``), also those of the mapping's own side.
    ``when`` and ``pair`` are None where the file leaves them out, and so is ``side`` for a mapping
    whose resources are whole pairs.
    """

    name: str
    source: str
    token: str
    side: str | None
    facts: Mapping[str, Source]
    when: Expression | None = None
    pair: Expression | None = None
    unified: bool = False

    def observe(self, resource: Resource) -> Observation | None:
        """What a resource says; None where the mapping does not apply to it.

        It never fails: what cannot be read, or is not known yet, is so in the facts.
        """
        evaluation = Evaluation(resource)
        applies = self._applies(evaluation)
        if applies is False:
            return None
        facts, hints = self._facts(evaluation, applies)
        pair = self._pair_name(evaluation)
        if isinstance(pair, UnknownValue):
            facts = {**self._unknown_partner(pair), **facts}
        elif isinstance(pair, UnreadableValue):
            facts = {**facts, **dict.fromkeys(self._identity_paths, pair)}
        return Observation(
            origin=self._origin(resource),
            role=Role.PAIR if self.side is None else Role.ENVIRONMENT,
            facts=facts,
            side=self.side or CUSTOMER_ENGAGEMENT,
            unified=self.unified,
            references=self._references(resource),
            dependencies=resource.dependencies,
            pair=pair if isinstance(pair, str) else None,
            hints=hints,
            hint=self._hint,
        )

    @cached_property
    def label(self) -> str:
        """What it is called in messages."""
        return label_of(self.name, self.source)

    def _applies(self, evaluation: Evaluation) -> bool | UnknownValue | UnreadableValue:
        """Whether it applies. Nothing there is no; what is neither true nor false is a problem."""
        if self.when is None:
            return True
        try:
            found = evaluation.result(self.when, is_strict=False)
        except EvaluationError as error:
            return self._unreadable_condition(f"{error}.")
        if isinstance(found, UnknownValue):
            return UnknownValue(f"whether {self.label} applies ({self.when}) is open: {found.why}")
        is_secret = isinstance(found, SecretValue)
        value = found.value if isinstance(found, SecretValue) else found
        if value is None or isinstance(value, bool):
            return bool(value)
        return self._unreadable_condition(f"{shown(value, is_secret)}; accepted: true or false.")

    def _unreadable_condition(self, why: str) -> UnreadableValue:
        return UnreadableValue(f"{self.label} applies where {self.when}: {why}")

    def _facts(
        self, evaluation: Evaluation, applies: bool | UnknownValue | UnreadableValue
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """The facts by path, and hints for those of which the resource says nothing.

        Where it is not known whether the mapping applies, nobody knows what the resource and its
        partner will say: each fact is unknown, until somebody else states it. Where that cannot be
        told, no fact of the mapping can be read: each requirement that needs one says why.
        """
        if isinstance(applies, UnknownValue):
            return dict.fromkeys(fact_paths(), applies), {}
        if isinstance(applies, UnreadableValue):
            return dict.fromkeys([*self.facts, *self._identity_paths], applies), {}
        found = {path: source.read(evaluation) for path, source in self.facts.items()}
        nothing = [path for path, value in found.items() if value is None]
        hints = {path: self._hint_for_nothing(path) for path in nothing}
        return {path: value for path, value in found.items() if value is not None}, hints

    def _pair_name(self, evaluation: Evaluation) -> str | UnknownValue | UnreadableValue | None:
        if self.pair is None:
            return None
        try:
            found = evaluation.result(self.pair)
        except EvaluationError as error:
            return self._unreadable_name(f"{error}.")
        if found is None:
            return None
        if isinstance(found, UnknownValue):
            return UnknownValue(
                f"the name of the pair, which {self.label} takes from {self.pair}, is open:"
                f" {found.why}"
            )
        if isinstance(found, SecretValue):
            return self._unreadable_name("it is a secret. Names are shown: take one that is none.")
        if not isinstance(found, str) or not found.strip():
            return self._unreadable_name(
                f"{as_found(found)}; accepted: a name, as text that is not empty."
            )
        return found.strip()

    def _unreadable_name(self, why: str) -> UnreadableValue:
        return UnreadableValue(f"{self.label} takes the pair's name from {self.pair}: {why}")

    def _unknown_partner(self, why: UnknownValue) -> dict[str, Any]:
        """What the partner will say. As long as its name is unknown, it may be any environment."""
        if self.side is None:
            return {}
        own = f"{self.side}."
        return {path: why for path in fact_paths() if not path.startswith(own)}

    @cached_property
    def _identity_paths(self) -> list[str]:
        """Where it names its environments, or would."""
        sides = SIDES if self.side is None else (self.side,)
        found: list[str] = []
        for side in sides:
            stated = [path for path in _identity_of(side) if path in self.facts]
            found += stated or [f"{side}.{IDENTITY_KEYS[0]}"]
        return found

    @cached_property
    def _identity_properties(self) -> dict[str, frozenset[str]]:
        """By side: the properties that its identity is read from."""
        found = {}
        for side in SIDES:
            sources = [self.facts.get(path) for path in _identity_of(side)]
            names = [one.expression.names for one in sources if isinstance(one, Computed)]
            if names:
                found[side] = frozenset().union(*names)
        return found

    def _references(self, resource: Resource) -> dict[str, tuple[str, ...]]:
        """By side: the resources that its identity is taken from, which are known before it is."""
        found: dict[str, tuple[str, ...]] = {}
        for side, names in self._identity_properties.items():
            urns = [urn for name in sorted(names) for urn in resource.references.get(name, ())]
            if urns:
                found[side] = tuple(dict.fromkeys(urns))
        return found

    def _origin(self, resource: Resource) -> Origin:
        label = printable(f"{resource.name} ({resource.type})")
        return Origin(label, resource.urn, f"mapping {printable(self.name)}")

    @cached_property
    def _hint(self) -> str:
        label = self.label.replace("{", "{{").replace("}", "}}")
        return (
            f"Give it in the {label}, as {{path}}, or in the stack's configuration under"
            " dualwrite:facts, for {url}, as {key}."
        )

    def _hint_for_nothing(self, path: str) -> str:
        return (
            f"The {self.label} takes it from {self.facts[path]}, where this resource says nothing."
            " Say it there, or in the stack's configuration under dualwrite:facts."
        )


def label_of(name: str, source: str) -> str:
    """What a mapping is called in messages. Where its file is on a machine is nothing for reports."""
    return f"mapping {quoted(name)} of {printable(PurePath(source).name)}"


def _identity_of(side: str) -> list[str]:
    return [f"{side}.{key}" for key in IDENTITY_KEYS]
