"""The dual-write solutions that a pair's resources install, as the pair's list of them has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..observation import Observation, Role


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
