"""X++ that stands in a file: its text, and where each character of it is in that file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

_LINE_END = re.compile("\n")


class Anchor(NamedTuple):
    """From this offset of the text on, up to the next anchor, text and file run side by side."""

    offset: int
    line: int
    column: int


class Kind(StrEnum):
    """Kinds of objects, as ``dynamics://`` paths have them."""

    CLASS = "Class"
    TABLE = "Table"
    VIEW = "View"
    MAP = "Map"
    ENTITY = "DataEntityView"
    FORM = "Form"
    QUERY = "Query"
    MACRO = "Macro"
    JOB = "Job"
    OTHER = "Object"


@dataclass(frozen=True)
class Fragment:
    """A method, a declaration of a class, or a whole file of X++."""

    text: str
    anchors: tuple[Anchor, ...]
    method: str | None = None
    """The name that the file gives it, which need not be the one in the text."""
    data_source: str | None = None
    """The data source of a form or query that the method belongs to."""
    path: str = ""
    """The part of a ``dynamics://`` path between the object and the method."""

    def locate(self, offset: int) -> tuple[int, int]:
        """The line and the column of the file where a character of the text stands, from 1."""
        at = bisect_right(self.anchors, offset, key=lambda one: one.offset) - 1
        anchor = self.anchors[at]
        line = self.line_of(offset)
        lines = line - self.line_of(anchor.offset)
        if not lines:
            return anchor.line, anchor.column + offset - anchor.offset
        return anchor.line + lines, offset - self._line_starts[line] + 1

    def line_of(self, offset: int) -> int:
        """The line of the text where a character stands, from 0."""
        return bisect_right(self._line_starts, offset) - 1

    @cached_property
    def _line_starts(self) -> array[int]:
        starts = array("L", (0,))
        starts.extend(one.end() for one in _LINE_END.finditer(self.text))
        return starts


@dataclass
class CodeObject:
    """An object of the application, as far as it matters: its name, its code, its data sources."""

    kind: Kind
    name: str
    declaration: Fragment | None = None
    fragments: list[Fragment] = field(default_factory=list)
    """Only those that hold a needle."""
    data_sources: dict[str, str] = field(default_factory=dict)
    """Tables by the names of data sources, both as written."""
    is_temporary: bool = False
    extends: str | None = None
    """The table that a table inherits from."""
    is_part: bool = False
    """Whether the text is whole X++ with its classes in it, rather than single methods."""
