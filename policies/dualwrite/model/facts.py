"""Facts of a pair: declared, unknown until deployment, or undeclared; and never mixed up.

A fact gives its value to nobody but ``read``. A rule therefore cannot take "nobody said" for false,
for zero or for a pass: reading a fact that is not declared raises ``NotDeclared``, which ends the
check with the verdict that belongs to the fact's state.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Generic, TypeVar, cast

Value = TypeVar("Value")

KNOWN_AFTER_DEPLOYMENT = "it is known only after deployment"
ENCRYPTED = "it is encrypted here, and readable only in a preview of its stack"
SECRET = "[secret]"
"""What is shown of a value that is marked as secret, as Pulumi shows it."""
MASKED = "it is a secret that was masked as [secret] before it came here"
"""Why such a text is no value: the engine's offline analysis (``pulumi policy analyze``) writes it for
every secret, of whatever type (pulumi/pulumi#23664)."""


class State(Enum):
    """What is known of a fact."""

    DECLARED = "declared"
    UNKNOWN = "unknown"
    UNDECLARED = "undeclared"
    MALFORMED = "malformed"
    """A value that cannot be read, from a program that is not ours: a violation where it is needed."""


class NotDeclared(Exception):
    """A rule read a fact that has no readable value. Carries the fact."""

    def __init__(self, fact: Fact[Any]) -> None:
        super().__init__(fact.path)
        self.fact = fact


@dataclass(frozen=True)
class UnknownValue:
    """Stands in raw input for a value that cannot be known yet, and says why."""

    why: str = KNOWN_AFTER_DEPLOYMENT


@dataclass(frozen=True)
class SecretValue:
    """Stands in raw input for a value that is judged like any other, and shown to nobody."""

    value: Any


@dataclass(frozen=True)
class UnreadableValue:
    """Stands in raw input for a value that cannot be taken, and says why in one sentence."""

    problem: str


@dataclass(frozen=True, init=False)
class Fact(Generic[Value]):
    """One fact of a pair.

    ``path`` is where it is declared (``financeAndOperations.tenantId``), ``spelling`` the value as
    it was written, ``detail`` why it is unknown, what is wrong with it, or a hint for who declares it;
    ``remedy`` says where to declare it, if that is not the pair itself.
    The spelling of a secret is ``SECRET``: messages and evidence show spellings, never values.
    """

    path: str
    state: State
    spelling: Any = None
    detail: str = ""
    remedy: str = ""
    _value: Value | None = field(default=None, repr=False)

    def __init__(
        self,
        path: str,
        state: State,
        spelling: Any = None,
        detail: str = "",
        remedy: str = "",
        _value: Value | None = None,
    ) -> None:
        # A pair has 28 of these, and a stack thousands of pairs. All at once takes a quarter of the
        # time that a frozen dataclass takes to set its fields one by one.
        self.__dict__.update(
            path=path, state=state, spelling=spelling, detail=detail, remedy=remedy, _value=_value
        )

    @classmethod
    def declared(cls, path: str, value: Value, spelling: Any = None) -> Fact[Value]:
        """A fact with a value, and its spelling where that differs."""
        shown = value if spelling is None else spelling
        return cls(path, State.DECLARED, shown, _value=value)

    @classmethod
    def unknown(cls, path: str, why: str = KNOWN_AFTER_DEPLOYMENT) -> Fact[Value]:
        """A fact whose value will be known later."""
        return cls(path, State.UNKNOWN, None, why)

    @classmethod
    def undeclared(cls, path: str, hint: str = "", remedy: str = "") -> Fact[Value]:
        """A fact that nobody declared."""
        return cls(path, State.UNDECLARED, None, hint, remedy)

    @classmethod
    def malformed(cls, path: str, problem: str, spelling: Any = None) -> Fact[Value]:
        """A fact whose value cannot be read; ``problem`` is the whole text for people."""
        return cls(path, State.MALFORMED, spelling, problem)

    def read(self) -> Value:
        """Return the value.

        :raises NotDeclared: in every other state.
        """
        if self.state is not State.DECLARED:
            raise NotDeclared(self)
        return cast(Value, self._value)

    @property
    def is_declared(self) -> bool:
        """Whether it has a value."""
        return self.state is State.DECLARED

    @property
    def is_secret(self) -> bool:
        """Whether its value must not be shown."""
        return self.spelling is SECRET

    def __bool__(self) -> bool:
        raise TypeError(f"{self.path} is a fact, not a value: read it")
