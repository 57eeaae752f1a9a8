"""The anatomy of a requirement, and the examination in which it reads facts and comes to a verdict."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from ..model.azure import AzureResource
from ..model.estate import Estate
from ..model.facts import Fact, NotDeclared, State
from ..model.pair import Pair
from ..model.verdicts import Evidence, Kind, Level, Severity, Verdict
from ..text.quoting import printable
from .parameters import Parameters


class Fix(NamedTuple):
    """One property, and what it becomes.

    ``path`` has a key of a mapping (text) or a position in a list (number) for each step; mappings
    on the way that are not there are made. ``value`` is plain JSON.
    """

    path: tuple[str | int, ...]
    value: Any


ParametersType = TypeVar("ParametersType", bound=Parameters)
Value = TypeVar("Value")


class Scope(Enum):
    """What a requirement needs to see: one pair, one of its Azure resources, or all of a stack."""

    PAIR = "pair"
    COMPANION = "companion"
    """Each Azure resource that is tied to the pair, beside the pair's facts."""
    STACK = "stack"


@dataclass(frozen=True)
class Source:
    """Where Microsoft says so: the article, its address, and the date it carries."""

    article: str
    url: str
    dated: date


@dataclass(frozen=True)
class Requirement(ABC, Generic[ParametersType]):
    """One documented requirement: what it says, why, how to fix it, and how to judge a pair by it.

    Everything that people read of it (docs, ``explain``, the pack, reports) is made from these
    attributes. ``check`` is pure: it prints nothing, knows no Pulumi and never reads the clock.
    """

    id: ClassVar[str]
    """Never changes, and is never used again."""
    name: ClassVar[str]
    """For people; also the Pulumi policy's name."""
    title: ClassVar[str]
    """One sentence: what is required."""
    level: ClassVar[Level]
    severity: ClassVar[Severity]
    reason: ClassVar[str]
    """Why it matters: what breaks, and when it would be noticed without this check."""
    remedy: ClassVar[str]
    sources: ClassVar[tuple[Source, ...]]
    facts: ClassVar[tuple[str, ...]]
    """The paths of the facts that decide it."""
    example: ClassVar[dict[str, Any]]
    """Facts, by path, that break it when put into a correct pair. Its page shows them; a test runs them."""
    scope: ClassVar[Scope] = Scope.PAIR
    concerns_companions: ClassVar[bool] = False
    """Whether Azure resources beside a pair decide it. It does not apply to a pair that has none."""
    parameters: ClassVar[type[Parameters]] = Parameters
    remediation: ClassVar[str] = ""
    """What Pulumi changes by itself at the level ``remediate``: sentences; empty where nothing."""

    @abstractmethod
    def check(self, pair: Pair, examination: Examination[ParametersType]) -> Verdict:
        """Judge one pair. Reading a fact that is not declared ends the check by itself."""

    def fixes(
        self, resource: AzureResource, pair: Pair, parameters: ParametersType
    ) -> Iterable[Fix]:
        """What to change in an Azure resource that is tied to a pair, so that it breaks nothing.

        Only what is mechanical and can do no harm. What is not known yet, or cannot be read, is left
        as it is: a person has to look at it.
        """
        return ()


@dataclass
class Examination(Generic[ParametersType]):
    """One requirement looking at one pair: hands out facts, and keeps them as evidence."""

    parameters: ParametersType
    today: date
    estate: Estate
    _evidence: dict[str, Evidence] = field(default_factory=dict)

    def read(self, fact: Fact[Value]) -> Value:
        """Return a declared fact's value and note it as evidence.

        :raises NotDeclared: where the fact has no readable value; ends the check.
        """
        self._note(fact)
        return fact.read()

    def read_both(self, one: Fact[Value], other: Fact[Value]) -> tuple[Value, Value]:
        """Read two facts that only decide together.

        Where both lack a value, the one that must be acted on now (undeclared) is named rather than
        the one that will be known later.
        """
        self._note(one)
        self._note(other)
        for state in self._most_pressing_first():
            for fact in (one, other):
                if fact.state is state:
                    raise NotDeclared(fact)
        return one.read(), other.read()

    def is_declared(self, fact: Fact[Any]) -> bool:
        """Whether reading the fact would give a value. Notes it where it does."""
        if fact.state is State.DECLARED:
            self._note(fact)
            return True
        return False

    def passes(self, message: str = "") -> Verdict:
        """The facts satisfy the requirement."""
        return Verdict(Kind.PASS, message, "", self.evidence)

    def fails(self, message: str) -> Verdict:
        """The facts break the requirement. The judge adds the requirement's remedy."""
        return Verdict(Kind.FAIL, message, "", self.evidence)

    def not_applicable(self, message: str) -> Verdict:
        """The requirement does not concern this pair."""
        return Verdict(Kind.NOT_APPLICABLE, message, "", self.evidence)

    def cannot_tell(self, message: str) -> Verdict:
        """The tables end before the value."""
        return Verdict(Kind.UNKNOWN, message, "", self.evidence)

    def lacks(self, fact: Fact[Any], message: str) -> Verdict:
        """What is declared does not decide; ``fact`` would, which the message names."""
        self._note(fact)
        remedy = f"Declare {fact.path} with its build."
        return Verdict(Kind.UNDECLARED, message, remedy, self.evidence)

    def all_of(self, *conditions: Callable[[], Verdict]) -> Verdict:
        """Judge conditions that each must hold, whatever becomes of the others.

        A failure among declared facts is a failure even where another fact is unknown. Otherwise the
        result is what blocks soonest: undeclared before unknown, or after it where it is ignored.
        """
        verdicts = [self._settled(condition) for condition in conditions]
        order = [Kind.FAIL, Kind.UNDECLARED, Kind.UNKNOWN, Kind.PASS, Kind.NOT_APPLICABLE]
        if self.parameters.undeclared == "ignore":
            order[1], order[2] = order[2], order[1]
        kind = min((one.kind for one in verdicts), key=order.index)
        deciding = [one for one in verdicts if one.kind is kind]
        message = " ".join(one.message for one in deciding if one.message)
        own = all(one.remedy for one in deciding)  # otherwise the requirement's own remedy is due
        remedy = " ".join(one.remedy for one in deciding) if own else ""
        return Verdict(kind, message, remedy, self.evidence)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The facts looked at so far, in that order."""
        return tuple(self._evidence.values())

    def verdict_without(self, fact: Fact[Any]) -> Verdict:
        """The verdict of a check that needed a fact which has no readable value."""
        self._note(fact)
        if fact.state is State.UNKNOWN:
            message = f"{fact.path} cannot be judged yet: {fact.detail}."
            return Verdict(Kind.UNKNOWN, message, "", self.evidence)
        if fact.state is State.MALFORMED:
            remedy = f"Correct {fact.path}: what is there cannot be judged."
            return Verdict(Kind.FAIL, fact.detail, remedy, self.evidence)
        hint = f" {fact.detail}" if fact.detail else ""
        message = f"{fact.path} is not declared.{hint}"
        remedy = fact.remedy or f"Declare {fact.path} in the pair."
        return Verdict(Kind.UNDECLARED, message, remedy, self.evidence)

    def _settled(self, condition: Callable[[], Verdict]) -> Verdict:
        try:
            return condition()
        except NotDeclared as missing:
            return self.verdict_without(missing.fact)

    def _most_pressing_first(self) -> tuple[State, ...]:
        if self.parameters.undeclared == "ignore":
            return (State.MALFORMED, State.UNKNOWN, State.UNDECLARED)
        return (State.MALFORMED, State.UNDECLARED, State.UNKNOWN)

    def _note(self, fact: Fact[Any]) -> None:
        value = printable(fact.spelling) if isinstance(fact.spelling, str) else fact.spelling
        self._evidence.setdefault(fact.path, Evidence(fact.path, value))
