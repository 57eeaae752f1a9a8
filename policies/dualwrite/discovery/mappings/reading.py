"""Reading a file of mappings: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ...model.declaration import read_leaf
from ...model.facts import State
from ...model.observation import SIDES
from ...model.schema import SECTIONS, fact_paths, keys_of
from ...text.errors import MappingError
from ...text.files import TextFileError, read_text_file
from ...text.json_text import parse_json
from ...text.quoting import as_found, joined, kind_of, printable, quoted
from ...text.suggestions import did_you_mean, question
from .computed import Computed, Constant, Source, kind_of_fact
from .expressions import ExpressionError, compile_expression
from .mapping import IDENTITY_KEYS, ResourceMapping, label_of
from .mappings import Mappings
from .model import FactModel, MappingModel, keys, problems_in

_A_PATH, _A_PATH_OF_THE_LINK = "financeAndOperations.url", "link.initialSync"
_ACCEPTED_FACTS = "accepted: an expression, or a mapping with expression or value"


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
            self.problems.append(f"{where}: {as_found(raw)}; {_ACCEPTED_FACTS}.{_as_constant(raw)}")
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
            self.problems.append(f"{where}: neither expression nor value; {_ACCEPTED_FACTS}.")
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


_KEY = "mappings"
_ACCEPTED = f"Accepted: a mapping with {_KEY}, a list."


def load(path: Path) -> Mappings:
    """Read a file; ``load_mappings`` says more."""
    try:
        text = read_text_file(path)
    except TextFileError as error:
        raise MappingError(str(path), [str(error)]) from None
    return read(text, str(path))


def read(text: str, source: str) -> Mappings:
    """Read a text; ``read_mappings`` says more."""
    entries = _entries(_parsed(text, source), source)
    problems: list[str] = []
    found = [_read(one, at, source, problems) for at, one in enumerate(entries, start=1)]
    problems += _duplicate_names(entries)
    if problems:
        raise MappingError(source, problems)
    return Mappings(one for one in found if one is not None)


def _parsed(text: str, source: str) -> Any:
    is_yaml = Path(source).suffix.lower() in (".yaml", ".yml")
    try:
        if text.lstrip()[:1] in ("{", "[") and not is_yaml:
            return parse_json(text)
        return _parsed_yaml(text)
    except ValueError as error:
        raise MappingError(source, [str(error)]) from None


def _parsed_yaml(text: str) -> Any:
    from ...text.yaml_text import parse_yaml  # a pack without mappings needs no YAML

    return parse_yaml(text)


def _entries(document: object, source: str) -> list[Any]:
    if document is None:
        raise MappingError(source, [f"the file is empty. {_ACCEPTED} For none, write {_KEY}: []."])
    if not isinstance(document, Mapping):
        raise MappingError(source, [f"the file holds {kind_of(document)}. {_ACCEPTED}"])
    problems = [
        f"{printable(str(key))}: unknown key.{did_you_mean(str(key), [_KEY])} {_ACCEPTED}"
        for key in document
        if key != _KEY
    ]
    entries = document.get(_KEY)
    if not problems and not isinstance(entries, list):
        found = as_found(entries) if _KEY in document else "missing"
        problems.append(f"{_KEY}: {found}. {_ACCEPTED}")
    if problems:
        raise MappingError(source, problems)
    assert isinstance(entries, list)
    return entries


def _read(raw: object, position: int, source: str, problems: list[str]) -> ResourceMapping | None:
    if not isinstance(raw, Mapping):
        accepted = joined(keys(MappingModel))
        problems.append(
            f"mapping {position}: {as_found(raw)}; accepted: a mapping with {accepted}."
        )
        return None
    name = raw.get("name")
    usable = isinstance(name, str) and name.strip()
    label = f"mapping {quoted(name) if usable else position}"
    model: MappingModel | None = None
    try:
        model = MappingModel.model_validate(raw, by_name=False, by_alias=True)
    except ValidationError as error:
        problems += problems_in(error, MappingModel, label)
    # The facts are read even so: everything that is wrong is told at once.
    facts = _facts(raw, label, label_of(str(name), source), problems)
    if model is None:
        return None
    problems += [f"{label}, {one}" for one in _contradictions(model)]
    return ResourceMapping(
        name=model.name,
        source=source,
        token=model.token,
        side=model.side,
        facts=facts,
        when=model.when,
        pair=model.pair,
        unified=model.unified,
    )


def _facts(
    raw: Mapping[str, Any], label: str, called: str, problems: list[str]
) -> dict[str, Source]:
    written = raw.get("facts")
    if not isinstance(written, Mapping):
        return {}
    side = raw.get("side")
    is_side = isinstance(side, str) and side in SIDES
    reader = FactReader(label, called, side if is_side else None, is_side or "side" not in raw)
    found = reader.read(written)
    problems += reader.problems
    return found


def _contradictions(model: MappingModel) -> Iterator[str]:
    """What is wrong with parts that are right each by itself."""
    if model.side is None:
        if model.unified:
            yield "unified: it is for one environment. Say with side which one its facts are of."
        return
    # By the keys as they are written: one whose expression is wrong is not missing, too.
    named = {key.removeprefix(f"{model.side}.") for key in model.facts} & set(IDENTITY_KEYS)
    if not named and model.pair is None:
        yield (
            f"facts: neither {joined(IDENTITY_KEYS, 'nor')}, and no pair beside them: nothing says"
            " which environment it is, so that no partner can be found."
        )


def _duplicate_names(entries: list[Any]) -> Iterator[str]:
    names = [one.get("name") for one in entries if isinstance(one, Mapping)]
    for name, times in Counter(one for one in names if isinstance(one, str)).items():
        if times > 1:
            yield f"mapping {quoted(name)}: {times} mappings have this name; give each its own."
