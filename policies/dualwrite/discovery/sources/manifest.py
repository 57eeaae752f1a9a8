"""A list of pairs as people write it: in a manifest, in stack configuration, in a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...model.declaration import read_pair
from ...model.facts import UnknownValue
from ...model.observation import Observation, Origin, Role
from ...model.pair import Pair
from ...model.sections import flattened
from ...text.errors import InputError
from ...text.quoting import as_found, kind_of, quoted
from .kinds import NAME_KEY
from .lines import PositionOf

_MOST_PROBLEMS = 5_000
"""Who has more has one cause for them, and would wait for nothing else."""
_LONGEST_NAME = 1000
_EXAMPLE = "accepted is a list of mappings with name, financeAndOperations and customerEngagement"


def read_listing(
    raw: object, source: str, positions: Callable[[], PositionOf] | None = None
) -> list[Pair]:
    """Read a list of pairs, all of it or nothing.

    :param raw: parsed YAML or JSON; leaves may be ``UnknownValue``.
    :param source: what the list stands in, for messages and for the pairs.
    :param positions: makes what finds the line of a problem; None where there are no lines.
    :raises InputError: with every problem of every pair, each with the pair's name, and its line.
    """
    if not isinstance(raw, list):
        raise InputError(source, [f"the pairs are {kind_of(raw)}; {_EXAMPLE}."])
    if not raw:
        raise InputError(source, [f"no pairs: the list is empty; {_EXAMPLE}."])
    problems: list[_Found] = []
    pairs: list[Pair] = []
    for position, one in enumerate(raw, start=1):
        if len(problems) >= _MOST_PROBLEMS:
            text = f"pairs {position} to {len(raw)}: not looked at, after so many problems."
            problems.append(_Found(0, "", text))
            break
        _read_one(one, position, source, pairs, problems)
    counts = Counter(pair.name for pair in pairs)
    problems += [
        _Found(0, "", f"pair {quoted(name)}: {times} pairs have this name; give each its own.")
        for name, times in counts.items()
        if times > 1
    ]
    if problems:
        raise InputError(source, _with_lines(problems, positions))
    return pairs


class _Found(NamedTuple):
    """A problem: of which pair of the list (0: of none), at which path, and the text."""

    position: int
    path: str
    text: str


def _with_lines(
    problems: Sequence[_Found], positions: Callable[[], PositionOf] | None
) -> Iterator[str]:
    line_of = positions() if positions is not None else None
    for one in problems:
        line = line_of(one.position, one.path) if line_of is not None and one.position else None
        yield one.text if line is None else f"line {line}: {one.text}"


def observe_listing(raw: list[Mapping[str, Any]], source: str) -> list[Observation]:
    """What the pairs of a list say, where others complete it; the list was read before."""
    return [
        Observation(
            Origin(f"pair {quoted(one[NAME_KEY])} in {source}"),
            Role.PAIR,
            flattened({key: value for key, value in one.items() if key != NAME_KEY}),
            pair=one[NAME_KEY],
        )
        for one in raw
    ]


def _read_one(
    raw: object, position: int, source: str, pairs: list[Pair], problems: list[_Found]
) -> None:
    if isinstance(raw, UnknownValue):
        text = (
            f"pair {position}: it is encrypted or unknown as a whole. A pair's name must be"
            " readable: encrypt single values of it instead."
        )
        problems.append(_Found(position, "", text))
        return
    if not isinstance(raw, Mapping):
        text = f"pair {position}: {quoted(raw)} is no mapping; {_EXAMPLE}."
        problems.append(_Found(position, "", text))
        return
    name = raw.get(NAME_KEY)
    label = f"pair {quoted(name)}" if _usable(name) else f"pair {position}"
    if not _usable(name):
        problems.append(_Found(position, NAME_KEY, f"{label}: {_name_problem(raw)}"))
    facts: dict[str, Any] = {key: value for key, value in raw.items() if key != NAME_KEY}
    pair, found = read_pair(facts, str(name), source=source, is_written_by_people=True)
    problems += [_Found(position, one.path, f"{label}, {one}") for one in found]
    if _usable(name):
        pairs.append(pair)


def _usable(name: object) -> bool:
    return isinstance(name, str) and bool(name.strip()) and len(name) <= _LONGEST_NAME


def _name_problem(raw: Mapping[str, Any]) -> str:
    name = raw.get(NAME_KEY)
    if NAME_KEY not in raw:
        return 'name is missing. Accepted: text, such as "contoso-prod".'
    if isinstance(name, UnknownValue):
        return "name is encrypted or unknown. A pair's name must be readable."
    if isinstance(name, str) and len(name) > _LONGEST_NAME:
        return f"name: text of {len(name):,} characters. Accepted are at most {_LONGEST_NAME:,}."
    return f'name: {as_found(name)}. Accepted: text, such as "contoso-prod".'
