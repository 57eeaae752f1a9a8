"""What all results of one pair come to: the worst of them, and which requirements make it so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ...model.pair import Pair
from ...model.verdicts import Kind, Result
from ...text.quoting import counted, joined
from .drawing import Dash, Stroke

_MOST_NAMED = 3


class Standing(Enum):
    """The worst that is said of a pair: a word, and its meaning. The order is that of the legend."""

    REFUSED = ("refused", "a violation that is mandatory")
    ADVISORY = ("advisory", "violations that refuse nothing")
    UNDECIDED = ("undecided", "a fact is not declared, or not known yet")
    EXEMPT = ("exempt", "a violation, with an exemption in force")
    PASS = ("pass", "all that is judged is satisfied")
    NOT_JUDGED = ("not judged", "no requirement says anything of it")

    def __init__(self, word: str, meaning: str) -> None:
        self.word = word
        self.meaning = meaning


@dataclass(frozen=True)
class Outcome:
    """A pair's standing, and the results that give it; none for those that need no reason."""

    standing: Standing
    because: tuple[Result, ...] = ()

    @property
    def text(self) -> str:
        """For a label: ``refused: DW010, DW011 and 2 more``."""
        if not self.because:
            return self.standing.word
        named = [one.id for one in self.because]
        if len(named) > _MOST_NAMED + 1:  # "and 1 more" is no shorter than what it stands for
            named[_MOST_NAMED:] = [counted(len(named) - _MOST_NAMED, "more", "more")]
        return f"{self.standing.word}: {joined(named)}"

    @property
    def full_text(self) -> str:
        """With the names of all requirements."""
        named = ", ".join(f"{one.id} {one.requirement}" for one in self.because)
        return f"{self.standing.word}: {named}" if named else self.standing.word


def outcome_of(results: Iterable[Result]) -> Outcome:
    """Find the worst that is said of one pair.

    An undeclared fact that the configuration ignores is no violation, and still no pass.
    """
    found: dict[Standing, list[Result]] = {}
    for one in results:
        found.setdefault(_standing_of(one), []).append(one)
    worst = next((one for one in Standing if one in found), Standing.NOT_JUDGED)
    told = worst not in (Standing.PASS, Standing.NOT_JUDGED)
    return Outcome(worst, tuple(found[worst]) if told else ())


def _standing_of(result: Result) -> Standing:
    if result.violation:
        return Standing.REFUSED if result.blocks else Standing.ADVISORY
    return _WITHOUT_VIOLATION.get(result.verdict.kind, Standing.UNDECIDED)


_WITHOUT_VIOLATION = {
    Kind.EXEMPT: Standing.EXEMPT,
    Kind.PASS: Standing.PASS,
    Kind.NOT_APPLICABLE: Standing.NOT_JUDGED,
}
"""All other kinds say that something is not known."""


STROKES = {
    Standing.REFUSED: Stroke("#b3261e", 3),
    Standing.ADVISORY: Stroke("#8a4b00", 2),
    Standing.UNDECIDED: Stroke("#0b5394", 2, Dash.DOTTED),
    Standing.EXEMPT: Stroke("#6a2c91", 2),
    Standing.PASS: Stroke("#1d6b40", 1.5),
    Standing.NOT_JUDGED: Stroke("#57606c", 1.5, Dash.DOTTED),
}
ENVIRONMENT = Stroke("#57606c")
SHARED = Stroke("#1c2128", 3)
MISSING = Stroke("#57606c", 1, Dash.DASHED)
AZURE = Stroke("#57606c", 1.5)


@dataclass(frozen=True)
class JudgedPair:
    """A pair, what to call it (its name, and its place where names repeat), and all its results."""

    label: str
    pair: Pair
    results: tuple[Result, ...]
