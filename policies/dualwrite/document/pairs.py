"""The rows of a document, pair by pair, with what to call each pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .labels import PairIdentity, labels_of

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

    @cached_property
    def findings(self) -> list[ResultRow]:
        """The rows that a person must read."""
        return [one for one in self.rows if one.is_finding]


def pairs_of(rows: Iterable[ResultRow]) -> list[PairRows]:
    """Group rows by pair: pairs as they first appear, and the rows of each in their order."""
    grouped: dict[tuple[str, str | None, str | None], list[ResultRow]] = {}
    for row in rows:
        grouped.setdefault((row.pair, row.source, row.urn), []).append(row)
    labels = labels_of(PairIdentity(*key) for key in grouped)
    return [
        PairRows(label, *key, tuple(found))
        for label, (key, found) in zip(labels, grouped.items(), strict=True)
    ]
