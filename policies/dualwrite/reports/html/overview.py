"""The state of the estate in a few numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...document.model import Document
from ...document.pairs import PairRows
from ...text import counted
from ...verdicts import Kind


@dataclass(frozen=True)
class Overview:
    """Pairs, and rows by what they mean to whoever must act."""

    pairs: int
    refused: int
    mandatory: int
    advisories: int
    exempt: int
    not_yet_known: int
    ignored: int
    """Facts that are not declared, which the configuration says to ignore."""
    blocking_notices: int
    """What is said about exemptions at a level that stops a deployment."""

    @property
    def is_refused(self) -> bool:
        """Whether a deployment stops."""
        return bool(self.refused or self.blocking_notices)

    @property
    def outcome(self) -> str:
        """The result in one line."""
        outcome = self._outcome_of_pairs()
        if self.blocking_notices and not self.refused:
            notices = _counted(self.blocking_notices, "mandatory notice")
            outcome = f"Refused: {notices} about exemptions; {outcome}"
        if self.exempt:
            outcome += f", {_counted(self.exempt, 'violation')} exempt"
        return outcome[:1].upper() + outcome[1:]

    def _outcome_of_pairs(self) -> str:
        if not self.pairs:
            return "no pair was judged"
        if self.refused:
            return f"{self.refused:,} of {_counted(self.pairs, 'pair')} refused"
        return f"{_counted(self.pairs, 'pair')} accepted"


def overview_of(document: Document, pairs: Sequence[PairRows]) -> Overview:
    """Count the rows of a document."""
    rows = document.results
    violations = [row for row in rows if row.is_violation]
    silent = [row.verdict for row in rows if not row.is_violation]
    mandatory = sum(row.blocks for row in violations)
    return Overview(
        pairs=len(pairs),
        refused=sum(any(row.blocks for row in pair.rows) for pair in pairs),
        mandatory=mandatory,
        advisories=len(violations) - mandatory,
        exempt=silent.count(Kind.EXEMPT),
        not_yet_known=silent.count(Kind.UNKNOWN),
        ignored=silent.count(Kind.UNDECLARED),
        blocking_notices=sum(
            notice.blocks for grant in document.exemptions for notice in grant.notices
        ),
    )


def _counted(number: int, noun: str) -> str:
    return counted(number, noun).replace(str(number), f"{number:,}", 1)
