"""What is found in one file, before anybody asks which tables count. It can be kept in the cache."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Awaited(NamedTuple):
    """A parameter that may be any table: those who call the method say which."""

    owners: tuple[str, ...]
    """The class, and the one that it extends, in lower case."""
    method: str
    parameter: int


class Call(NamedTuple):
    """A call of a method with such a parameter, and the tables of all its arguments."""

    qualifier: str | None
    """The class before ``::``, in lower case."""
    own: tuple[str, ...]
    """The class that the call stands in, and what it extends, where it is called without a receiver."""
    method: str
    tables: tuple[str | None, ...]
    place: str


class Suppressed(NamedTuple):
    """Who accepted a finding, and why."""

    kind: str
    """`comment`, `attribute` or `baseline`."""
    reason: str
    line: int | None


@dataclass(frozen=True)
class Hit:
    """A construct in the code of a file."""

    rule: str
    line: int
    column: int
    kind: str
    object: str
    method: str
    path: str
    """The ``dynamics://`` path."""
    construct: str
    receiver: str
    table: str | None
    resolved_by: str | None
    inferred: bool = False
    """Whether the table follows from a convention."""
    reason: str | None = None
    """Why nobody can tell whether it writes past dual-write."""
    awaited: Awaited | None = None
    suppressed: Suppressed | None = None


class Notice(NamedTuple):
    """Something that is said of a file beside its findings."""

    line: int
    text: str


@dataclass
class FileHits:
    """All that one file says."""

    hits: list[Hit] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    maps: list[str] = field(default_factory=list)
    """The table maps that are declared in it."""
