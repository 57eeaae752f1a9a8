"""The shape of the document: pydantic models, from which its published JSON schema is generated.

``dualwrite check --format json`` prints it, ``--report json=FILE`` writes it, ``dualwrite convert``
reads it. Keys are camelCase. What interface.md's example shows is obligatory; the rest may be left
out by those who write documents of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from ..model.verdicts import Kind, Level
from ..text.clock import parse_date
from ..text.quoting import quoted
from ..text.strict_model import StrictModel
from .summary import Counts, PairIdentity, count, labels_of

ENFORCED_LEVELS = tuple(one for one in Level if one is not Level.DISABLED)
"""The levels of results and notices: a disabled policy gives none."""
NO_VIOLATIONS = (Kind.PASS, Kind.NOT_APPLICABLE, Kind.EXEMPT)
"""Verdicts that no parameter can make a violation of."""
RULES_OF_A_RESULT: dict[str, Any] = {
    "allOf": [
        {
            "if": {"properties": {"verdict": {"const": Kind.EXEMPT.value}}},
            "then": {"properties": {"exemption": {"type": "object"}}},
            "else": {"properties": {"exemption": {"type": "null"}}},
        },
        {
            "if": {"properties": {"verdict": {"enum": [one.value for one in NO_VIOLATIONS]}}},
            "then": {"properties": {"violation": {"not": {"const": True}}}},
        },
    ]
}
"""In the words of JSON schema, what ``refuse_contradictions`` refuses of one result."""
_DISABLED = "a disabled policy gives no results"


class Problem(NamedTuple):
    """Something that contradicts something else: where it stands, what is wrong, the value there."""

    place: tuple[str | int, ...]
    text: str
    found: Any


def refuse_contradictions(results: Iterable[ResultRow], exemptions: Iterable[GrantRow]) -> None:
    """Refuse results and notices that contradict themselves.

    :raises ValidationError: with all of them, each with its place in the document.
    """
    found = [
        InitErrorDetails(
            type=PydanticCustomError("contradiction", "{text}", {"text": one.text}),
            loc=one.place,
            input=one.found,
        )
        for one in (*_in_results(results), *_in_notices(exemptions))
    ]
    if found:
        raise ValidationError.from_exception_data("Document", found)


def _in_results(results: Iterable[ResultRow]) -> Iterator[Problem]:
    exempt, disabled = Kind.EXEMPT, Level.DISABLED  # looked up once: there may be thousands of rows
    for at, row in enumerate(results):
        verdict = row.verdict
        if row.level is disabled:
            yield Problem(("results", at, "level"), _DISABLED, disabled.value)
        if (verdict is exempt) is (row.exemption is None):
            yield _about_the_exemption(at, row)
        if row.violation and verdict in NO_VIOLATIONS:
            text = f"the verdict {verdict.value} is no violation"
            yield Problem(("results", at, "violation"), text, True)


def _about_the_exemption(at: int, row: ResultRow) -> Problem:
    place = ("results", at, "exemption")
    if row.exemption is None:
        return Problem(place, "an exempt result says who granted it", None)
    return Problem(place, "only an exempt result has one", {})


def _in_notices(exemptions: Iterable[GrantRow]) -> Iterator[Problem]:
    for at, grant in enumerate(exemptions):
        for number, notice in enumerate(grant.notices):
            if notice.level is Level.DISABLED:
                place = ("exemptions", at, "notices", number, "level")
                yield Problem(place, _DISABLED, notice.level.value)


def repetitions(results: Iterable[ResultRow]) -> Iterator[Problem]:
    """Every result after the first of one requirement on one pair.

    ``check`` itself can make such a document: out of a broken state, in which two resources have one
    URN. So it is for those who read documents to refuse it.
    """
    seen: set[tuple[str, str, str | None, str | None]] = set()
    for at, row in enumerate(results):
        key = (row.requirement, row.pair, row.source, row.urn)
        if key in seen:
            text = f"{quoted(row.requirement)} is judged twice on the pair {quoted(row.pair)}"
            yield Problem(("results", at), text, {})
        seen.add(key)


@dataclass(frozen=True)
class PairRows:
    """All rows of one pair. ``label`` is its name, with its place where several have the name."""

    label: str
    name: str
    source: str | None
    urn: str | None
    rows: tuple[ResultRow, ...]

    @cached_property
    def findings(self) -> list[ResultRow]:
        """The rows that a person must read."""
        return [one for one in self.rows if one.is_finding]


def pairs_of(rows: Iterable[ResultRow]) -> list[PairRows]:
    """Group rows by pair: pairs as they first appear, and the rows of each in their order."""
    grouped: dict[tuple[str, str | None, str | None], list[ResultRow]] = {}
    for row in rows:
        grouped.setdefault((row.pair, row.source, row.urn), []).append(row)
    labels = labels_of(PairIdentity(*key) for key in grouped)
    return [
        PairRows(label, *key, tuple(found))
        for label, (key, found) in zip(labels, grouped.items(), strict=True)
    ]


SCHEMA_VERSION = 1


def _read_day(value: object) -> object:
    return parse_date(value) if isinstance(value, str) else value


Day = Annotated[
    date, BeforeValidator(_read_day), WithJsonSchema({"type": "string", "format": "date"})
]
"""A calendar day, YYYY-MM-DD."""


VerdictWord = Annotated[Kind, Field(strict=False)]
LevelWord = Annotated[
    Level,
    Field(strict=False),
    WithJsonSchema({"enum": [one.value for one in ENFORCED_LEVELS], "type": "string"}),
]
"""Words of a vocabulary: in JSON they are text."""


class _Part(StrictModel):
    """A mapping of the document. Its keys have one spelling, that of the published schema."""

    model_config = ConfigDict(populate_by_name=False)


class EvidenceRow(_Part):
    """One fact that a verdict rests on."""

    fact: str = Field(description="Where it is declared: financeAndOperations.tenantId.")
    value: str | bool | int | float | None = Field(
        description="Its value as it was written; null where it has none."
    )


class ExemptionRow(_Part):
    """The grant that turned a violation into ``exempt``."""

    id: str | None = Field(description="What the grant is called by those who granted it.")
    category: Literal["waiver", "mitigated"] = Field(
        description="waiver: the risk is accepted. mitigated: the requirement is met by other means."
    )
    reason: str
    owner: str
    approved_by: str | None = None
    ticket: str | None = None
    expires_on: Day = Field(description="The last day on which it is in force, in UTC.")
    days_left: int = Field(ge=0, description="Days after today until then; 0 on the last day.")
    instead_of: VerdictWord = Field(description="The verdict without it: fail or undeclared.")


class LocationRow(_Part):
    """Where a pair, or the fact that decides, is declared."""

    path: str = Field(
        min_length=1,
        description="The file, relative to the root of the checkout, with forward slashes.",
    )
    line: int = Field(ge=1)


class ResultRow(_Part):
    """One requirement on one pair."""

    model_config = ConfigDict(json_schema_extra=RULES_OF_A_RESULT)

    id: str = Field(description="DW010")
    requirement: str = Field(description="The requirement's name: same-tenant.")
    pair: str
    urn: str | None = Field(description="The Pulumi resource, where there is one.")
    level: LevelWord
    verdict: VerdictWord
    message: str
    remedy: str
    evidence: tuple[EvidenceRow, ...] = Field(strict=False)
    exemption: ExemptionRow | None
    violation: bool | None = Field(
        None,
        description="Whether it is a violation at its level. Left out: fail, error and undeclared are.",
    )
    source: str | None = Field(None, description="What the pair was read from, as it was named.")
    location: LocationRow | None = None

    @cached_property  # each report asks, and there may be thousands of rows
    def is_violation(self) -> bool:
        """Whether it is reported at the policy's level."""
        if self.violation is not None:
            return self.violation
        return self.verdict in (Kind.FAIL, Kind.ERROR, Kind.UNDECLARED)

    @cached_property
    def blocks(self) -> bool:
        """Whether it stops a deployment."""
        return self.is_violation and self.level.blocks

    @cached_property
    def is_finding(self) -> bool:
        """Whether a person must read it; an undeclared fact that is ignored is none."""
        return self.is_violation or self.verdict in (Kind.UNKNOWN, Kind.EXEMPT)


class NoticeRow(_Part):
    """What is to be said about a grant (policy ``exemptions``, DW900)."""

    level: LevelWord
    message: str

    @property
    def blocks(self) -> bool:
        """Whether it stops a deployment."""
        return self.level.blocks


class GrantRow(_Part):
    """One exemption of the policy pack's configuration, used or not."""

    requirement: str = Field(description="The policy that it is granted for: same-tenant.")
    requirement_id: str
    id: str | None
    pairs: tuple[str, ...] = Field(strict=False, description="The names or globs that it covers.")
    covers_verdicts: tuple[Literal["undeclared", "fail"], ...] | None = Field(
        None,
        strict=False,
        description="The verdicts that it covers (covers in the configuration); null where it does not"
        " say, and covers both.",
    )
    category: Literal["waiver", "mitigated"]
    reason: str
    owner: str
    approved_by: str | None = None
    ticket: str | None = None
    expires_on: Day
    days_left: int = Field(description="Days after today until then; negative once it has expired.")
    covers: tuple[str, ...] = Field(
        strict=False, description="The pairs that would be violations without it."
    )
    notices: tuple[NoticeRow, ...] = Field(strict=False)
    location: LocationRow | None = Field(
        None, description="Where it stands in the policy pack's configuration."
    )


class LeftOutRow(_Part):
    """A source from which no pair was judged."""

    source: str = Field(description="As it was named.")
    reason: str = Field(description="Why none was.")


def _known_version(value: int) -> int:
    if value != SCHEMA_VERSION:
        raise ValueError(f"{value} is not a version that this release reads ({SCHEMA_VERSION})")
    return value


def _real_moment(value: str) -> str:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{quoted(value)} is no time that there is.") from None
    return value


class Document(_Part):
    """Every result of one run, and every exemption that was configured for it."""

    schema_version: Annotated[
        int, AfterValidator(_known_version), WithJsonSchema({"const": SCHEMA_VERSION})
    ]
    generated_at: Annotated[str, AfterValidator(_real_moment)] = Field(
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$",
        description="When it was made, in UTC: the only part that differs between two runs on the"
        " same input.",
    )
    today: Day | None = Field(None, description="The day that was judged for.")
    results: tuple[ResultRow, ...] = Field(
        strict=False, description="Ordered by pair and then by ID."
    )
    exemptions: tuple[GrantRow, ...] = Field((), strict=False)
    left_out: tuple[LeftOutRow, ...] = Field(
        (),
        strict=False,
        description="The sources without pairs, in the order in which they were named; the key is not"
        " there where each source has pairs.",
    )

    @model_validator(mode="after")
    def _without_contradictions(self) -> Self:
        refuse_contradictions(self.results, self.exemptions)
        return self

    @cached_property
    def counts(self) -> Counts:
        """How many results and notices stop a deployment, advise, or wait."""
        return count(
            ((one.verdict, one.is_violation, one.blocks) for one in self.results),
            (notice.blocks for grant in self.exemptions for notice in grant.notices),
        )

    @cached_property
    def by_pair(self) -> list[PairRows]:
        """The results, grouped by pair, in their order."""
        return pairs_of(self.results)
