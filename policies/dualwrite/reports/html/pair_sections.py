"""What the page says of each pair: its findings, and the facts of both sides.

A large estate is mostly this and the matrix. Both are made here, in Python: a template takes several
times as long for markup as fine as that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count

from markupsafe import Markup

from ...model.schema import SECTIONS, fact_paths
from ...model.verdicts import Kind
from ...results.document import ExemptionRow, PairRows, ResultRow
from ..wording import time_left
from .words import WORDS, link_to, marks_of, prose, safe, shown_level


@dataclass(frozen=True)
class Finding:
    """A row with the number that makes its address on the page."""

    number: int
    row: ResultRow


def finding_item(finding: Finding, id_: str, shown: Mapping[str, Markup]) -> str:
    """An item of a list: verdict, message, evidence and remedy.

    :param id_: the requirement's ID, where the page says what it requires and why.
    :param shown: the facts of the pair by path, as the page shows them.
    """
    return "".join(_parts(finding, id_, shown))


def _parts(finding: Finding, id_: str, shown: Mapping[str, Markup]) -> Iterator[str]:
    row = finding.row
    yield f'<li id=f{finding.number} class="{marks_of(row)}">'
    yield f"<h4><i class=badge>{WORDS[row.verdict].text}</i> "
    yield f"<a href=#{id_}>{id_} {row.requirement}</a> <small>{shown_level(row).value}"
    if row.location:
        yield f", {safe(row.location.path)}:{row.location.line}"
    yield f"</small></h4>\n<p>{prose(row.message)}"
    if row.evidence:
        facts = (f"<dt>{safe(one.fact)}<dd>{shown[one.fact]}" for one in row.evidence)
        yield f"\n<dl>{''.join(facts)}</dl>"
    if row.remedy:
        yield f"\n<p><b>Remedy</b> {prose(row.remedy)}"
    if row.exemption and row.verdict is Kind.EXEMPT:
        yield f"\n<p>{_exemption(row.exemption)}"


def _exemption(granted: ExemptionRow) -> str:
    until = f"until {granted.expires_on.isoformat()} ({time_left(granted.days_left)})"
    details = [safe(granted.id)] if granted.id else []
    details += [Markup(granted.category), Markup(f"owner {prose(granted.owner)}")]
    if granted.approved_by:
        details.append(Markup(f"approved by {prose(granted.approved_by)}"))
    if granted.ticket:
        details.append(Markup(f"ticket {link_to(granted.ticket)}"))
    instead = granted.instead_of.value
    return f"<b>Exempt</b> instead of {instead} {until}: {prose(granted.reason)} ({', '.join(details)})"


NOT_DECLARED = Markup("<i>not declared</i>")
NOT_KNOWN_YET = Markup("<i>not known yet</i>")

_FINANCE_AND_OPERATIONS, _CUSTOMER_ENGAGEMENT, _LINK = SECTIONS
_SIDES = (_FINANCE_AND_OPERATIONS, _CUSTOMER_ENGAGEMENT)
_HEADINGS = "<tr><th>Fact<th>F&amp;O<th>CE"
_OF_LINK, _OTHERS = "Link", "Other"
_KEY = re.compile(r"[A-Za-z0-9]+")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_SPELT = {"url": "URL", "id": "ID"}
_COMPOUNDS = {"Dual write ": "Dual-write ", "Cross company ": "Cross-company "}
"""How labels begin that would otherwise be wrong."""


def shown_facts(rows: Iterable[ResultRow]) -> dict[str, Markup]:
    """Every fact that the rows of one pair rest on, by path, as the page shows it.

    A fact without a value is not known yet where no row says more of it than that; elsewhere it is
    not declared.
    """
    found: dict[str, Markup] = {}
    for row in rows:
        missing = NOT_KNOWN_YET if row.verdict is Kind.UNKNOWN else NOT_DECLARED
        for one in row.evidence:
            if one.value is not None:
                found[one.fact] = safe(_text_of(one.value))
            elif missing is NOT_DECLARED and found.get(one.fact) is NOT_KNOWN_YET:
                found[one.fact] = missing
            else:
                found.setdefault(one.fact, missing)
    return found


def facts_table(shown: Mapping[str, Markup]) -> str:
    """A table of facts in the order of the schema; those that it does not know come last.

    Most headings need no scope: a row of headings alone, and a column of headings alone, are what
    HTML takes for headings of columns and of rows by itself. It would be a tenth of the page.
    """
    sides: dict[str, dict[str, Markup]] = {}
    groups: dict[str, list[tuple[str, Markup]]] = {}
    for path in sorted(shown, key=_position):
        section, _, key = path.partition(".")
        if section in _SIDES and key:
            sides.setdefault(key, {})[section] = shown[path]
        else:
            group = (_OF_LINK, label_of(key)) if section == _LINK and key else (_OTHERS, path)
            groups.setdefault(group[0], []).append((group[1], shown[path]))
    parts = [_HEADINGS] if sides else []
    parts += (_line_of_sides(key, by) for key, by in sides.items())
    parts += (_group(heading, facts) for heading, facts in groups.items())
    return f"<table><caption>Facts</caption>{''.join(parts)}</table>"


def _group(heading: str, facts: Iterable[tuple[str, Markup]]) -> str:
    """Facts of neither side, under a heading of their own: they are not one of the columns'."""
    lines = (f"\n<tr><th>{safe(label)}<td colspan=2>{value}" for label, value in facts)
    return f"\n<tbody><tr><th colspan=3 scope=rowgroup>{heading}{''.join(lines)}"


def _line_of_sides(key: str, by: Mapping[str, Markup]) -> str:
    one, other = by.get(_FINANCE_AND_OPERATIONS, ""), by.get(_CUSTOMER_ENGAGEMENT, "")
    scope = "" if one else " scope=row"  # beside an empty cell, Chromium takes it for a column's
    return f"\n<tr><th{scope}>{safe(label_of(key))}<td>{one}<td>{other}"


@lru_cache(maxsize=1024)
def label_of(key: str) -> str:
    """A key as people say it: ``tenantId`` becomes ``Tenant ID``. What is no key stays as it is."""
    if not _KEY.fullmatch(key):
        return key
    first, *rest = (_SPELT.get(word, word) for word in map(str.lower, _WORD.findall(key)))
    label = " ".join([first[0].upper() + first[1:], *rest])
    for apart, compound in _COMPOUNDS.items():
        if label.startswith(apart):
            return compound + label.removeprefix(apart)
    return label


def _text_of(value: str | bool | int | float) -> str:
    """A value as JSON and YAML write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@cache
def _positions() -> dict[str, int]:
    return {path: number for number, path in enumerate(fact_paths())}


def _position(path: str) -> tuple[int, str]:
    positions = _positions()
    return positions.get(path, len(positions)), path


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
