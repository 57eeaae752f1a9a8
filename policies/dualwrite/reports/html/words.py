"""How verdicts are written on the page: a short word, a class of the style sheet, a meaning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from ...model.verdicts import Kind, Level
from ...results.document import ResultRow
from ...text.quoting import printable
from ..wording import flowed


@dataclass(frozen=True)
class Word:
    """``text`` tells verdicts apart without colour; ``mark`` is the class that gives the colour.

    ``mark`` is empty for the verdict that most cells have, so that the page stays small.
    """

    text: str
    mark: str
    meaning: str


WORDS = {
    Kind.FAIL: Word("fail", "f", "what is declared breaks the requirement"),
    Kind.UNDECLARED: Word("undeclared", "u", "a fact that decides it is not declared"),
    Kind.ERROR: Word("error", "e", "the rule itself broke"),
    Kind.UNKNOWN: Word("unknown", "k", "it can be decided only later"),
    Kind.EXEMPT: Word("exempt", "x", "broken, and an exemption is in force"),
    Kind.NOT_APPLICABLE: Word("n/a", "n", "it does not concern the pair"),
    Kind.PASS: Word("✓", "", "pass: the declared facts satisfy it"),
}
"""In the order of the legend: what must be acted on first."""

NOT_JUDGED = Word("", "o", "not judged")
"""A requirement that has no verdict on the pair: its policy was disabled."""

_BLOCKS = "b"
_PRECEDENCE = tuple(WORDS)


def marks_of(row: ResultRow) -> str:
    """The classes of a verdict: its own, and that of what refuses the pair."""
    mark = WORDS[row.verdict].mark
    return f"{mark} {_BLOCKS}" if row.blocks else mark


def shown_level(row: ResultRow) -> Level:
    """The level at which Pulumi shows a row: what is not known yet is advice, unless it blocks."""
    if row.verdict is Kind.UNKNOWN and not row.is_violation:
        return Level.ADVISORY
    return row.level


def most_pressing(one: ResultRow, other: ResultRow) -> ResultRow:
    """The row to show where one requirement has two on a pair."""
    return min(one, other, key=lambda row: (not row.blocks, _PRECEDENCE.index(row.verdict)))


_WEB = ("https://", "http://")


@lru_cache(maxsize=4096)  # the same values, messages and remedies come again and again
def safe(text: str) -> Markup:
    """Return a text as markup that shows it; what is markup already stays as it is."""
    return escape(printable(text))


def prose(text: str) -> Markup:
    """Return sentences as markup. They may be written over several lines, unlike names and values."""
    return safe(flowed(text))


def is_address(text: str) -> bool:
    """Whether a text may become a link: web pages only, nothing that a browser would run."""
    return text.lower().startswith(_WEB) and text.isprintable() and " " not in text


def link_to(text: str) -> Markup:
    """Return a link where a text is the address of a web page, and the text alone elsewhere."""
    shown = safe(text)
    return Markup(f'<a href="{shown}" rel=noreferrer>{shown}</a>') if is_address(text) else shown
