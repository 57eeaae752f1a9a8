"""A list of pairs as people write it: in a manifest, in stack configuration, in a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ..declaration import read_pair
from ..facts import UnknownValue
from ..observation import Observation, Role
from ..pair import Pair
from ..provenance import Origin
from ..readers.sections import flattened
from ..text import as_found, kind_of, quoted
from .errors import InputError

NAME_KEY = "name"
_MOST_PROBLEMS = 5_000
"""Who has more has one cause for them, and would wait for nothing else."""
_LONGEST_NAME = 1000
_EXAMPLE = "accepted is a list of mappings with name, financeAndOperations and customerEngagement"


def read_listing(raw: object, source: str) -> list[Pair]:
    """Read a list of pairs, all of it or nothing.

    :param raw: parsed YAML or JSON; leaves may be ``UnknownValue``.
    :param source: what the list stands in, for messages and for the pairs.
    :raises InputError: with every problem of every pair, each with the pair's name.
    """
    if not isinstance(raw, list):
        raise InputError(source, [f"the pairs are {kind_of(raw)}; {_EXAMPLE}."])
    if not raw:
        raise InputError(source, [f"no pairs: the list is empty; {_EXAMPLE}."])
    problems: list[str] = []
    pairs: list[Pair] = []
    for position, one in enumerate(raw, start=1):
        if len(problems) >= _MOST_PROBLEMS:
            problems.append(
                f"pairs {position} to {len(raw)}: not looked at, after so many problems."
            )
            break
        _read_one(one, position, source, pairs, problems)
    counts = Counter(pair.name for pair in pairs)
    problems += [
        f"pair {quoted(name)}: {times} pairs have this name; give each its own."
        for name, times in counts.items()
        if times > 1
    ]
    if problems:
        raise InputError(source, problems)
    return pairs


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
    raw: object, position: int, source: str, pairs: list[Pair], problems: list[str]
) -> None:
    if isinstance(raw, UnknownValue):
        problems.append(
            f"pair {position}: it is encrypted or unknown as a whole. A pair's name must be"
            " readable: encrypt single values of it instead."
        )
        return
    if not isinstance(raw, Mapping):
        problems.append(f"pair {position}: {quoted(raw)} is no mapping; {_EXAMPLE}.")
        return
    name = raw.get(NAME_KEY)
    label = f"pair {quoted(name)}" if _usable(name) else f"pair {position}"
    if not _usable(name):
        problems.append(f"{label}: {_name_problem(raw)}")
    facts: dict[str, Any] = {key: value for key, value in raw.items() if key != NAME_KEY}
    pair, found = read_pair(facts, str(name), source=source)
    problems += [f"{label}, {problem}" for problem in found]
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
