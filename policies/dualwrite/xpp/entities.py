"""Tables behind data entities: from the entities' own XML, or from the facts that come with the tool."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, TypedDict, cast
from xml.parsers import expat

from .contents import Content
from .errors import UnreadableError
from .lexer import lex

_READ_ONLY_JOIN = "outerjoin"
_NO_LETTERS = re.compile(r"\W|_")
_VERSION = re.compile(r"(?:entity)?(?:v\d+)?(?:entity)?$")
_HOOKS = ("getentitydatasourcetofieldmapping", "dualwriteshouldskipdatasource")
"""Methods of an entity that add tables to what dual-write tracks."""


@dataclass
class Entity:
    """An entity: its names, and what its data sources are."""

    name: str
    public_names: frozenset[str] = frozenset()
    tracked: set[str] = field(default_factory=set)
    """Tables, or other entities."""
    read_only: set[str] = field(default_factory=set)
    """Those that are joined outside and only read: dual-write does not track them."""


@dataclass
class Metadata:
    """What a folder of metadata says, by names in lower case."""

    entities: dict[str, Entity] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    views: set[str] = field(default_factory=set)
    maps: set[str] = field(default_factory=set)
    temporary: set[str] = field(default_factory=set)

    def entity_called(self, label: str) -> Entity | None:
        """The entity that a map calls ``label``: its AOT name, or a public name without blanks."""
        wanted = label.replace(" ", "").lower()
        direct = self.entities.get(wanted)
        if direct is not None:
            return direct
        found = [one for one in self.entities.values() if wanted in one.public_names]
        return found[0] if len(found) == 1 else None

    def entities_like(self, label: str) -> list[Entity]:
        """The entities that a map may be of, whatever their version: likely, and not certain."""
        wanted = _without_version(label)
        return [
            one
            for one in self.entities.values()
            if wanted in {_without_version(name) for name in (one.name, *one.public_names)}
        ]

    def tables_of(self, entity: Entity) -> tuple[set[str], set[str]]:
        """The tables behind an entity, and the names of other entities that are not at hand."""
        tables: set[str] = set()
        missing: set[str] = set()
        waiting, seen = [entity], {entity.name.lower()}
        while waiting:
            for name in waiting.pop().tracked:
                inner = self.entities.get(name.lower())
                if inner is not None:
                    if inner.name.lower() not in seen:
                        seen.add(inner.name.lower())
                        waiting.append(inner)
                elif name.lower() in self.views or name.lower().endswith(("entity", "view")):
                    missing.add(name)
                else:
                    tables.add(name)
        return tables, missing


def _without_version(name: str) -> str:
    """A name without blanks, version, and what entities for Dataverse are marked by."""
    text = _NO_LETTERS.sub("", name).lower().replace("cds", "")
    text = _VERSION.sub("", text)
    return f"{text[:-3]}y" if text.endswith("ies") else text.removesuffix("s")


class StandardMap(TypedDict):
    """A row of the list of standard maps."""

    label: str
    dataverse: str
    entity: str | None
    source: str
    date: str


@lru_cache(maxsize=1)
def standard_maps() -> tuple[StandardMap, ...]:
    """The standard maps that come with the tool."""
    return tuple(cast("list[StandardMap]", _data("standard_maps.json")["maps"]))


@lru_cache(maxsize=1)
def standard_entities() -> Metadata:
    """The standard entities that come with the tool."""
    found = Metadata()
    for row in _data("entity_tables.json")["entities"]:
        public = {row["publicEntityName"], row["publicCollectionName"]} - {None}
        found.entities[row["entity"].lower()] = Entity(
            row["entity"],
            frozenset(one.lower() for one in public),
            {*row["updatable"], *row["declaredByMapping"]},
            set(row["readOnlyOuter"]),
        )
    return found


def data_dates() -> str:
    """Of which days the lists that come with the tool are."""
    return f"maps of {_data('standard_maps.json')['asOf']}"


def _data(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


def data_bytes() -> bytes:
    """Both lists, for a digest."""
    folder = resources.files(__package__).joinpath("data")
    names = ("entity_tables.json", "standard_maps.json")
    return b"".join(folder.joinpath(one).read_bytes() for one in names)


def read_metadata(folder: Path) -> Metadata:
    """Read the entities, and what tables inherit, from a folder of the model store.

    :raises UnreadableError: where one of them cannot be read; the text names it.
    """
    found = Metadata()
    extensions: list[Entity] = []
    for kind, path in _files(folder):
        try:
            if kind == "axmap":
                found.maps.add(path.stem.lower())
            elif kind == "axview":
                found.views.add(path.stem.lower())
            elif kind == "axtable":
                _table(path, found)
            else:
                entity = _read_entity(path)
                if kind == "axdataentityviewextension":
                    extensions.append(entity)
                else:
                    found.entities[entity.name.lower()] = entity
        except (UnreadableError, OSError) as error:
            raise UnreadableError(f"{path.relative_to(folder).as_posix()}: {error}.") from None
    for one in extensions:
        base = found.entities.get(one.name.partition(".")[0].lower())
        if base is not None:
            base.tracked |= one.tracked
    return found


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    wanted = ("axdataentityview", "axdataentityviewextension", "axtable", "axmap", "axview")
    for parent, folders, names in os.walk(folder):
        folders.sort()
        kind = os.path.basename(parent).lower()
        if kind in wanted:
            for name in sorted(names):
                if name.lower().endswith(".xml"):
                    yield kind, Path(parent, name)


def _table(path: Path, found: Metadata) -> None:
    from .reading import read_object

    table = read_object(str(path))
    if table is None:
        return
    if table.extends:
        found.parents[table.name.lower()] = table.extends.lower()
    if table.is_temporary:
        found.temporary.add(table.name.lower())


@dataclass
class _Source:
    depth: int
    table: str | None = None
    read_only: bool = False
    outer: bool = False
    below: list[_Source] = field(default_factory=list)


def _read_entity(path: Path) -> Entity:
    reader = _EntityReader()
    try:
        with open(path, "rb") as stream:
            for piece in Content(stream).pieces():
                reader.parser.Parse(piece, False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableError(f"it is no well-formed XML, line {error.lineno}") from None
    finally:
        reader.close()
    return reader.entity


class _EntityReader:
    """Reads an entity. A data source below one that is not tracked is not tracked either."""

    def __init__(self) -> None:
        self.entity = Entity("")
        self._tags: list[str] = []
        self._sources: list[_Source] = []
        self._text: list[str] = []
        self._method = ""
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append

    def close(self) -> None:
        """Let go of the parser."""
        self.parser.StartElementHandler = self.parser.EndElementHandler = None
        self.parser.CharacterDataHandler = None

    def _start(self, tag: str, _: dict[str, str]) -> None:
        self._tags.append(tag)
        self._text.clear()
        if tag.startswith(("AxQuerySimple", "AxDataEntityViewDataSource")) and tag.endswith(
            "DataSource"
        ):
            self._sources.append(_Source(len(self._tags)))

    def _end(self, tag: str) -> None:
        text = "".join(self._text).strip()
        depth = len(self._tags)
        self._tags.pop()
        if self._sources and depth == self._sources[-1].depth:
            self._finish(self._sources.pop())
        elif self._sources and depth == self._sources[-1].depth + 1:
            self._property(self._sources[-1], tag, text)
        elif depth == 2 and tag == "Name":
            self.entity.name = text
        elif depth == 2 and tag in ("PublicEntityName", "PublicCollectionName") and text:
            self.entity.public_names |= {text.lower()}
        elif tag == "Name" and self._tags[-1:] == ["Method"]:
            self._method = text.lower()
        elif tag == "Source" and self._method in _HOOKS:
            self._hook(text)
        self._text.clear()

    def _property(self, source: _Source, tag: str, text: str) -> None:
        if tag == "Table":
            source.table = text
        elif tag == "IsReadOnly":
            source.read_only = text.lower() in ("yes", "true")
        elif tag == "JoinMode":
            source.outer = text.lower() == _READ_ONLY_JOIN

    def _finish(self, source: _Source) -> None:
        """Keep a source for the one around it: what makes that one read-only may stand after this one."""
        if self._sources:
            self._sources[-1].below.append(source)
        else:
            self._collect(source, is_tracked=True)

    def _collect(self, source: _Source, is_tracked: bool) -> None:
        is_tracked = is_tracked and not (source.read_only and source.outer)
        if source.table:
            (self.entity.tracked if is_tracked else self.entity.read_only).add(source.table)
        for one in source.below:
            self._collect(one, is_tracked)

    def _hook(self, text: str) -> None:
        words = lex(text).texts
        for at, word in enumerate(words[:-2]):
            if word.lower() == "tablenum" and words[at + 1] == "(":
                self.entity.tracked.add(words[at + 2])
