"""Results for a person at a terminal: a table of pairs, each finding in full, a summary line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console

from ..document.counts import count
from ..text import counted, printable
from ..verdicts import Notice
from .finding_lines import finding_lines
from .layout import Line, plain, wrapped, write
from .pair_counts import JudgedPair, pair_rows

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
