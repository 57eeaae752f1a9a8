"""Objects in the XML of the model store. Expat says where elements are; the text is cut out.

A file may hold escaped text, CDATA that is split in two, and code that itself holds a whole AxClass
as a string. So nothing here looks for tags: where an element begins and ends is asked of the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from .errors import UnreadableError
from .fragments import Anchor, CodeObject, Fragment, Kind
from .needles import Wanted

_KINDS = {
    "AxClass": Kind.CLASS,
    "AxInterface": Kind.CLASS,
    "AxTable": Kind.TABLE,
    "AxView": Kind.VIEW,
    "AxMap": Kind.MAP,
    "AxDataEntityView": Kind.ENTITY,
    "AxCompositeDataEntityView": Kind.ENTITY,
    "AxAggregateDataEntity": Kind.ENTITY,
    "AxForm": Kind.FORM,
    "AxQuery": Kind.QUERY,
    "AxMacroDictionary": Kind.MACRO,
}
MOST_BYTES = 1 << 20
"""The longest piece of code that is read: no method of people is as long."""
_LEAVES = frozenset(("Name", "Table", "Source", "Declaration", "DataField", "TableType", "Extends"))
_KEPT = _LEAVES | {"Temporary"}
_SECTIONS = {"DataSource": "DataSource", "Field": "Field", "Control": "Control"}
_TAG = re.compile(rb"<[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>")
_MARKUP = re.compile(
    r"<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<\?.*?\?>"
    r"|&(?:\#x(?P<hex>[0-9A-Fa-f]{1,6})|\#(?P<decimal>[0-9]{1,7})|(?P<name>\w+));",
    re.DOTALL,
)
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_TEMPORARY = ("tempdb", "inmemory", "yes")


def read_axxml(pieces: Iterable[bytes], wanted: Wanted) -> Iterator[CodeObject]:
    """The object in a file, if it is one that can hold X++. Other code is left out.

    :raises UnreadableError: where it is no well-formed XML, or larger than people make it.
    """
    reader = _Reader(wanted)
    try:
        for piece in pieces:
            reader.feed(piece)
        yield from reader.end()
    except expat.ExpatError as error:
        raise UnreadableError(
            f"it is no well-formed XML: {expat.ErrorString(error.code)}, line {error.lineno}"
        ) from None
    finally:
        reader.close()


@dataclass
class _Section:
    """An element that methods can belong to, and its name."""

    tag: str
    depth: int
    name: str | None = None
    table: str | None = None


@dataclass
class _Method:
    name: str | None = None
    source: Fragment | None = None


@dataclass
class _Reader:
    wanted: Wanted
    found: CodeObject | None = None
    root: str | None = None
    window: bytes = b""
    base: int = 0
    """How many bytes came before the window."""
    base_line: int = 1
    depth: int = 0
    open_leaf: tuple[str, int, int] | None = None
    """The tag, the depth and the first byte of the element that is being cut out."""
    sections: list[_Section] = field(default_factory=list)
    method: _Method | None = None

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8")  # whatever the declaration says: it is by now
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype

    def close(self) -> None:
        """Let go of the parser, which knows the reader, which knows the parser."""
        self.parser.StartElementHandler = None
        self.parser.EndElementHandler = None
        self.parser.StartDoctypeDeclHandler = None

    def feed(self, piece: bytes) -> None:
        """Read on."""
        self.window = self.window + piece if self.window else piece
        self.parser.Parse(piece, False)
        self._forget()

    def end(self) -> Iterator[CodeObject]:
        """What was found, once the file is at its end."""
        self.parser.Parse(b"", True)
        if self.found is not None:
            yield self.found

    def _forget(self) -> None:
        """Drop the lines that are done with."""
        start = self.open_leaf[2] if self.open_leaf else self.parser.CurrentByteIndex
        keep = self.window.rfind(b"\n", 0, max(start - self.base, 0)) + 1
        self.base_line += self.window.count(b"\n", 0, keep)
        self.window = self.window[keep:]
        self.base += keep
        if len(self.window) > 4 * MOST_BYTES:
            raise UnreadableError(
                f"a line or a method in it is longer than {4 * MOST_BYTES:,} bytes"
            )

    def _doctype(self, *_: object) -> None:
        raise UnreadableError("it has a DOCTYPE, which no file of a model store has")

    def _start(self, tag: str, _: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.root = tag.rpartition(":")[2]
            self.found = CodeObject(_KINDS.get(self.root, Kind.OTHER), "")
        elif tag in _KEPT:
            if self.open_leaf is None and self._is_wanted(tag):
                self.open_leaf = (tag, self.depth, self.parser.CurrentByteIndex)
        elif tag == "Method":
            self.method = _Method()
        elif tag in _SECTIONS or "DataSource" in tag or tag == "ViewMetadata":
            self.sections.append(_Section(tag, self.depth))

    def _is_wanted(self, tag: str) -> bool:
        """Whether it is a property of the object, of a method, or of a section: no other name is read."""
        if tag in ("Source", "Declaration") or self.depth == 2:
            return True
        if self.method is not None:
            return tag == "Name"
        return bool(self.sections) and self.sections[-1].depth == self.depth - 1

    def _end(self, tag: str) -> None:
        if self.open_leaf is not None and self.open_leaf[1] == self.depth:
            leaf, _, start = self.open_leaf
            self.open_leaf = None
            self._leaf(leaf, start - self.base, self.parser.CurrentByteIndex - self.base)
        elif tag == "Method":
            self._finish_method()
        elif self.sections and self.sections[-1].depth == self.depth:
            self._finish_section(self.sections.pop())
        self.depth -= 1

    def _leaf(self, tag: str, start: int, end: int) -> None:
        opening = _TAG.match(self.window, start)
        if opening is None or opening[0].endswith(b"/>"):
            return
        raw = self.window[opening.end() : end]
        found = self.found
        assert found is not None
        if tag in ("Source", "Declaration"):
            self._code(found, tag, raw, opening.end())
            return
        text = plain_text(raw)
        if self.depth == 2:
            self._property(found, tag, text)
        elif tag == "Name":
            self._name(text)
        elif tag in ("DataField", "Table") and self.sections:
            section = self.sections[-1]
            if tag == "Table":
                section.table = text
            elif section.name is None:
                section.name = text

    def _property(self, found: CodeObject, tag: str, text: str) -> None:
        if tag == "Name":
            found.name = text
        elif tag in ("TableType", "Temporary"):
            found.is_temporary = found.is_temporary or text.strip().lower() in _TEMPORARY
        elif tag == "Extends" and found.kind is Kind.TABLE:
            found.extends = text.strip() or None

    def _name(self, text: str) -> None:
        if self.method is not None:
            self.method.name = text
        elif self.sections and self.sections[-1].name is None:
            self.sections[-1].name = text

    def _code(self, found: CodeObject, tag: str, raw: bytes, start: int) -> None:
        declares = tag == "Declaration" or (
            self.method is not None and (self.method.name or "").lower() == "classdeclaration"
        )
        if not (declares or self.wanted(raw)):
            return
        if len(raw) > MOST_BYTES:
            raise UnreadableError(f"a method in it is longer than {MOST_BYTES:,} bytes")
        made = self._fragment(raw, start)
        if self.method is not None:
            self.method.source = made
        elif declares:
            found.declaration = made
            if self.wanted(raw):
                found.fragments.append(made)
        else:
            found.fragments.append(made)

    def _fragment(self, raw: bytes, start: int) -> Fragment:
        line = self.base_line + self.window.count(b"\n", 0, start)
        line_start = self.window.rfind(b"\n", 0, start) + 1
        column = len(self.window[line_start:start].decode("utf-8")) + 1
        return fragment_of(raw.decode("utf-8"), line, column)

    def _finish_method(self) -> None:
        method, self.method = self.method, None
        found = self.found
        if method is None or method.source is None or found is None:
            return
        source, name = method.source, method.name
        if (name or "").lower() == "classdeclaration":
            found.declaration = source
            if self.wanted(source.text.encode("utf-8", "replace")):
                found.fragments.append(source)
            return
        owner = next((one for one in self.sections if one.tag == "DataSource"), None)
        path = "".join(
            f"{_SECTIONS[one.tag]}/{one.name}/" for one in self.sections if one.tag in _SECTIONS
        )
        found.fragments.append(
            Fragment(source.text, source.anchors, name, owner.name if owner else None, path)
        )

    def _finish_section(self, section: _Section) -> None:
        if section.table and section.name and self.found is not None:
            self.found.data_sources.setdefault(section.name, section.table)


def plain_text(raw: bytes) -> str:
    """The text of an element that holds no others."""
    text = raw.decode("utf-8")
    return text if text.isalnum() else fragment_of(text, 1, 1).text.strip()


def fragment_of(raw: str, line: int, column: int) -> Fragment:
    """The text of an element, with the places that its parts have in the file.

    :param line: where the raw text begins; ``column`` likewise.
    """
    parts: list[str] = []
    anchors: list[Anchor] = []
    length = 0
    read = _Position(raw, line, column)

    def add(text: str, at: int) -> None:
        nonlocal length
        anchors.append(Anchor(length, *read.at(at)))
        parts.append(text)
        length += len(text)

    done = 0
    for markup in _MARKUP.finditer(raw):
        if markup.start() > done:
            add(raw[done : markup.start()], done)
        done = markup.end()
        if markup["cdata"] is not None:
            add(markup["cdata"], markup.start("cdata"))
        elif markup["hex"] or markup["decimal"]:
            number = int(markup["hex"], 16) if markup["hex"] else int(markup["decimal"])
            add(chr(number), markup.start())
        elif markup["name"]:
            add(_ENTITIES.get(markup["name"], ""), markup.start())
    if done < len(raw) or not parts:
        add(raw[done:], done)
    return Fragment("".join(parts), tuple(anchors))


class _Position:
    """Lines and columns of offsets that only grow."""

    def __init__(self, raw: str, line: int, column: int) -> None:
        self._raw, self._line, self._column, self._done = raw, line, column, 0

    def at(self, offset: int) -> tuple[int, int]:
        passed = self._raw.count("\n", self._done, offset)
        if passed:
            self._line += passed
            self._column = offset - self._raw.rindex("\n", self._done, offset)
        else:
            self._column += offset - self._done
        self._done = offset
        return self._line, self._column
