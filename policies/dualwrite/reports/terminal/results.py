"""Results for a person at a terminal: a table of pairs, each finding in full, a summary line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells
from rich.console import Console

from ...judging.requirement import Source
from ...model.verdicts import Exemption, Kind, Notice, Result
from ...requirements import requirements_by_name
from ...results.summary import count
from ...text.quoting import counted, printable
from .layout import Line, plain, wrapped, write

STYLES = {
    Kind.FAIL: "bold red",
    Kind.ERROR: "bold red",
    Kind.UNDECLARED: "yellow",
    Kind.UNKNOWN: "cyan",
    Kind.EXEMPT: "magenta",
}
"""The colours of what a person must read."""


def finding_lines(result: Result, width: int) -> Iterator[Line]:
    """Write one finding for a terminal of a width."""
    verdict = result.verdict
    style = STYLES.get(verdict.kind, "")
    name = f"{result.id} {result.requirement}"
    yield (("  ", ""), (verdict.kind.value, style), (f"  {name}  [{_shown_level(result)}]", ""))
    for text in _texts(result):
        yield from map(plain, wrapped(printable(text), width, " " * 4, " " * 6))


def _texts(result: Result) -> Iterator[str]:
    """The message with its values; the reason and the source where the requirement is broken."""
    requirement = requirements_by_name()[result.requirement]
    broken = result.verdict.kind is Kind.FAIL
    yield result.verdict.message
    if result.verdict.exemption is not None:
        yield from _granted(result.verdict.exemption)
        return
    if broken:
        yield f"Why: {requirement.reason}"
    if result.verdict.remedy:
        yield f"Remedy: {result.verdict.remedy}"
    if broken:
        yield _cited(requirement.sources[0])


def _granted(exemption: Exemption) -> Iterator[str]:
    """Until when, by whom, and why."""
    left = counted(exemption.days_left, "day")
    called = f" by {exemption.id}" if exemption.id else ""
    yield (
        f"Exempt{called} ({exemption.category}) until {exemption.expires_on} ({left} left);"
        f" without it: {exemption.instead_of.value}."
    )
    people = [f"Owner: {exemption.owner}"]
    if exemption.approved_by:
        people.append(f"approved by: {exemption.approved_by}")
    if exemption.ticket:
        people.append(f"ticket: {exemption.ticket}")
    yield ", ".join(people)
    yield f"Reason: {exemption.reason}"


def _cited(source: Source) -> str:
    return f"Source: {source.article} ({source.dated}), {source.url}"


def _shown_level(result: Result) -> str:
    if result.verdict.kind is Kind.UNKNOWN and not result.violation:
        return "advisory"
    return result.level.value


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


__all__ = ["JudgedPair", "print_table"]


def print_table(judged: Sequence[JudgedPair], notices: Sequence[Notice], console: Console) -> None:
    """Print results, and what is to be said about exemptions; ``console`` decides width and colour."""
    if not any(one.results for one in judged):
        found = counted(len(judged), "pair")
        write(console, [plain(f"{found}: nothing was judged, as every requirement is disabled")])
        return
    write(console, pair_rows(judged, console.width))
    for pair in judged:
        if pair.findings:
            write(console, _findings(pair, console.width))
    write(console, [*_said_of_grants(notices, console.width)])
    write(console, [plain(), *_summary(judged, notices, console.width)])


def _findings(pair: JudgedPair, width: int) -> Iterator[Line]:
    yield plain()
    yield ((pair.label, "bold"),)
    for finding in pair.findings:
        yield from finding_lines(finding, width)


def _said_of_grants(notices: Sequence[Notice], width: int) -> Iterator[Line]:
    if notices:
        yield plain()
        yield (("Exemptions", "bold"),)
    for notice in notices:
        text = f"[{notice.level.value}] {printable(notice.message)}"
        yield from map(plain, wrapped(text, width, " " * 2, " " * 4))


def _summary(judged: Sequence[JudgedPair], notices: Sequence[Notice], width: int) -> Iterator[Line]:
    results = [result for pair in judged for result in pair.results]
    counts = count(
        ((one.verdict.kind, one.violation, one.blocks) for one in results),
        (one.blocks for one in notices),
    )
    outcome, style = counts.outcome, "bold red" if counts.mandatory else "bold green"
    subject = f"{counted(len(judged), 'pair')} judged: "
    first, *rest = wrapped(f"{subject}{outcome} ({counts})", width, "", "  ")
    yield ((subject, ""), (outcome, style), (first.removeprefix(subject + outcome), ""))
    yield from map(plain, rest)
