"""How many results and notices stop a deployment, advise, or wait: the same numbers everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..model.pair import Pair
from ..model.verdicts import Kind
from ..text.quoting import counted, printable


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


class PairIdentity(NamedTuple):
    """A pair's name and where it was found: its source, its URN, both or neither."""

    name: str
    source: str | None
    urn: str | None


def labels_of(pairs: Iterable[PairIdentity]) -> list[str]:
    """The name of each pair, printable; where several have it, also the source or else the URN."""
    every = list(pairs)
    names = Counter(one.name for one in every)
    places = Counter((one.name, one.source) for one in every)
    labels = []
    for one in every:
        is_alone_there = places[one.name, one.source] == 1
        place = one.source if one.source and is_alone_there else one.urn
        has_its_own_name = names[one.name] == 1 or not place
        labels.append(printable(one.name if has_its_own_name else f"{one.name} ({place})"))
    return labels


def labels(pairs: Iterable[Pair]) -> list[str]:
    """The name of each pair; where several have it, also the source or the URN."""
    return labels_of(PairIdentity(pair.name, pair.source, pair.urn) for pair in pairs)
