"""From what several say to one value a fact: they agree, or they are in conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...model.declaration import read_leaf
from ...model.facts import SECRET, SecretValue, State, UnknownValue, UnreadableValue
from ...model.observation import (
    CUSTOMER_ENGAGEMENT,
    SIDES,
    Conflict,
    Observation,
    Origin,
    Role,
    Statement,
)
from ...model.raw_values import settled
from ...text.quoting import joined, kind_of, quoted
from .identity import URL, host_of

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


def with_installs(declared: Any, observations: Iterable[Observation]) -> Any:
    """Add what resources install to what is declared.

    What the template of an environment brings is there before every package that is installed into
    it afterwards. Of those, one is after another only where its resource depends on the other's.

    :param declared: the value of the fact, if anybody declares it.
    :returns: the list as the schema takes it, or ``declared`` where nothing is installed.
    """
    said = [one for one in observations if one.installs]
    if not said or not (declared is None or isinstance(declared, list | tuple)):
        return declared
    items: list[Any] = list(declared or ())
    known = {_name(item).casefold() for item in items}
    for one in said:
        if one.role is Role.ENVIRONMENT:
            items += [name for name in one.installs if _is_new(name, known)]
    before = [_name(item) for item in items]
    packages = {one.origin.urn: one for one in said if one.role is Role.ADDITION}
    added = [
        (one, name) for one in packages.values() for name in one.installs if _is_new(name, known)
    ]
    there = {name for _, name in added}
    for one, name in added:
        after = [awaited for awaited in _awaited(one, packages) if awaited in there]
        items.append({"name": name, "after": [*before, *after]})
    return items


def _awaited(one: Observation, packages: Mapping[str | None, Observation]) -> Iterable[str]:
    for urn in one.dependencies:
        if urn in packages and urn != one.origin.urn:
            yield from packages[urn].installs


def _is_new(name: str, known: set[str]) -> bool:
    if name.casefold() in known:
        return False
    known.add(name.casefold())
    return True


def _name(item: Any) -> str:
    """The name of an item, which is one or has one; what cannot be read is found when it is read."""
    if isinstance(item, Mapping):
        item = item.get("name")
    return item if isinstance(item, str) else ""


class Remedies(Mapping[str, str]):
    """By path, what to do where the fact is not declared. Made when it is asked for: few are."""

    def __init__(self, observations: Sequence[Observation], facts: Mapping[str, Any]) -> None:
        self._observations = observations
        self._facts = facts

    def __getitem__(self, path: str) -> str:
        if self._observations[0].role is Role.PAIR and not self._observations[0].hint:
            raise KeyError(path)  # whoever declares the pair declares its facts there
        section, _, key = path.partition(".")
        sided = [one for one in self._observations if one.side == section]
        for one in [*sided, *self._observations]:
            if path in one.hints:
                return one.hints[path]
        speaker = next((one for one in [*sided, *self._observations] if one.hint), None)
        if speaker is None:
            raise KeyError(path)
        url = self._url(section)
        if url is None:  # the other side's entry can hold it, too
            other = self._url(speaker.side)
            return _filled(speaker.hint, path, path, other)
        return _filled(speaker.hint, path, key if section in SIDES else path, url)

    def __iter__(self) -> Iterator[str]:
        raise TypeError("the remedies are made one by one")

    def __len__(self) -> int:
        raise TypeError("the remedies are made one by one")

    def _url(self, section: str) -> str | None:
        side = section if section in SIDES else CUSTOMER_ENGAGEMENT
        value = self._facts.get(f"{side}.{URL}")
        host = None if isinstance(value, SecretValue) else host_of(value)
        return None if host is None else f"https://{host}"


def _filled(hint: str, path: str, key: str, url: str | None) -> str:
    return hint.format(path=path, key=key, url=url or "the environment's URL")
