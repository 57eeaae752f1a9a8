"""The exemptions of a configuration for a person at a terminal: what needs somebody stands first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.console import Console

from ...judging.exemption_review import ReviewedGrant
from ...model.verdicts import Level
from ...results.making import notices_of
from ...text.quoting import counted, printable
from .layout import Line, plain, wrapped, write

_MOST_NAMED = 10
_INDENT = " " * 4
_SPACE_BETWEEN = "  "


class State(StrEnum):
    """What becomes of a grant, in the order in which somebody should look at it."""

    MISSED = "expired, missed"
    EXPIRES_SOON = "expires soon"
    UNUSED = "unused"
    EXPIRED = "expired"
    DISABLED = "policy disabled"
    IN_FORCE = "in force"


_STYLES = {
    State.MISSED: "bold red",
    State.EXPIRES_SOON: "yellow",
    State.UNUSED: "yellow",
    State.EXPIRED: "magenta",
    State.DISABLED: "dim",
    State.IN_FORCE: "green",
}
_IN_THE_ORDER_OF_THE_FILE = (State.DISABLED, State.IN_FORCE)
"""Nobody needs to do anything about these, so they are not set apart from each other."""


@dataclass(frozen=True)
class ListedGrant:
    """A grant, its state, and the pairs that are violations because it has expired."""

    reviewed: ReviewedGrant
    state: State
    missed_by: tuple[str, ...] = ()


def print_grants(grants: Sequence[ListedGrant], review_level: Level, console: Console) -> None:
    """Print grants.

    :param grants: in the order of the policies, and of each policy's list.
    :param review_level: of the policy ``exemptions``, whose notices are shown.
    """
    for one in sorted(grants, key=_rank):
        write(console, [*_grant(one, review_level, console.width), plain()])
    write(console, map(plain, wrapped(_summary(grants), console.width, "", "  ")))


def _rank(grant: ListedGrant) -> int:
    order = list(State)
    if grant.state in _IN_THE_ORDER_OF_THE_FILE:
        return len(order)
    return order.index(grant.state)


def _grant(listed: ListedGrant, review_level: Level, width: int) -> Iterator[Line]:
    requirement, grant = listed.reviewed.requirement, listed.reviewed.grant
    state = listed.state.value
    called = printable(grant.id) if grant.id else "without an id"
    heading = _SPACE_BETWEEN.join((state, f"{requirement.id} {requirement.name}", called))
    first, *rest = wrapped(heading, width, "", _INDENT)
    yield ((state, _STYLES[listed.state]), (first.removeprefix(state), ""))
    yield from map(plain, rest)
    for text in (*_facts(listed), *_notices(listed.reviewed, review_level)):
        yield from map(plain, wrapped(printable(text), width, _INDENT, _INDENT + "  "))


def _facts(listed: ListedGrant) -> Iterator[str]:
    grant = listed.reviewed.grant
    yield f"Pairs: {_named(grant.pairs)}"
    when = _when(listed.reviewed.days_left)
    yield f"Until {grant.expires_on} ({when}), {grant.category}, owner {grant.owner}"
    yield f"Reason: {grant.reason}"
    if listed.missed_by:
        yield f"Its violations are back: {_named(listed.missed_by)}"
    elif listed.state is State.EXPIRED:
        yield "No pair here misses it. Remove it."


def _when(days: int) -> str:
    if days < 0:
        return f"{counted(-days, 'day')} ago"
    return f"{counted(days, 'day')} left"


def _notices(reviewed: ReviewedGrant, level: Level) -> Iterator[str]:
    """What ``exemptions`` says; the policy and the grant stand above it, and are not said again."""
    grant = reviewed.grant
    subject = f"{reviewed.requirement.name}: {grant.label} (owner {grant.owner}) "
    for notice in notices_of(reviewed, level):
        text = notice.message.removeprefix(subject)
        shown = level if level is Level.DISABLED else notice.level
        yield f"[{shown.value}] {text[:1].upper()}{text[1:]}"


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{shown} and {counted(more, 'other')}" if more > 0 else shown


def _summary(grants: Sequence[ListedGrant]) -> str:
    counts = Counter(one.state for one in grants)
    parts = [f"{counts[state]} {state.value}" for state in State if counts[state]]
    return f"{counted(len(grants), 'exemption')}: {'; '.join(parts)}"
