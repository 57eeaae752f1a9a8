"""What the page says of each pair: its findings, and the facts of both sides.

A large estate is mostly this and the matrix. Both are made here, in Python: a template takes several
times as long for markup as fine as that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from ...document.model import ResultRow
from ...document.pairs import PairRows
from .facts import facts_table, shown_facts
from .findings import Finding, finding_item
from .safe_text import safe

REFUSED = " <b>refused</b>"


@dataclass(frozen=True)
class PairSection:
    """One pair. ``number`` makes its address on the page, and ``article`` is what stands there."""

    number: int
    label: Markup
    is_refused: bool
    rows: tuple[ResultRow, ...]
    findings: tuple[Finding, ...]
    article: Markup


def sections_of(pairs: Sequence[PairRows], ids: Mapping[str, str]) -> list[PairSection]:
    """Describe each pair, in the order of the document.

    :param ids: the IDs of the requirements by name.
    """
    several = len({pair.source for pair in pairs}) > 1
    numbers = count(1)
    return [
        _section(number, pair, pair.source if several else None, numbers, ids)
        for number, pair in enumerate(pairs, start=1)
    ]


def _section(
    number: int,
    pair: PairRows,
    source: str | None,
    numbers: Iterator[int],
    ids: Mapping[str, str],
) -> PairSection:
    findings = tuple(Finding(next(numbers), row) for row in pair.findings)
    is_refused = any(row.blocks for row in pair.rows)
    label = safe(pair.label)
    heading = f"<article id=p{number}><h3>{label}{REFUSED if is_refused else ''}</h3>\n"
    # One source is said once, at the top of the page.
    article = heading + _places(source, pair.urn) + _content(pair, findings, ids) + "</article>"
    return PairSection(number, label, is_refused, pair.rows, findings, Markup(article))


def _places(*places: str | None) -> str:
    known = ", ".join(safe(place) for place in places if place)
    return f"<p class=w>{known}\n" if known else ""


def _content(pair: PairRows, findings: Sequence[Finding], ids: Mapping[str, str]) -> str:
    shown = shown_facts(pair.rows)
    items = "\n".join(finding_item(one, ids[one.row.requirement], shown) for one in findings)
    listed = f"<ul>{items}</ul>\n" if items else ""
    return listed + facts_table(shown) if shown else listed
