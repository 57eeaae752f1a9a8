"""Reading the facts of a mapping: which fact each is, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from ..declaration import read_leaf
from ..facts import State
from ..schema import SECTIONS, fact_paths, keys_of
from ..suggestions import did_you_mean, question
from ..text import as_found, joined, printable, quoted
from .expressions import ExpressionError, compile_expression
from .kinds import kind_of_fact
from .model import FactModel
from .problems import problems_in
from .sources import Computed, Constant, Source

_A_PATH, _A_PATH_OF_THE_LINK = "financeAndOperations.url", "link.initialSync"
_ACCEPTED = "accepted: an expression, or a mapping with expression or value"


@dataclass
class FactReader:
    """Reads the facts of one mapping; ``problems`` collects what is wrong with them.

    ``label`` is where they stand, ``called`` what the mapping is called once it is in use. ``side`` is
    None for a whole pair, or where the side itself cannot be read.
    """

    label: str
    called: str
    side: str | None
    side_is_known: bool = True
    problems: list[str] = field(default_factory=list)

    def read(self, raw: Mapping[str, Any]) -> dict[str, Source]:
        """The sources by path."""
        found: dict[str, Source] = {}
        for key, value in raw.items():
            where = f"{self.label}, facts, {printable(key)}"
            path = self._path(key, where)
            if path is None:
                continue
            if path in found:
                self.problems.append(f"{where}: {path} is there twice.")
                continue
            source = self._source(path, value, where)
            if source is not None:
                found[path] = source
        return found

    def _path(self, key: str, where: str) -> str | None:
        paths = fact_paths()
        if key in paths:
            return key
        own = keys_of(SECTIONS[self.side]) if self.side is not None else ()
        if key in own:
            return f"{self.side}.{key}"
        if not self.side_is_known and any(path.endswith(f".{key}") for path in paths):
            return None  # whose fact it is will be seen when the side is corrected
        self.problems.append(f"{where}: {self._unknown(key, own)}")
        return None

    def _unknown(self, key: str, own: tuple[str, ...]) -> str:
        suggested = [path for path in fact_paths() if path.endswith(f".{key}")]
        hint = question(suggested) or did_you_mean(key, [*own, *fact_paths()])
        if self.side is None:
            return (
                f"no fact of a pair.{hint} Accepted: facts by their paths, such as {_A_PATH}."
                " docs/pairs.md has all of them."
            )
        others = [one for one in SECTIONS if one != self.side]
        return (
            f"no fact of {self.side}.{hint} Accepted: {joined(own, 'or')}; and facts of"
            f" {joined(others, 'or')} by their paths, such as {_A_PATH_OF_THE_LINK}."
        )

    def _source(self, path: str, raw: object, where: str) -> Source | None:
        if isinstance(raw, str):
            return self._computed_by(path, raw, where)
        if not isinstance(raw, Mapping):
            self.problems.append(f"{where}: {as_found(raw)}; {_ACCEPTED}.{_as_constant(raw)}")
            return None
        try:
            model = FactModel.model_validate(raw, by_name=False, by_alias=True)
        except ValidationError as error:
            self.problems += problems_in(error, FactModel, where)
            return None
        return self._of_model(path, model, where)

    def _computed_by(self, path: str, text: str, where: str) -> Source | None:
        try:
            expression = compile_expression(text)
        except ExpressionError as error:
            self.problems.append(f"{where}: {error}")
            return None
        return Computed(self.called, expression, kind_of_fact(path))

    def _of_model(self, path: str, model: FactModel, where: str) -> Source | None:
        given = model.model_fields_set
        if "value" in given:
            others = sorted(given - {"value"})
            if others:
                self.problems.append(
                    f"{where}: a constant (value) takes no {joined(others, 'or')}."
                )
                return None
            return Constant(model.value) if self._is_fact(path, model.value, where) else None
        if model.expression is None:
            self.problems.append(f"{where}: neither expression nor value; {_ACCEPTED}.")
            return None
        if model.values is not None and model.convert is not None:
            self.problems.append(
                f"{where}: values and convert exclude each other; values has the facts themselves."
            )
            return None
        values = model.values or {}
        if "default" in given and not self._is_fact(path, model.default, f"{where}, default"):
            return None
        right = [
            self._is_fact(path, one, f"{where}, values, {quoted(key)}")
            for key, one in values.items()
        ]
        if not all(right):
            return None
        kind = kind_of_fact(path)
        return Computed(self.called, model.expression, kind, values, model.convert, model.default)

    def _is_fact(self, path: str, value: object, where: str) -> bool:
        """Whether the schema takes a value that stands in the file."""
        fact = read_leaf(path, value)
        if fact.state is not State.DECLARED:
            self.problems.append(f"{where}: {fact.detail.removeprefix(f'{path}: ')}")
        return fact.state is State.DECLARED


def _as_constant(raw: object) -> str:
    return (
        f" A constant is written {{value: {quoted(raw)}}}." if isinstance(raw, int | float) else ""
    )
