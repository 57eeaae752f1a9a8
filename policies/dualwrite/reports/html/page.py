"""All that the template of the page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ...judging.exemption_review import REVIEW
from ...model.verdicts import Kind
from ...requirements.registry import ALL_RULES, Rule
from ...results.document import Document, GrantRow, PairRows, ResultRow
from ...text.quoting import counted
from ..wording import stack_of, time_left
from .matrix import matrix_rows
from .pair_sections import sections_of
from .words import WORDS, link_to, prose, safe


@dataclass(frozen=True)
class Overview:
    """Pairs, and rows by what they mean to whoever must act."""

    pairs: int
    refused: int
    mandatory: int
    advisories: int
    exempt: int
    not_yet_known: int
    ignored: int
    """Facts that are not declared, which the configuration says to ignore."""
    blocking_notices: int
    """What is said about exemptions at a level that stops a deployment."""

    @property
    def is_refused(self) -> bool:
        """Whether a deployment stops."""
        return bool(self.refused or self.blocking_notices)

    @property
    def outcome(self) -> str:
        """The result in one line."""
        outcome = self._outcome_of_pairs()
        if self.blocking_notices and not self.refused:
            notices = _counted(self.blocking_notices, "mandatory notice")
            outcome = f"Refused: {notices} about exemptions; {outcome}"
        if self.exempt:
            outcome += f", {_counted(self.exempt, 'violation')} exempt"
        return outcome[:1].upper() + outcome[1:]

    def _outcome_of_pairs(self) -> str:
        if not self.pairs:
            return "no pair was judged"
        if self.refused:
            return f"{self.refused:,} of {_counted(self.pairs, 'pair')} refused"
        return f"{_counted(self.pairs, 'pair')} accepted"


def overview_of(document: Document, pairs: Sequence[PairRows]) -> Overview:
    """Count the rows of a document."""
    rows = document.results
    violations = [row for row in rows if row.is_violation]
    silent = [row.verdict for row in rows if not row.is_violation]
    mandatory = sum(row.blocks for row in violations)
    return Overview(
        pairs=len(pairs),
        refused=sum(any(row.blocks for row in pair.rows) for pair in pairs),
        mandatory=mandatory,
        advisories=len(violations) - mandatory,
        exempt=silent.count(Kind.EXEMPT),
        not_yet_known=silent.count(Kind.UNKNOWN),
        ignored=silent.count(Kind.UNDECLARED),
        blocking_notices=sum(
            notice.blocks for grant in document.exemptions for notice in grant.notices
        ),
    )


def _counted(number: int, noun: str) -> str:
    return counted(number, noun).replace(str(number), f"{number:,}", 1)


@dataclass(frozen=True)
class RequirementSection:
    """One rule, with how often it has something to say that a person must read."""

    rule: Rule
    is_judged: bool
    """Whether there are verdicts of it: the matrix has a column for each of these."""
    findings: int
    """Violations, and what is not yet known; not what is exempt."""
    exempt: int


def requirements_of(document: Document) -> list[RequirementSection]:
    """Describe each rule that the page mentions, in the order of their IDs."""
    found = [row for row in document.results if row.is_finding]
    exempt = Counter(row.requirement for row in found if _is_exempt(row))
    findings = Counter(row.requirement for row in found if not _is_exempt(row))
    judged = {row.requirement for row in document.results}
    mentioned = judged | {grant.requirement for grant in document.exemptions}
    if document.exemptions:
        review = REVIEW.name
        mentioned.add(review)
        findings[review] += sum(len(grant.notices) for grant in document.exemptions)
    return [
        RequirementSection(rule, rule.name in judged, findings[rule.name], exempt[rule.name])
        for rule in ALL_RULES
        if rule.name in mentioned
    ]


def _is_exempt(row: ResultRow) -> bool:
    return row.verdict is Kind.EXEMPT and not row.is_violation


_MOST_NAMES = 20


@dataclass(frozen=True)
class Grant:
    """One exemption. ``state`` is a word, and ``mark`` the class that gives its colour."""

    row: GrantRow
    state: str
    mark: str
    time_left: str
    pairs: str
    covers: str


def grants_of(rows: Sequence[GrantRow]) -> list[Grant]:
    """Describe each grant, in the order of the document."""
    return [_grant(row) for row in rows]


def _grant(row: GrantRow) -> Grant:
    state, mark = _state(row)
    return Grant(row, state, mark, time_left(row.days_left), _names(row.pairs), _names(row.covers))


def _state(row: GrantRow) -> tuple[str, str]:
    """What can be said for certain: where a fact is not known yet, one that covers nothing may be needed."""
    if row.days_left < 0:
        return "expired", "f"
    if not row.covers:
        return "covers nothing", "u"
    return "in force", "x"


def _names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown} and {more:,} more" if more > 0 else shown


def context_of(document: Document) -> dict[str, Any]:
    """The names that the template uses."""
    pairs = document.by_pair
    requirements = requirements_of(document)
    ids = {one.rule.name: one.rule.id for one in requirements}
    sections = sections_of(pairs, ids)
    columns = [one for one in requirements if one.is_judged]
    return {
        "generated_at": document.generated_at,
        "today": document.today,
        "overview": overview_of(document, pairs),
        "sources": _in_order(pair.source or stack_of(pair.urn) for pair in pairs),
        "columns": columns,
        "rows": list(matrix_rows(sections, [one.rule.name for one in columns])),
        "sections": sections,
        "left_out": document.left_out,
        "grants": grants_of(document.exemptions),
        "requirements": requirements,
        "ids": ids,
        "review": REVIEW,
        "words": WORDS,
        "link_to": link_to,
        "prose": prose,
    }


def shown(value: object) -> object:
    """What Jinja writes of a value: markup as it is, and text so that it may stand in markup."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return safe(value)
    return value


def _in_order(sources: Iterable[str | None]) -> list[str]:
    """What the pairs were read from; those of a preview are of a stack."""
    return list(dict.fromkeys(source for source in sources if source))
