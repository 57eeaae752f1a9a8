"""Which packages are installed, and which of them after which others.

A list of unique names: each is installed after all that stand before it. Where a program tells the
order by its dependencies, an item is a mapping ``{name: ..., after: [...]}``: installed after these
only, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..text.quoting import as_found, counted, joined, quoted
from ..text.suggestions import did_you_mean

ACCEPTED_SOLUTIONS = "a list of unique names of packages, or of mappings with name and after"
_KEYS = ("name", "after")
_EXAMPLE = 'Accepted: a unique name such as "DualWriteCoreAnchor".'
_MOST_ITEMS = 200
"""Several times what an environment has. The order of so many is found at once."""
_MOST_TOLD = 5


class SolutionsError(ValueError):
    """A list of packages that cannot be read; the text says what is accepted."""


@dataclass(frozen=True)
class InstalledSolutions:
    """Packages that are installed, in their order. Names are compared without case.

    Two of them are equal where the same packages are installed after the same others, however that
    was written.
    """

    names: tuple[str, ...] = field(compare=False)
    """As they were written, in the order of the list."""
    _spelling: str = field(compare=False, repr=False)
    _before: Mapping[str, frozenset[str]] = field(hash=False, repr=False)
    """By name, all that are installed before it; in lower case."""

    def __str__(self) -> str:
        return self._spelling or "none"

    def installed(self, name: str) -> bool:
        """Whether a package is installed."""
        return name.casefold() in self._before

    def is_after(self, later: str, earlier: str) -> bool:
        """Whether one package is certainly installed after another, directly or through others.

        False where they are in no order, and where one of them is not installed.
        """
        return earlier.casefold() in self._before.get(later.casefold(), frozenset())


@dataclass(frozen=True)
class _Item:
    """One item of the list. ``after`` is None where it is after all that stand before it."""

    name: str
    after: tuple[str, ...] | None

    def __str__(self) -> str:
        if self.after is None:
            return self.name
        return f"{self.name} (after {', '.join(self.after) or 'none'})"


def parse_solutions(items: Sequence[object]) -> InstalledSolutions:
    """Read a list of packages; an empty one says that none is installed.

    :param items: unique names as text, or mappings with ``name`` and ``after``, a list of names.
    :raises SolutionsError: with what is wrong: items of another kind, names that are empty, have
        spaces or commas, or are there twice, unknown keys, names in ``after`` that are not in the
        list, packages that would be installed after one another, more than 200 items.
    """
    if all(isinstance(one, str) for one in items):
        return _parse_names(tuple(map(str, items)))
    return _parse(items)


@lru_cache(maxsize=256)  # the pairs of one estate install mostly the same
def _parse_names(items: tuple[str, ...]) -> InstalledSolutions:
    return _parse(items)


def _parse(items: Sequence[object]) -> InstalledSolutions:
    if len(items) > _MOST_ITEMS:
        raise SolutionsError(f"it has {len(items)} items; accepted: {_MOST_ITEMS} at most.")
    problems: list[str] = []
    read = [_read_item(item, f"item {at}", problems) for at, item in enumerate(items, start=1)]
    _refuse(problems)
    found = [one for one in read if one is not None]
    _refuse([*_repeated(found), *_unlisted(found)])
    return InstalledSolutions(
        tuple(one.name for one in found), ", ".join(map(str, found)), _all_before(found)
    )


def _read_item(item: object, label: str, problems: list[str]) -> _Item | None:
    if isinstance(item, Mapping):
        return _read_mapping(item, label, problems)
    name = _read_name(item, label, f"a unique name, or a mapping with {joined(_KEYS)}", problems)
    return None if name is None else _Item(name, None)


def _read_mapping(item: Mapping[object, object], label: str, problems: list[str]) -> _Item | None:
    before = len(problems)
    for key in item:
        if key not in _KEYS:
            hint = did_you_mean(str(key), _KEYS)
            problems.append(f"{label}: unknown key {quoted(str(key))}.{hint}")
    if "name" not in item:
        problems.append(f"{label}: name is missing. {_EXAMPLE}")
        return None
    name = _read_name(item["name"], f"{label}, name", "a unique name", problems)
    after = _read_after(item, label, problems)
    return None if name is None or len(problems) > before else _Item(name, after)


def _read_after(item: Mapping[object, object], label: str, problems: list[str]) -> tuple[str, ...]:
    accepted = "a list of names that are in the list, too; [] for none"
    if "after" not in item:
        problems.append(
            f"{label}: after is missing. Accepted: {accepted}. What is after all that stand before"
            " it is written as its name alone."
        )
        return ()
    after = item["after"]
    if not isinstance(after, list | tuple):
        problems.append(f"{label}, after: {as_found(after)}; accepted: {accepted}.")
        return ()
    names = (_read_name(one, f"{label}, after", "a unique name", problems) for one in after)
    return tuple(name for name in names if name is not None)


def _read_name(value: object, label: str, accepted: str, problems: list[str]) -> str | None:
    if not isinstance(value, str):
        problems.append(f"{label}: {as_found(value)}; accepted: {accepted}.")
        return None
    name = value.strip()
    if not name:
        problems.append(f"{label}: the name is empty. {_EXAMPLE}")
        return None
    if "," in name or any(character.isspace() for character in name):
        problems.append(f"{label}: {quoted(value)} is not a unique name. {_EXAMPLE}")
        return None
    return name


def _repeated(items: Sequence[_Item]) -> Iterator[str]:
    first: dict[str, int] = {}
    for at, one in enumerate(items, start=1):
        earlier = first.setdefault(one.name.casefold(), at)
        if earlier != at:
            yield f"item {at}: {quoted(one.name)} is in the list already, as item {earlier}."


def _unlisted(items: Sequence[_Item]) -> Iterator[str]:
    names = {one.name.casefold(): one.name for one in items}
    for at, one in enumerate(items, start=1):
        for awaited in one.after or ():
            if awaited.casefold() not in names:
                hint = did_you_mean(awaited, names.values())
                yield f"item {at}, after: {quoted(awaited)} is not in the list.{hint}"


def _all_before(items: Sequence[_Item]) -> dict[str, frozenset[str]]:
    """By name, everything that is installed before it, directly or through others."""
    # Imported here, because few pairs have such a list and every start would pay for it.
    from graphlib import CycleError, TopologicalSorter

    direct: dict[str, list[str]] = {}
    for one in items:
        after = list(direct) if one.after is None else [name.casefold() for name in one.after]
        direct[one.name.casefold()] = after
    try:
        order = list(TopologicalSorter(direct).static_order())
    except CycleError as error:
        circle = set(error.args[1])
        names = [one.name for one in items if one.name.casefold() in circle]
        raise SolutionsError(_told_circle(names)) from None
    before: dict[str, frozenset[str]] = {}
    for name in order:
        before[name] = frozenset(direct[name]).union(*(before[one] for one in direct[name]))
    return before


def _told_circle(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{quoted(names[0])} would be installed after itself."
    return (
        f"{joined([quoted(one) for one in names])} would be installed after one another, so that"
        " none could be the first."
    )


def _refuse(problems: Sequence[str]) -> None:
    if not problems:
        return
    told = list(problems[:_MOST_TOLD])
    if len(problems) > _MOST_TOLD:
        told.append(f"There are {counted(len(problems) - _MOST_TOLD, 'problem')} more.")
    raise SolutionsError(" ".join(told))
