"""A summary in GitHub Flavored Markdown, for the page of a job or a comment on a change.

GitHub refuses the whole summary of a step that has more than 1,048,576 bytes. Every table has a share
of that, the last line of a table says how much was left out, and some room stays for other tools that
write to the same summary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .. import __version__
from ..model.verdicts import Kind
from ..requirements.registry import ALL_RULES, rules_by_name
from ..results.document import Document, GrantRow, ResultRow
from ..text.quoting import counted, joined
from .markdown_text import code, prose, ticket
from .wording import labelled, rank, stack_of, time_left


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], total: int, room: int, noun: str
) -> list[str]:
    """The lines of a table, and below it how many rows were left out, if any were.

    :param columns: the headings; one that ends with a colon is of numbers, set to the right.
    :param rows: cells that are Markdown already. They are made one by one, and only those shown.
    :param total: how many rows there are.
    :param room: the most bytes that the rows may take.
    :param noun: what a row is, after "12 more".
    """
    lines = [
        _line([column.removesuffix(":") for column in columns]),
        _line(["--:" if column.endswith(":") else "---" for column in columns]),
    ]
    shown = 0
    for line in map(_line, rows):
        room -= len(line.encode()) + 1
        if room < 0:
            break
        lines.append(line)
        shown += 1
    if shown < total:
        lines += ["", f"… and {total - shown:,} more {noun} not shown."]
    return lines


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


_ROOM_FOR_FINDINGS = 600_000
_ROOM_FOR_EXEMPT = 150_000
_ROOM_FOR_GRANTS = 100_000
_ROOM_FOR_LEFT_OUT = 50_000
_MOST_PLACES = 5


def render(document: Document) -> bytes:
    """Write the outcome, counts, findings with the most pressing first, and exemptions."""
    lines = [*_summary(document), *_findings(document)]
    lines += [*_exempt(document), *_grants(document), *_left_out(document), *_end(document)]
    return ("\n".join(lines) + "\n").encode()


def _summary(document: Document) -> Iterator[str]:
    counts = document.counts
    judged = "accepted" if document.results else "no pair was judged"
    yield f"## Dual-write: {'refused' if counts.mandatory else judged}"
    yield ""
    yield _subject(document)
    yield ""
    columns = {
        "mandatory:": counts.mandatory,
        "advisory:": counts.advisory,
        "not yet known:": counts.not_yet_known,
        "exempt:": counts.exempt,
        "undeclared and ignored:": counts.undeclared_and_ignored,
        "passed:": counts.passed,
        "not applicable:": counts.not_applicable,
    }
    cells = [f"{number:,}" for number in columns.values()]
    yield from table(list(columns), [cells], 1, len(str(cells)) * 2, "")


def _subject(document: Document) -> str:
    """What was judged: a job may have the summaries of several stacks or files."""
    pairs = counted(len(document.by_pair), "pair")
    places = dict.fromkeys(pair.source or stack_of(pair.urn) for pair in document.by_pair)
    names = [code(one) for one in places if one]
    if len(names) > _MOST_PLACES:
        more = len(names) - _MOST_PLACES
        names[_MOST_PLACES:] = [f"{more:,} more"]
    of = f" of {joined(names)}" if names else ""
    return f"{pairs}{of} judged{f' for {document.today}' if document.today else ''}."


def _findings(document: Document) -> Iterator[str]:
    found = [one for one in labelled(document) if one[1].is_finding]
    found = [one for one in found if one[1].verdict is not Kind.EXEMPT]
    found.sort(key=lambda one: rank(one[1]))
    if not found:
        return
    columns = ["Level", "Pair", "Requirement", "What was found", "Remedy", "Declared in"]
    rows = (_finding(label, row) for label, row in found)
    yield from ("", "### Findings", "")
    yield from table(columns, rows, len(found), _ROOM_FOR_FINDINGS, "findings are")


def _finding(label: str, row: ResultRow) -> list[str]:
    place = f"{row.location.path}:{row.location.line}" if row.location else row.source or ""
    level = row.level.value if row.is_violation else "not yet known"
    return [
        f"**{level}**" if row.blocks else level,
        code(label),
        _cited(row.requirement),
        prose(row.message),
        prose(row.remedy),
        code(place),
    ]


def _cited(name: str) -> str:
    """The ID, linked with its article at the end of the document, and the name."""
    rule = rules_by_name()[name]
    return f"[{rule.id}] {rule.name}"


def _exempt(document: Document) -> Iterator[str]:
    found = [one for one in labelled(document) if one[1].exemption is not None]
    if not found:
        return
    columns = [
        "Pair",
        "Requirement",
        "Would be",
        "Until",
        "Days left:",
        "Owner",
        "Reason",
        "Ticket",
    ]
    rows = (_exempt_row(label, row) for label, row in found)
    yield from ("", "### Exempt", "")
    yield from table(columns, rows, len(found), _ROOM_FOR_EXEMPT, "exempt results are")


def _exempt_row(label: str, row: ResultRow) -> list[str]:
    granted = row.exemption
    assert granted is not None
    return [
        code(label),
        _cited(row.requirement),
        granted.instead_of.value,
        granted.expires_on.isoformat(),
        str(granted.days_left),
        code(granted.owner),
        prose(granted.reason),
        ticket(granted.ticket or ""),
    ]


def _grants(document: Document) -> Iterator[str]:
    grants = document.exemptions
    if not grants:
        return
    columns = ["Requirement", "Exemption", "Pairs", "State", "Owner", "To be looked at"]
    yield from ("", "### Exemptions", "")
    rows = map(_grant_row, grants)
    yield from table(columns, rows, len(grants), _ROOM_FOR_GRANTS, "exemptions are")


def _grant_row(grant: GrantRow) -> list[str]:
    state = time_left(grant.days_left)
    unused = grant.days_left >= 0 and not grant.covers
    said = (
        f"**{one.level.value}:** {prose(one.message)}" if one.blocks else prose(one.message)
        for one in grant.notices
    )
    return [
        _cited(grant.requirement)
        if grant.requirement in rules_by_name()
        else code(grant.requirement),
        code(grant.id or ""),
        code(", ".join(grant.pairs)),
        f"{state}, unused" if unused else state,
        code(grant.owner),
        " ".join(said),
    ]


def _left_out(document: Document) -> Iterator[str]:
    left_out = document.left_out
    if not left_out:
        return
    rows = ([code(one.source), prose(one.reason)] for one in left_out)
    yield from ("", "### Sources without pairs", "")
    yield from table(["Source", "Why"], rows, len(left_out), _ROOM_FOR_LEFT_OUT, "sources are")


def _end(document: Document) -> Iterator[str]:
    pairs = document.by_pair
    fine = sum(not pair.findings for pair in pairs)
    if fine:
        yield from ("", f"{counted(fine, 'pair')} without a finding.")
    yield from ("", f"Made by dualwrite-guardrail {__version__}, {document.generated_at}.", "")
    named = {row.requirement for row in document.results if row.is_finding}
    named |= {grant.requirement for grant in document.exemptions}
    for rule in ALL_RULES:
        if rule.name in named:
            yield from (f"[{rule.id}]: {one.url}" for one in rule.sources[:1])
