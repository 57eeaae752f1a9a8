"""How many results and notices stop a deployment, advise, or wait: the same numbers everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..text import counted
from ..verdicts import Kind


@dataclass(frozen=True)
class Counts:
    """``mandatory`` and ``advisory`` count what is said about grants, too; the rest is no violation."""

    mandatory: int
    advisory: int
    exempt: int
    not_yet_known: int
    undeclared_and_ignored: int
    passed: int
    not_applicable: int

    @property
    def outcome(self) -> str:
        """Whether a deployment is ``refused`` or ``accepted``."""
        return "refused" if self.mandatory else "accepted"

    def __str__(self) -> str:
        """As a summary line has it: ``13 mandatory, 4 advisories, 1 exempt``."""
        shown = [f"{self.mandatory} mandatory", counted(self.advisory, "advisory", "advisories")]
        for number, what in (
            (self.exempt, "exempt"),
            (self.not_yet_known, "not yet known"),
            (self.undeclared_and_ignored, "undeclared and ignored"),
        ):
            if number:
                shown.append(f"{number} {what}")
        return ", ".join(shown)


def count(results: Iterable[tuple[Kind, bool, bool]], notices: Iterable[bool]) -> Counts:
    """Count.

    :param results: of each its verdict, whether it is a violation, and whether it blocks.
    :param notices: of each whether it blocks.
    """
    every = list(results)
    told = list(notices)
    blocking = [blocks for _, violation, blocks in every if violation] + told
    silent = Counter(kind for kind, violation, _ in every if not violation)
    return Counts(
        mandatory=sum(blocking),
        advisory=len(blocking) - sum(blocking),
        exempt=silent[Kind.EXEMPT],
        not_yet_known=silent[Kind.UNKNOWN],
        undeclared_and_ignored=silent[Kind.UNDECLARED],
        passed=silent[Kind.PASS],
        not_applicable=silent[Kind.NOT_APPLICABLE],
    )
