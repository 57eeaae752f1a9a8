"""What a mapping takes a fact from: a constant, or an expression and what is made of its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..facts import SecretValue, UnknownValue, UnreadableValue
from ..text import as_found, joined, kind_of, quoted
from .conversions import CONVERSIONS, NOT_TAKEN, Conversion
from .expressions import Evaluation, EvaluationError, Expression
from .kinds import Kind


@dataclass(frozen=True, slots=True)
class Constant:
    """A fact that is the same for each resource."""

    value: Any

    def read(self, evaluation: Evaluation) -> Any:
        """The constant, whatever the resource."""
        return self.value

    def __str__(self) -> str:
        return "a constant"


@dataclass(frozen=True, slots=True)
class Computed:
    """A fact that an expression gives.

    ``values`` is a table from what the expression gives to the fact; without entries there is none.
    """

    mapping: str
    """What the mapping is called in messages."""
    expression: Expression
    kind: Kind
    """What the fact takes."""
    values: Mapping[str, Any] = field(default_factory=dict)
    convert: Conversion | None = None
    default: Any = None
    """The fact where the expression finds nothing; None where the mapping names none."""

    def read(self, evaluation: Evaluation) -> Any:
        """The fact of one resource.

        :returns: a plain value, or one in a mark of ``facts.py``; None where nothing is said.
        """
        try:
            found = evaluation.result(self.expression)
        except EvaluationError as error:
            return self._unreadable(f"{error}.")
        if found is None:
            return self.default
        if isinstance(found, UnknownValue):
            return found
        is_secret = isinstance(found, SecretValue)
        plain = found.value if isinstance(found, SecretValue) else found
        made, accepted = self._made_of(plain)
        if accepted:
            return self._unreadable(f"{shown(plain, is_secret)}; {accepted}")
        return SecretValue(made) if is_secret else made

    def __str__(self) -> str:
        return str(self.expression)

    def _made_of(self, found: Any) -> tuple[Any, str]:
        """The fact out of a result, or what would have been accepted instead."""
        if self.values:
            return self._from_table(found)
        made = found
        if self.convert is not None:
            made = self.convert.of(found)
            if made is NOT_TAKEN:
                return None, f"convert: {self.convert.name} takes {self.convert.takes}."
        if self.kind.holds(made):
            return made, ""
        return None, f"accepted: {self.kind.title}.{self._advice(found)}"

    def _from_table(self, found: Any) -> tuple[Any, str]:
        key = quoted(found) if isinstance(found, int | float) else found
        if isinstance(key, str) and key in self.values:
            return self.values[key], ""
        return None, f"values has {joined([quoted(one) for one in self.values])}."

    def _advice(self, found: Any) -> str:
        """The conversion that would do, where the mapping names none."""
        name = self.kind.conversion
        if self.convert is not None or name is None or CONVERSIONS[name].of(found) is NOT_TAKEN:
            return ""
        return f" convert: {name} makes it that."

    def _unreadable(self, why: str) -> UnreadableValue:
        return UnreadableValue(f"{self.mapping} takes it from {self}: {why}")


def shown(found: Any, is_secret: bool) -> str:
    """What a result is, as messages may tell it: of a secret, only the kind."""
    return f"a secret, which is {kind_of(found)}" if is_secret else as_found(found)


Source = Constant | Computed
