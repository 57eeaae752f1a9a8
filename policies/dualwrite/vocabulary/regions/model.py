"""The values of this vocabulary."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Geography:
    """A Power Platform location, such as ``unitedarabemirates``.

    ``listed_for_dual_write`` says whether dual-write's list of supported regions names it (article
    dual-write-system-req, 2026-01-15). Printed, it is its location, which parses back to it.
    """

    location: str
    display_name: str
    listed_for_dual_write: bool

    def __str__(self) -> str:
        return self.location


@dataclass(frozen=True)
class Region:
    """A physical Azure region, such as ``westeurope``.

    ``geography`` is the Power Platform location that the region lies in: the one that Power
    Platform's table gives it, otherwise the one of its Azure geography (``westus2`` lies in
    ``unitedstates``), and ``None`` where there is none (``austriaeast``) or where several share the
    Azure geography (``usgovarizona``). ``finance_and_operations`` says whether Microsoft names the
    region as one that finance and operations apps run in. Printed, it is its name, which parses
    back to it.
    """

    name: str
    display_name: str
    azure_geography: str
    geography: Geography | None
    finance_and_operations: bool

    def __str__(self) -> str:
        return self.name


class Place(NamedTuple):
    """A name that people mistake for a region or for a Power Platform geography.

    ``kind`` is prose; ``regions`` are those behind the name; ``geography`` is the one Power
    Platform location that it stands for, if there is one.
    """

    kind: str
    regions: tuple[Region, ...]
    geography: Geography | None


LONGEST_NAME = 100
_PARENTHESES = str.maketrans("", "", "()")


def compact(text: str) -> str:
    """Return the name without what does not count: case, spaces and parentheses."""
    return "".join(text.split()).translate(_PARENTHESES).casefold()


def fault_of(text: str) -> str | None:
    """Say why ``text`` cannot be the name of any place, or return ``None`` where it could be."""
    if len(text) > LONGEST_NAME:
        return f"it has {len(text)} characters, and no name has more than {LONGEST_NAME}"
    if any(_is_invisible(character) for character in text):
        return "it contains a line break, a control character or another invisible character"
    if not compact(text):
        return "it is empty"
    return None


def _is_invisible(character: str) -> bool:
    # Spreadsheets and web pages give no-break spaces: invisible, and still only spaces.
    return not character.isprintable() and unicodedata.category(character) != "Zs"
