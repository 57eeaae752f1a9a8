"""A finding in full: what is wrong with both values, why it matters, what to do, who exempted it."""

from __future__ import annotations

from collections.abc import Iterator

from ..requirement import Source
from ..requirements import requirements_by_name
from ..text import counted, printable
from ..verdicts import Exemption, Kind, Result
from .layout import Line, plain, wrapped

STYLES = {
    Kind.FAIL: "bold red",
    Kind.ERROR: "bold red",
    Kind.UNDECLARED: "yellow",
    Kind.UNKNOWN: "cyan",
    Kind.EXEMPT: "magenta",
}
"""The colours of what a person must read."""


def finding_lines(result: Result, width: int) -> Iterator[Line]:
    """Write one finding for a terminal of a width."""
    verdict = result.verdict
    style = STYLES.get(verdict.kind, "")
    name = f"{result.id} {result.requirement}"
    yield (("  ", ""), (verdict.kind.value, style), (f"  {name}  [{_shown_level(result)}]", ""))
    for text in _texts(result):
        yield from map(plain, wrapped(printable(text), width, " " * 4, " " * 6))


def _texts(result: Result) -> Iterator[str]:
    """The message with its values; the reason and the source where the requirement is broken."""
    requirement = requirements_by_name()[result.requirement]
    broken = result.verdict.kind is Kind.FAIL
    yield result.verdict.message
    if result.verdict.exemption is not None:
        yield from _granted(result.verdict.exemption)
        return
    if broken:
        yield f"Why: {requirement.reason}"
    if result.verdict.remedy:
        yield f"Remedy: {result.verdict.remedy}"
    if broken:
        yield _cited(requirement.sources[0])


def _granted(exemption: Exemption) -> Iterator[str]:
    """Until when, by whom, and why."""
    left = counted(exemption.days_left, "day")
    called = f" by {exemption.id}" if exemption.id else ""
    yield (
        f"Exempt{called} ({exemption.category}) until {exemption.expires_on} ({left} left);"
        f" without it: {exemption.instead_of.value}."
    )
    people = [f"Owner: {exemption.owner}"]
    if exemption.approved_by:
        people.append(f"approved by: {exemption.approved_by}")
    if exemption.ticket:
        people.append(f"ticket: {exemption.ticket}")
    yield ", ".join(people)
    yield f"Reason: {exemption.reason}"


def _cited(source: Source) -> str:
    return f"Source: {source.article} ({source.dated}), {source.url}"


def _shown_level(result: Result) -> str:
    if result.verdict.kind is Kind.UNKNOWN and not result.violation:
        return "advisory"
    return result.level.value
