"""The table of pairs: one row each, with the number of results of every kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

from ..text import counted
from ..verdicts import Kind, Result
from .finding_lines import STYLES
from .layout import Line, plain, wrapped

_MOST_PASSING_PAIRS = 20
"""More pairs without a finding than this are counted in one line, not listed."""
_NARROWEST_NAME = 10
_COLUMNS = {
    Kind.FAIL: "fail",
    Kind.UNDECLARED: "undeclared",
    Kind.UNKNOWN: "unknown",
    Kind.EXEMPT: "exempt",
    Kind.PASS: "pass",
    Kind.NOT_APPLICABLE: "n/a",
}


@dataclass(frozen=True)
class JudgedPair:
    """All results of one pair, and what to call it: its name, and its place where names repeat."""

    label: str
    results: tuple[Result, ...]

    @property
    def findings(self) -> list[Result]:
        """What a person must read; an undeclared fact that is ignored is none."""
        return [one for one in self.results if _is_finding(one)]


def _is_finding(result: Result) -> bool:
    return result.violation or result.verdict.kind in (Kind.UNKNOWN, Kind.EXEMPT)


def pair_rows(judged: Sequence[JudgedPair], width: int) -> Iterator[Line]:
    """One row a pair with its counts. Where most have no finding, only those that have one."""
    troubled = [one for one in judged if one.findings]
    shorten = len(judged) - len(troubled) > _MOST_PASSING_PAIRS
    listed = troubled if shorten else judged
    columns = _columns(judged)
    headings = "".join(f"  {heading}" for heading in columns.values())
    if listed and width < len(headings) + _NARROWEST_NAME:
        for pair in listed:
            yield from _narrow_row(pair, columns, width)
    elif listed:
        longest = max(len("pair"), *(cell_len(one.label) for one in listed))
        name_width = min(longest, width - len(headings))
        yield (("pair".ljust(name_width) + headings, "bold"),)
        for pair in listed:
            yield from _row(pair, columns, name_width)
    if shorten:
        some = "more pair" if troubled else "pair"
        yield plain(f"{counted(len(judged) - len(troubled), some)} without a finding")


def _columns(judged: Sequence[JudgedPair]) -> dict[Kind, str]:
    """The columns with their headings. Most estates have no exemption, and need no column for it."""
    exempt = any(one.verdict.kind is Kind.EXEMPT for pair in judged for one in pair.results)
    return {kind: text for kind, text in _COLUMNS.items() if exempt or kind is not Kind.EXEMPT}


def _row(pair: JudgedPair, columns: dict[Kind, str], name_width: int) -> Iterator[Line]:
    first, *rest = chop_cells(pair.label, name_width) or [""]
    counts = _counts(pair)
    cells = (
        (f"  {counts[kind]:>{len(heading)}}", STYLES.get(kind, "") if counts[kind] else "dim")
        for kind, heading in columns.items()
    )
    yield ((first + " " * (name_width - cell_len(first)), ""), *cells)
    yield from map(plain, rest)


def _narrow_row(pair: JudgedPair, columns: dict[Kind, str], width: int) -> Iterator[Line]:
    counts = _counts(pair)
    shown = [f"{counts[kind]} {heading}" for kind, heading in columns.items() if counts[kind]]
    yield from map(plain, wrapped(f"{pair.label}: {', '.join(shown)}", width, "", "  "))


def _counts(pair: JudgedPair) -> Counter[Kind]:
    return Counter(_column(one.verdict.kind) for one in pair.results)


def _column(kind: Kind) -> Kind:
    return Kind.FAIL if kind is Kind.ERROR else kind
