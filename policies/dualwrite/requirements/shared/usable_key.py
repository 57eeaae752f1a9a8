"""Whether a key can be used today: enabled, in its time, and for wrapping."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from ...judging.parameters import Parameters
from ...judging.requirement import Examination
from ...model.azure import AzureResource
from ...model.facts import SECRET, Fact, NotDeclared, SecretValue, State, UnknownValue
from ...model.raw_values import folded, value_at
from ...model.verdicts import Verdict
from ...text.quoting import as_found, joined

_ATTRIBUTES = ("properties", "attributes")
_EXPIRES = ("expires", "exp")
_NOT_BEFORE = ("notBefore", "nbf")
"""What pulumi-azure-native calls them, and Azure itself. Both have seconds since 1970; azurerm has text."""
_OPERATIONS = ("wrapKey", "unwrapKey")
"""What a key that encrypts other keys is for (article customer-managed-key, 2023-08-24)."""
_ACCEPTED = "seconds since 1970, or a time like 2027-11-30T00:00:00Z"


def usable(
    key: AzureResource, examination: Examination[Parameters]
) -> Iterator[Callable[[], Verdict]]:
    """What has to hold for a key to be used. Left out, Azure lets all of it."""
    yield partial(_enabled, key, examination)
    yield partial(_not_expired, key, examination)
    yield partial(_begun, key, examination)
    yield partial(_wraps, key, examination)


def _enabled(key: AzureResource, examination: Examination[Parameters]) -> Verdict:
    fact = key.flag(*_ATTRIBUTES, "enabled")
    if fact.state is State.UNDECLARED or examination.read(fact):
        return examination.passes()
    return examination.fails(
        f"{key.called} is disabled: the environments of the policy are locked while it is."
    )


def _not_expired(key: AzureResource, examination: Examination[Parameters]) -> Verdict:
    """On its last day it expires, so that it cannot be relied on that day."""
    fact = _day(key, _EXPIRES)
    if fact.state is State.UNDECLARED or examination.read(fact) > examination.today:
        return examination.passes()
    verb = "expires" if fact.read() == examination.today else "has expired"
    return examination.fails(f"{key.called} {verb} on {_shown(fact)}.")


def _begun(key: AzureResource, examination: Examination[Parameters]) -> Verdict:
    fact = _day(key, _NOT_BEFORE)
    if fact.state is State.UNDECLARED or examination.read(fact) <= examination.today:
        return examination.passes()
    return examination.fails(f"{key.called} cannot be used before {_shown(fact)}.")


def _wraps(key: AzureResource, examination: Examination[Parameters]) -> Verdict:
    raw = value_at(key.properties, "properties", "keyOps")
    name = f"properties.keyOps of {key.label}"
    if raw is None:
        return examination.passes()
    if isinstance(raw, UnknownValue):
        raise NotDeclared(Fact.unknown(name, raw.why))
    if not isinstance(raw, list | tuple):
        shown = (
            "its value, a secret, cannot be read" if isinstance(raw, SecretValue) else as_found(raw)
        )
        raise NotDeclared(Fact.malformed(name, f"{name}: {shown}; accepted: a list."))
    given = {folded(one) for one in raw}
    lacking = [one for one in _OPERATIONS if one.casefold() not in given]
    if not lacking:
        return examination.passes()
    for one in raw:
        if isinstance(one, UnknownValue):
            raise NotDeclared(Fact.unknown(name, one.why))
    return examination.fails(
        f"{key.called} may not be used for {joined(lacking)} (keyOps), which encryption needs."
    )


def _day(key: AzureResource, names: tuple[str, ...]) -> Fact[date]:
    """The day, in UTC, of the first of several properties that is there."""
    found = [(one, key.at(*_ATTRIBUTES, one)) for one in names]
    name, raw = next(((one, raw) for one, raw in found if raw not in (None, "")), (names[0], None))
    path = f"{'.'.join((*_ATTRIBUTES, name))} of {key.label}"
    if raw is None:
        return Fact.undeclared(path)
    if isinstance(raw, UnknownValue):
        return Fact.unknown(path, raw.why)
    is_secret = isinstance(raw, SecretValue)
    inner: Any = raw.value if isinstance(raw, SecretValue) else raw
    try:
        return Fact.declared(path, _read(inner), SECRET if is_secret else inner)
    except (ValueError, OverflowError):
        shown = "its value, a secret, cannot be read" if is_secret else as_found(inner)
        problem = f"{path}: {shown}; accepted: {_ACCEPTED}."
        return Fact.malformed(path, problem, SECRET if is_secret else None)


def _read(value: Any) -> date:
    """
    :raises ValueError: where it is no time.
    """
    if isinstance(value, bool):
        raise ValueError
    if isinstance(value, int | float):
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value)).date()
    if not isinstance(value, str):
        raise ValueError
    found = datetime.fromisoformat(value.strip().replace("Z", "+00:00").replace("z", "+00:00"))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).date()


def _shown(fact: Fact[date]) -> str:
    return SECRET if fact.is_secret else fact.read().isoformat()
