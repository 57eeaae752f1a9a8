"""The facts of a pair, from the evidence of its rows, with those of both sides next to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from markupsafe import Markup

from ...document.model import ResultRow
from ...schema import SECTIONS, fact_paths
from ...verdicts import Kind
from .safe_text import safe

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
