"""What must hold within a document beside the types of its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from ..text import quoted
from ..verdicts import Kind, Level

if TYPE_CHECKING:
    from .model import GrantRow, ResultRow

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
