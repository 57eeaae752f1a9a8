"""Tags: the foundation's own, those that the arguments add, and Azure's rules for both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pulumi

from dualwrite.model.azure.kinds import LONGEST_TAG_VALUE, MOST_TAGS, PAIR_TAG
from dualwrite.text.quoting import as_found, joined, printable, quoted

from .model import read_mapping

SIDE_TAG = "dualwrite-side"
"""Names the side of the pair that a resource serves, as the pair's sections are called."""
SIDE = "customerEngagement"
"""The side that all of a foundation serves: Power Platform's."""
_OWN = (PAIR_TAG, SIDE_TAG)

SOURCE = "article tag-resources, 2022-03-15"
"""Of the limits below."""
_LONGEST_NAME = 512
_LONGEST_STORAGE_NAME = 128
"""On a storage account."""
_FORBIDDEN = "<>%&\\?/"
"""What no name of a tag may have in it."""
_SPELT_OUT = 128
"""Names up to this length stand in messages as a part of the path, longer ones are shortened."""


def read_tags(
    raw: object, pair: str, has_storage: bool, problems: list[str]
) -> dict[str, pulumi.Input[str]]:
    """Read ``tags``, and add the foundation's own. Values that are outputs are not looked at.

    :param has_storage: whether there is a storage account, whose tags have shorter names.
    """
    tags: dict[str, pulumi.Input[str]] = {}
    if raw is not None:
        tags.update(read_mapping(raw, "tags", "a mapping from names to text", problems))
    problems += _count_problems(len(tags))
    longest = _LONGEST_STORAGE_NAME if has_storage else _LONGEST_NAME
    named = [name for name in tags if isinstance(name, str)]
    for name, value in tags.items():
        if not isinstance(name, str):
            problems.append(f"tags: {as_found(name)}; accepted: names of tags that are text.")
            continue
        problems += (f"{_place(name)}: {told}" for told in _name_problems(name, longest))
        problems += (f"{_place(name)}: {told}" for told in _value_problems(value))
    problems += _twice(named)
    if len(pair) > LONGEST_TAG_VALUE:
        told = _too_long(quoted(pair), len(pair), "the value", LONGEST_TAG_VALUE)
        problems.append(f"pair: {told} Give the pair a shorter name.")
    return {**tags, PAIR_TAG: pair, SIDE_TAG: SIDE}


def _place(name: str) -> str:
    return f"tags.{printable(name) if len(name) <= _SPELT_OUT else quoted(name)}"


def _too_long(what: str, length: int, part: str, longest: int, where: str = "") -> str:
    return (
        f"{what} has {length} characters, and {part} of a tag has {longest} at most{where}"
        f" ({SOURCE})."
    )


def _count_problems(count: int) -> Iterator[str]:
    most = MOST_TAGS - len(_OWN)
    if count > most:
        yield (
            f"tags: {count} tags; accepted: {most} at most. Azure takes {MOST_TAGS} on a resource"
            f" ({SOURCE}), and the foundation sets {joined(_OWN)} itself."
        )


def _name_problems(name: str, longest: int) -> Iterator[str]:
    if name in _OWN:
        yield "the foundation sets it itself. Leave it out."
    elif name.lower() in _OWN:
        yield (
            f"the foundation sets {name.lower()} itself, and to Azure names of tags have no case."
            " Leave it out."
        )
    if not name:
        yield "the name is empty; accepted: a name with at least one character."
    if len(name) > longest:
        where = " on a storage account" if longest == _LONGEST_STORAGE_NAME else ""
        yield _too_long("the name", len(name), "the name", longest, where)
    found = [character for character in _FORBIDDEN if character in name]
    if found:
        yield (
            f"the name has {joined(found)} in it; accepted: names without"
            f" {joined(tuple(_FORBIDDEN), 'or')} ({SOURCE})."
        )


def _value_problems(value: object) -> Iterator[str]:
    if isinstance(value, pulumi.Output):
        return
    if not isinstance(value, str):
        yield f"{as_found(value)}; accepted: text."
    elif len(value) > LONGEST_TAG_VALUE:
        yield _too_long(quoted(value), len(value), "the value", LONGEST_TAG_VALUE)


def _twice(names: Iterable[str]) -> Iterator[str]:
    """Azure takes names that differ in their case only for the same one."""
    first: dict[str, str] = {}
    for name in names:
        known = first.setdefault(name.lower(), name)
        if known != name and name.lower() not in _OWN:
            yield (
                f"{_place(name)}: {quoted(known)} is there, too, and to Azure names of tags have no"
                f" case ({SOURCE}). Leave out one of the two."
            )
