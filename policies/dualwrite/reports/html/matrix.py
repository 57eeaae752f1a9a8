"""The rows of the matrix: pairs by requirements.

Cells are constants with a number in some of them; nothing of theirs comes from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ...model.verdicts import Kind
from ...results.document import ResultRow
from .pair_sections import REFUSED, PairSection
from .words import NOT_JUDGED, WORDS, Word, marks_of, most_pressing


def matrix_rows(sections: Sequence[PairSection], requirements: Sequence[str]) -> Iterator[Markup]:
    """One row of a table for each pair, with a cell for each requirement, by its name.

    A cell of a finding leads to it. Closing tags that HTML does not need are left out.
    """
    for section in sections:
        yield Markup("".join([_heading(section), *_cells(section, requirements)]))


def _heading(section: PairSection) -> str:
    refused = REFUSED if section.is_refused else ""
    return f"<tr><th scope=row><a href=#p{section.number}>{section.label}</a>{refused}"


def _cells(section: PairSection, requirements: Sequence[str]) -> Iterator[str]:
    rows: dict[str, ResultRow] = {}
    for row in section.rows:
        known = rows.get(row.requirement)
        rows[row.requirement] = row if known is None else most_pressing(known, row)
    numbers = {id(finding.row): finding.number for finding in section.findings}
    for name in requirements:
        shown = rows.get(name)
        yield _NOT_JUDGED if shown is None else _cell(shown, numbers.get(id(shown)))


def _cell(row: ResultRow, finding: int | None) -> str:
    if finding is None:
        return _SILENT[row.verdict]
    word, marks = WORDS[row.verdict].text, marks_of(row)
    attribute = f'class="{marks}"' if " " in marks else f"class={marks}"
    return f"<td {attribute}><a href=#f{finding}>{word}</a>"


def _silent(word: Word) -> str:
    attribute = f" class={word.mark}" if word.mark else ""
    return f"<td{attribute}>{word.text}"


_SILENT: dict[Kind, str] = {kind: _silent(word) for kind, word in WORDS.items()}
_NOT_JUDGED = _silent(NOT_JUDGED)
