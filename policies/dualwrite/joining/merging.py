"""From what several say to one value a fact: they agree, or they are in conflict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..declaration import read_leaf
from ..facts import SECRET, SecretValue, State, UnknownValue, UnreadableValue
from ..observation import Observation
from ..provenance import Conflict, Origin, Statement
from ..raw_lists import settled
from ..text import joined, kind_of, quoted

SOLUTIONS = "customerEngagement.dualWriteSolutions"
_Said = tuple[Any, Origin]


@dataclass
class Merged:
    """One value a path, for ``read_pair``, and the facts on which those who say them do not agree."""

    facts: dict[str, Any] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(observations: Iterable[Observation]) -> Merged:
    """Merge what is said of one pair. A value that is known goes before one that is not yet."""
    merged = Merged()
    several: dict[str, list[_Said]] = {}
    first: dict[str, _Said] = {}
    for one in observations:
        origin = one.origin
        for path, value in one.facts.items():
            if path not in first:
                first[path] = (value, origin)
            elif path in several:
                several[path].append((value, origin))
            else:
                several[path] = [first[path], (value, origin)]
    merged.facts = {path: value for path, (value, _) in first.items()}
    for path, values in several.items():
        merged.facts[path] = _settled(path, values, merged.conflicts)
    return merged


def statements(observations: Iterable[Observation]) -> tuple[Statement, ...]:
    """Who says what, fact by fact in the order in which they are first said."""
    said: dict[str, list[Statement]] = {}
    for one in observations:
        for path, value in one.facts.items():
            said.setdefault(path, []).append(Statement(path, _spelling(value), one.origin))
    return tuple(statement for each in said.values() for statement in each)


def _settled(path: str, said: list[_Said], conflicts: list[Conflict]) -> Any:
    known = [one for one in said if not isinstance(one[0], UnknownValue)]
    if not known:
        return said[0][0]
    first = known[0][0]
    if all(_same(first, value) for value, _ in known[1:]):
        return first
    different = _different(path, known)
    if len(different) == 1:
        return different[0][0]
    statements = tuple(
        Statement(path, read_leaf(path, value).spelling, origin) for value, origin in different
    )
    conflicts.append(Conflict(path, statements))
    values = joined([_shown(one.spelling) for one in statements])
    return UnreadableValue(
        f"{len(statements)} places say different things: {values}. The policy conflicting-facts"
        " says which."
    )


def _different(path: str, said: list[_Said]) -> list[_Said]:
    """The first of each meaning. What cannot be read means nothing that the others could agree with."""
    found: list[tuple[Any, _Said]] = []
    for one in said:
        if isinstance(one[0], UnreadableValue):
            return [one]
        fact = read_leaf(path, one[0])
        if fact.state is not State.DECLARED:
            return [one]
        meaning = fact.read()
        if all(meaning != other for other, _ in found):
            found.append((meaning, one))
    return [one for _, one in found]


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _spelling(value: Any) -> Any:
    value = settled(value)
    if isinstance(value, SecretValue):
        return SECRET
    if isinstance(value, UnknownValue | UnreadableValue):
        return None
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _shown(spelling: Any) -> str:
    if spelling is SECRET or not isinstance(spelling, str | int | float):
        return SECRET if spelling is SECRET else kind_of(spelling)
    return quoted(spelling)
