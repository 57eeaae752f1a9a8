"""The rows of a document, pair by pair, with what to call each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ..text import printable

if TYPE_CHECKING:
    from .model import ResultRow


@dataclass(frozen=True)
class PairRows:
    """All rows of one pair. ``label`` is its name, with its place where several have the name."""

    label: str
    name: str
    source: str | None
    urn: str | None
    rows: tuple[ResultRow, ...]

    @property
    def findings(self) -> list[ResultRow]:
        """The rows that a person must read."""
        return [one for one in self.rows if one.is_finding]


def _identity(row: ResultRow) -> tuple[str, str | None, str | None]:
    return (row.pair, row.source, row.urn)


def pairs_of(rows: Iterable[ResultRow]) -> list[PairRows]:
    """Group rows by pair, in the order of the document."""
    grouped = [(key, tuple(group)) for key, group in groupby(rows, key=_identity)]
    names = Counter(name for (name, _, _), _ in grouped)
    places = Counter((name, source) for (name, source, _), _ in grouped)
    found = []
    for (name, source, urn), rows_of_pair in grouped:
        place = source if places[name, source] == 1 else urn
        label = name if names[name] == 1 or not place else f"{name} ({place})"
        found.append(PairRows(printable(label), name, source, urn, rows_of_pair))
    return found
