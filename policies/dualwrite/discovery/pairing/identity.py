"""What an observation says of the identity of a side, in a form that can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from ...model.facts import SecretValue
from ...model.observation import SIDES
from ...vocabulary.identifiers import IdentifierError, parse_environment_id, parse_environment_url

Identity = tuple[str, str]
"""The kind of identifier and its value: ``("url", "contoso.crm4.dynamics.com")``."""
URL = "url"
ENVIRONMENT_ID = "environmentId"


_IDENTIFYING = tuple(f"{side}.{key}" for side in SIDES for key in (URL, ENVIRONMENT_ID))


def identity_facts(said: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What identifies either side, out of all that is said; who comes first goes first."""
    found: dict[str, Any] = {}
    for facts in said:
        for path in _IDENTIFYING:
            if path in facts and path not in found:
                found[path] = facts[path]
    return found


def identities(facts: Mapping[str, Any], side: str) -> tuple[Identity, ...]:
    """The readable identifiers of one side. What cannot be read identifies nothing here."""
    found: list[Identity] = []
    host = host_of(facts.get(f"{side}.{URL}"))
    if host is not None:
        found.append((URL, host))
    text = _text(facts.get(f"{side}.{ENVIRONMENT_ID}"))
    if text is not None:
        with suppress(IdentifierError):
            found.append((ENVIRONMENT_ID, parse_environment_id(text)))
    return tuple(found)


def is_named(facts: Mapping[str, Any], side: str) -> bool:
    """Whether anything is said of the identity of a side, be it unknown yet or unreadable."""
    return f"{side}.{URL}" in facts or f"{side}.{ENVIRONMENT_ID}" in facts


def host_of(value: object) -> str | None:
    """The host of a URL; None where there is no readable one."""
    text = _text(value)
    if text is None:
        return None
    try:
        return parse_environment_url(text).host
    except IdentifierError:
        return None


def contradict(one: tuple[Identity, ...], other: tuple[Identity, ...]) -> bool:
    """Whether two identities cannot be one environment's: comparable, and none is shared."""
    comparable = {kind for kind, _ in one} & {kind for kind, _ in other}
    return bool(comparable) and not set(one) & set(other)


def _text(value: object) -> str | None:
    if isinstance(value, SecretValue):
        value = value.value
    return value if isinstance(value, str) else None
