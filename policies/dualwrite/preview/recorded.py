"""The results and grants out of what the pack recorded in a preview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..verdicts import Level

Row = dict[str, Any]
Place = Callable[[Row], Row]
"""Where the pair of a result is declared, as the document has it."""


def pack_of(record: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """What the pack says of itself; None where none of ours has run."""
    return next((one["pack"] for one in record if "pack" in one), None)


def results_of(record: Iterable[Mapping[str, Any]], place: Place) -> list[Row]:
    """The results, ordered by pair and then by ID.

    Where two packs have judged the same (one of the organization's, one on the command line), the
    result that stops a deployment counts.
    """
    found: dict[tuple[str, str, str], Row] = {}
    for row in (one["result"] for one in record if "result" in one):
        key = (row["pair"], row["urn"] or "", row["id"])
        if key not in found or _weight(row) > _weight(found[key]):
            found[key] = row
    return [{**found[key], "location": place(found[key])} for key in sorted(found)]


def grants_of(record: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Every grant that the pack was configured with, once where two packs have the same."""
    found: list[Row] = []
    for grants in (one["grants"] for one in record if "grants" in one):
        found += [grant for grant in grants if grant not in found] if found else grants
    return found


def blocks(row: Row) -> bool:
    """Whether a result stops a deployment."""
    return bool(row["violation"]) and Level(row["level"]).blocks


def _weight(row: Row) -> tuple[bool, bool]:
    return blocks(row), bool(row["violation"])
