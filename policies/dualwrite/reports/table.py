"""Results for a person at a terminal: a table of pairs, each finding in full, a summary line."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..requirement import Source
from ..requirements import requirements_by_name
from ..text import counted, printable
from ..verdicts import Kind, Result

_MOST_PASSING_PAIRS = 20
"""More pairs without a finding than this are counted in one line, not listed."""
_STYLES = {
    Kind.FAIL: "bold red",
    Kind.ERROR: "bold red",
    Kind.UNDECLARED: "yellow",
    Kind.UNKNOWN: "cyan",
    Kind.EXEMPT: "magenta",
}
_COLUMNS = (Kind.FAIL, Kind.UNDECLARED, Kind.UNKNOWN, Kind.PASS, Kind.NOT_APPLICABLE)
_HEADINGS = ("fail", "undeclared", "unknown", "pass", "n/a")


def print_table(results: Sequence[Result], console: Console) -> None:
    """Print results; ``console`` decides width and colour."""
    by_pair = [(pair, list(group)) for pair, group in groupby(results, key=_place)]
    _print_pairs(by_pair, console)
    for (_, _), group in by_pair:
        findings = [one for one in group if _is_finding(one)]
        if findings:
            console.print()
            console.print(Text(printable(findings[0].pair), style="bold"))
            for finding in findings:
                _print_finding(finding, console)
    console.print()
    console.print(_summary(results, len(by_pair)))


def _place(result: Result) -> tuple[str, str]:
    return result.pair, result.urn or ""


def _is_finding(result: Result) -> bool:
    return result.violation or result.verdict.kind in (Kind.UNKNOWN, Kind.EXEMPT)


def _print_pairs(by_pair: Iterable[tuple[tuple[str, str], list[Result]]], console: Console) -> None:
    rows = list(by_pair)
    clean = [row for row in rows if not any(map(_is_finding, row[1]))]
    listed = [row for row in rows if row not in clean] if len(clean) > _MOST_PASSING_PAIRS else rows
    if listed:
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column("pair", overflow="fold", ratio=1)
        for heading in _HEADINGS:
            table.add_column(heading, justify="right", no_wrap=True)
        for (name, _), group in listed:
            counts = Counter(_column(one.verdict.kind) for one in group)
            cells = [
                Text(str(counts[kind]), style=_STYLES.get(kind, "") if counts[kind] else "dim")
                for kind in _COLUMNS
            ]
            table.add_row(Text(printable(name)), *cells)
        console.print(table)
    if len(listed) < len(rows):
        console.print(f"{counted(len(rows) - len(listed), 'more pair')} without a finding")


def _column(kind: Kind) -> Kind:
    return Kind.FAIL if kind is Kind.ERROR else kind


def _print_finding(result: Result, console: Console) -> None:
    verdict = result.verdict
    heading = Text("  ")
    heading.append(verdict.kind.value, style=_STYLES.get(verdict.kind, ""))
    heading.append(f"  {result.id} {result.requirement}  [{_shown_level(result)}]")
    console.print(heading, soft_wrap=True)
    requirement = requirements_by_name().get(result.requirement)
    lines = [verdict.message]
    if verdict.kind is Kind.FAIL and requirement is not None:
        lines.append(f"Why: {requirement.reason}")
    if verdict.remedy:
        lines.append(f"Remedy: {verdict.remedy}")
    if verdict.kind is Kind.FAIL and requirement is not None:
        lines += [_cited(source) for source in requirement.sources[:1]]
    for line in _wrapped(lines, console.width):
        console.print(Text(line), soft_wrap=True)


def _cited(source: Source) -> str:
    return f"Source: {source.article} ({source.dated}), {source.url}"


def _wrapped(lines: Iterable[str], width: int) -> Iterator[str]:
    for line in lines:
        yield from textwrap.wrap(
            printable(line),
            max(width - 1, 40),
            initial_indent="    ",
            subsequent_indent="      ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _shown_level(result: Result) -> str:
    if result.verdict.kind is Kind.UNKNOWN and not result.violation:
        return "advisory"
    return result.level.value


def _summary(results: Sequence[Result], pairs: int) -> Text:
    blocking = sum(one.blocks for one in results)
    advisory = sum(one.violation and not one.blocks for one in results)
    unknown = sum(one.verdict.kind is Kind.UNKNOWN and not one.violation for one in results)
    parts = [f"{blocking} mandatory", f"{counted(advisory, 'advisory', 'advisories')}"]
    if unknown:
        parts.append(f"{unknown} not yet known")
    subject = f"{counted(pairs, 'pair')} judged: "
    if blocking:
        outcome = Text("refused", style="bold red")
    else:
        outcome = Text("accepted", style="bold green")
    return Text(subject).append_text(outcome).append(f" ({', '.join(parts)})")
