"""Which tables count: those that a map writes, as far as whoever runs the scan can say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_FAMILIES = (
    ("DirPartyTable", "DirPerson", "DirOrganizationBase", "DirOrganization", "OMInternalOrganization",
     "CompanyInfo", "OMOperatingUnit", "OMTeam"),
    ("EcoResProduct", "EcoResProductMaster", "EcoResDistinctProduct", "EcoResDistinctProductVariant"),
)  # fmt: skip
"""Tables that inherit from the first of each: a write through one changes rows of the others."""
KNOWN_MAPS = frozenset(
    ("salespurchtable", "salespurchline", "custvendtable", "custvendtrans", "custvendtransopen",
     "addressmap", "markuptablemap")
)  # fmt: skip
"""Table maps of the standard application, which stand for several tables."""


@dataclass(frozen=True)
class TableList:
    """Tables that count, and where that is from."""

    names: frozenset[str]
    source: str
    sha256: str
    is_complete: bool = True
    """Whether a table that is not in it is certainly not mapped."""
    reasons: tuple[str, ...] = ()
    """Why it is not complete."""


class MappedTables:
    """Asks whether a table counts. Case does not matter."""

    def __init__(self, listed: TableList, parents: dict[str, str]) -> None:
        self.listed = listed
        own = {one.lower() for one in listed.names}
        self._spellings = {one.lower(): one for one in listed.names}
        for family in _FAMILIES:
            members = {one.lower() for one in family}
            if own & members:
                own |= {family[0].lower()} | (members if family[0].lower() in own else set())
        self._own = own
        self._parents = {child.lower(): parent.lower() for child, parent in parents.items()}

    def __contains__(self, table: str) -> bool:
        name = table.lower()
        if name in self._own:
            return True
        if any(one in self._own for one in self._ancestors(name)):
            return True
        return any(name in self._ancestors(one) for one in self._own)

    def spelling(self, table: str) -> str:
        """A table's name as the list has it, whatever the case in the code."""
        return self._spellings.get(table.lower(), table)

    def _ancestors(self, name: str) -> list[str]:
        found: list[str] = []
        while (name := self._parents.get(name, "")) and name not in found:
            found.append(name)
        return found


def normalised(names: Iterable[str]) -> frozenset[str]:
    """Each table once, whatever its case."""
    return frozenset({one.lower(): one for one in sorted(names)}.values())
