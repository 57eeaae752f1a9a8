"""The document of results out of what the pack recorded in a preview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Row = dict[str, Any]
Place = Callable[[Row], Row]
"""Where the pair of a result is declared, as the document has it."""
_BLOCKING_LEVELS = ("mandatory", "remediate")


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
    return [{**row, "location": place(row)} for _, row in sorted(found.items(), key=_first)]


def grants_of(record: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Every grant that the pack was configured with."""
    return [grant for one in record if "grants" in one for grant in one["grants"]]


def blocks(row: Row) -> bool:
    """Whether a result stops a deployment."""
    return bool(row["violation"]) and row["level"] in _BLOCKING_LEVELS


def grants_block(grants: Iterable[Row]) -> bool:
    """Whether something that is said about a grant stops a deployment."""
    return any(notice["level"] in _BLOCKING_LEVELS for one in grants for notice in one["notices"])


def _weight(row: Row) -> tuple[bool, bool]:
    return blocks(row), bool(row["violation"])


def _first(item: tuple[tuple[str, str, str], Row]) -> tuple[str, str, str]:
    return item[0]
