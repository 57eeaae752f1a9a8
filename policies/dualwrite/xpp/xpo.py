"""Objects in an export of AX 2009 and 2012 (`.xpo`), in which each line of code begins with `#`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .axxml import MOST_BYTES
from .errors import UnreadableError
from .fragments import Anchor, CodeObject, Fragment, Kind
from .needles import Wanted

_ELEMENT = re.compile(r"\*\*\*Element: *(\w+)")
_OBJECT = re.compile(
    r"\s*(CLASS|INTERFACE|TABLE|TABLEMAP|MAP|VIEW|FORM|QUERY|MACRO|JOB|REPORT) +#(.*\S)\s*$"
)
_SOURCE = re.compile(r"\s*SOURCE +#(.*?)\s*$")
_PROPERTY = re.compile(
    r"\s*(Name|Table|Extends|Temporary|TableType|SupportInheritance) +#(.*?)\s*$"
)
_KINDS = {
    "CLS": Kind.CLASS,
    "INT": Kind.CLASS,
    "DBT": Kind.TABLE,
    "TAB": Kind.TABLE,
    "MAP": Kind.MAP,
    "DBM": Kind.MAP,
    "VIE": Kind.VIEW,
    "FRM": Kind.FORM,
    "QUE": Kind.QUERY,
    "QRY": Kind.QUERY,
    "MCR": Kind.MACRO,
    "JOB": Kind.JOB,
}
_WORDS = {"MAP": Kind.MAP, "TABLEMAP": Kind.MAP, "VIEW": Kind.VIEW, "MACRO": Kind.MACRO}
_TEMPORARY = ("yes", "tempdb", "inmemory")


def read_xpo(pieces: Iterable[bytes], wanted: Wanted) -> Iterator[CodeObject]:
    """The objects of an export, one after the other. Other code is left out.

    :raises UnreadableError: where it is no export, or ends in the middle of a method.
    """
    reader = _Reader(wanted)
    seen = False
    for line in _lines(pieces):
        seen = seen or "***Element" in line or line.startswith("Exportfile")
        yield from reader.line(line)
    if not seen:
        raise UnreadableError("it is no export: it has no line ***Element")
    yield from reader.end()


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    waiting = b""
    for piece in pieces:
        *whole, waiting = (waiting + piece).split(b"\n")
        yield from (one.decode("utf-8") for one in whole)
        if len(waiting) > MOST_BYTES:
            raise UnreadableError(f"a line in it is longer than {MOST_BYTES:,} bytes")
    if waiting:
        yield waiting.decode("utf-8")


@dataclass
class _Code:
    """A method that is being read."""

    name: str
    lines: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, line: int, column: int) -> None:
        if self.length > MOST_BYTES:
            raise UnreadableError(f"a method in it is longer than {MOST_BYTES:,} bytes")
        self.anchors.append(Anchor(self.length, line, column))
        self.lines.append(f"{text}\n")
        self.length += len(text) + 1

    def fragment(self, data_source: str | None) -> Fragment:
        anchors = tuple(self.anchors) or (Anchor(0, 1, 1),)
        path = f"DataSource/{data_source}/" if data_source else ""
        return Fragment("".join(self.lines), anchors, self.name, data_source, path)


@dataclass
class _Reader:
    wanted: Wanted
    number: int = 0
    found: CodeObject | None = None
    code: _Code | None = None
    nested: int = 0
    """How many data sources are open."""
    data_source: tuple[str | None, str | None] = (None, None)

    def line(self, text: str) -> Iterator[CodeObject]:
        """Read a line; an object comes out when the next one begins."""
        self.number += 1
        stripped = text.strip()
        if self.code is not None:
            self._in_code(text, stripped)
        elif element := _ELEMENT.match(stripped):
            yield from self._finish()
            self.found = CodeObject(_KINDS.get(element[1], Kind.OTHER), "")
        elif self.found is not None and stripped:
            self._in_object(self.found, text, stripped)

    def end(self) -> Iterator[CodeObject]:
        """The last object."""
        if self.code is not None:
            raise UnreadableError(f"it ends inside the method {self.code.name}")
        yield from self._finish()

    def _finish(self) -> Iterator[CodeObject]:
        found, self.found = self.found, None
        self.nested, self.data_source = 0, (None, None)
        if found is not None and (found.fragments or found.name):
            yield found

    def _in_code(self, text: str, stripped: str) -> None:
        assert self.code is not None
        if stripped == "ENDSOURCE":
            self._finish_code(self.code)
            self.code = None
        elif stripped.startswith("#"):
            column = text.index("#") + 1
            self.code.add(text[column:].removesuffix("\r"), self.number, column + 1)

    def _finish_code(self, code: _Code) -> None:
        found = self.found
        assert found is not None
        made = code.fragment(self.data_source[0] if self.nested else None)
        if code.name.lower() == "classdeclaration":
            found.declaration = made
        if self.wanted(made.text.encode("utf-8")):
            found.fragments.append(made)

    def _in_object(self, found: CodeObject, text: str, stripped: str) -> None:
        if source := _SOURCE.match(text):
            self.code = _Code(source[1])
            if found.kind is Kind.JOB and not found.name:
                found.name = source[1]
        elif not found.name and (named := _OBJECT.match(text)):
            found.name = named[2]
            found.kind = _WORDS.get(named[1], found.kind)
        elif stripped == "DATASOURCE":
            self.nested, self.data_source = self.nested + 1, (None, None)
        elif stripped == "ENDDATASOURCE":
            self.nested = max(self.nested - 1, 0)
        elif found_property := _PROPERTY.match(text):
            self._property(found, found_property[1], found_property[2])

    def _property(self, found: CodeObject, name: str, text: str) -> None:
        if self.nested:
            own, table = self.data_source
            if name == "Name" and own is None:
                self.data_source = (text, table)
            elif name == "Table" and table is None:
                self.data_source = (own, text)
            own, table = self.data_source
            if own and table:
                found.data_sources.setdefault(own, table)
        elif name in ("Temporary", "TableType"):
            found.is_temporary = found.is_temporary or text.lower() in _TEMPORARY
        elif name == "Extends" and found.kind is Kind.TABLE:
            found.extends = text or None
