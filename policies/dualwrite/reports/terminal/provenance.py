"""``dualwrite check --explain-mapping``: which resource, mapping or entry says which fact of a pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console

from ...discovery.sources.reading import ReadSource, SourceKind
from ...model.declaration import read_leaf
from ...model.estate import in_order
from ...model.facts import SECRET, SecretValue, State, UnknownValue, UnreadableValue
from ...model.observation import SIDES, Conflict, Observation, Origin, Role, Statement
from ...model.pair import Pair
from ...model.raw_values import settled
from ...model.schema import fact_paths
from ...results.seen import left_alone
from ...results.summary import labels
from ...text.quoting import joined, printable, quoted
from .layout import Line, plain, wrapped, write

_DEEP = " " * 4
_DEEPER = " " * 6
_Said = Mapping[tuple[Origin, str], Any]


def print_mapping(sources: Sequence[ReadSource], console: Console) -> None:
    """Print each pair with everything that is said of it, and an empty line after it."""
    write(console, mapping_lines(sources, console.width))


def mapping_lines(sources: Sequence[ReadSource], width: int) -> Iterator[Line]:
    """For each pair, by origin: the facts that it gave. No value of a secret is among them."""
    said = _said(sources)
    observed = {one.name: _by_origin(one) for one in sources}
    kinds = {one.name: one.kind for one in sources}
    pairs = in_order(pair for source in sources for pair in source.pairs)
    for label, pair in zip(labels(pairs), pairs, strict=True):
        assert pair.source is not None  # every reader says where it found a pair
        yield ((label, "bold"),)
        if not pair.statements:
            nothing = kinds[pair.source] is SourceKind.STATE
            told = "No resource says anything of it." if nothing else _all_in(pair.source)
            yield from map(plain, wrapped(told, width, "  ", _DEEP))
        for origin, statements in _by_speaker(pair.statements).items():
            yield from _heading(origin, width)
            lines = [
                *_of_resources(observed[pair.source].get(origin, ())),
                *(_fact(one, pair, said) for one in statements),
            ]
            for text in lines:
                yield from map(plain, wrapped(text, width, _DEEP, _DEEPER))
        yield plain()
    for source in sources:
        yield from _left_alone(source, width)


def _said(sources: Iterable[ReadSource]) -> _Said:
    """What was said in the form in which it was: a statement does not tell why a value is not there."""
    found: dict[tuple[Origin, str], Any] = {}
    for source in sources:
        entries = (one.observation(SIDES) for one in source.facts.entries.values())
        for one in (*source.observations(), *entries):
            found.update(((one.origin, path), value) for path, value in one.facts.items())
    return found


def _by_origin(source: ReadSource) -> dict[Origin, list[Observation]]:
    found: dict[Origin, list[Observation]] = {}
    for one in source.observations():
        found.setdefault(one.origin, []).append(one)
    return found


def _by_speaker(statements: Iterable[Statement]) -> dict[Origin, list[Statement]]:
    """The statements of each origin, in the order of the schema."""
    order = {path: position for position, path in enumerate(fact_paths())}
    found: dict[Origin, list[Statement]] = {}
    for one in statements:
        found.setdefault(one.origin, []).append(one)
    for each in found.values():
        each.sort(key=lambda one: order.get(one.path, len(order)))
    return found


def _all_in(source: str) -> str:
    return f"All of its facts stand in {printable(source)}."


def _heading(origin: Origin, width: int) -> Iterator[Line]:
    told = f"{origin.label}, {origin.how}" if origin.how else origin.label
    yield from map(plain, wrapped(printable(told), width, "  ", _DEEP))
    if origin.urn:
        yield plain(f"  {printable(origin.urn)}")


def _of_resources(observations: Iterable[Observation]) -> Iterator[str]:
    """What a resource says of the pair beside its facts."""
    for one in observations:
        if one.unified:
            yield "has both apps: what it says of one side holds for the other"
        if one.pair is not None and one.role is not Role.PAIR:
            yield f"belongs to pair {quoted(one.pair)}"
        if one.installs:
            yield f"installs {joined([quoted(each) for each in one.installs])}"


def _fact(statement: Statement, pair: Pair, said: _Said) -> str:
    raw = statement.spelling
    if raw is None:
        raw = said.get((statement.origin, statement.path), UnknownValue())
    told = _shown(statement.path, raw)
    conflict = next((one for one in pair.conflicts if one.path == statement.path), None)
    if conflict is None:
        return f"{statement.path}: {told}"
    return f"{statement.path}: {told}, in conflict with {_others(conflict, statement)}"


def _others(conflict: Conflict, own: Statement) -> str:
    """What is said elsewhere. A conflict has one statement of each meaning."""
    elsewhere = [one for one in conflict.statements if one.origin != own.origin]
    return joined([_shown(one.path, one.spelling) for one in elsewhere])


def _shown(path: str, raw: Any) -> str:
    """A value as messages may show it. Of a key that no pair has, nobody knows what it is."""
    raw = settled(raw)
    if raw is SECRET or not isinstance(raw, str | bool | int | float | list | tuple):
        return _without_value(raw)
    if path not in fact_paths():
        return "no fact of a pair, and not shown"
    fact = read_leaf(path, raw)
    if fact.state is State.DECLARED:
        return quoted(fact.spelling)
    return f"{quoted(raw)}, which cannot be read"


def _without_value(raw: Any) -> str:
    if isinstance(raw, UnknownValue):
        return raw.why.removeprefix("it is ")
    if isinstance(raw, UnreadableValue):
        return f"cannot be read: {raw.problem}"
    return SECRET if raw is SECRET or isinstance(raw, SecretValue) else quoted(raw)


def _left_alone(source: ReadSource, width: int) -> Iterator[Line]:
    """How many resources were looked at in vain, so that nobody wonders why they make no pair."""
    if source.kind is not SourceKind.STATE:
        return
    urns = {one.origin.urn for one in left_alone(source, source.observations())}
    if urns:
        several = "resources are" if len(urns) > 1 else "resource is"
        text = (
            f"{printable(source.name)}: {len(urns)} {several} not for dual-write, by all that is"
            " said, and left alone."
        )
        yield from map(plain, wrapped(text, width, "", "  "))
        yield plain()
