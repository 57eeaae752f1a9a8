"""Reading a file of mappings: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..observation import SIDES
from ..parsing.json_text import parse_json
from ..parsing.text_files import TextFileError, read_text_file
from ..suggestions import did_you_mean
from ..text import as_found, joined, kind_of, printable, quoted
from .errors import MappingError
from .mapping import IDENTITY_KEYS, ResourceMapping, label_of
from .mappings import Mappings
from .model import MappingModel
from .problems import keys, problems_in
from .reading_facts import FactReader
from .sources import Source

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
    from ..parsing.yaml_text import parse_yaml  # a pack without mappings needs no YAML

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
