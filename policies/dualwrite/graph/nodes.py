"""What the box of an environment says: its name, its apps, its type and its region."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..estate import Side
from ..facts import Fact
from ..text import counted
from .environments import Environment
from .telling import open_values, why_none

_MOST_NAMES = 3
_OF_FINANCE, _OF_CUSTOMER, _OF_BOTH = "F&O", "CE", "F&O and CE"


def environment_lines(environment: Environment) -> tuple[str, ...]:
    """Its hosts, or else its IDs, and in a line below what it is."""
    if environment.is_missing:
        return ("partner missing", f"{_apps(environment)}: nobody declares it")
    sides = environment.sides
    kind = _told((one.environment_type for one in sides), "type")
    regions = [one.region for one in sides]
    region = ", ".join(one.display_name for one in open_values(regions))
    where = region or f"region {why_none(regions)}"
    return (*_names(environment), f"{_apps(environment)}, {kind}, {where}")


def _apps(environment: Environment) -> str:
    if environment.finance_and_operations and environment.customer_engagement:
        return _OF_BOTH
    return _OF_FINANCE if environment.finance_and_operations else _OF_CUSTOMER


def _names(environment: Environment) -> list[str]:
    """The customer engagement host goes first: it is the one that names the environment."""
    sides: list[Side] = [*environment.customer_engagement, *environment.finance_and_operations]
    urls = [one.url for one in sides]
    ids = [one.environment_id for one in sides]
    names = [one.host for one in open_values(urls)] or open_values(ids)
    if len(names) > _MOST_NAMES:
        names[_MOST_NAMES:] = [f"and {counted(len(names) - _MOST_NAMES, 'more name')}"]
    return names or [f"URL {why_none([*urls, *ids])}"]


def _told(facts: Iterable[Fact[Any]], what: str) -> str:
    found = list(facts)
    return ", ".join(map(str, open_values(found))) or f"{what} {why_none(found)}"
