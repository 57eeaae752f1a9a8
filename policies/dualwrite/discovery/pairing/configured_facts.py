"""Facts of environments in the stack's configuration (``dualwrite:facts``), by environment URL.

They complete what a resource does not say::

    dualwrite:facts:
      https://contoso.crm4.dynamics.com:
        tenantId: 8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11
        prospectToCash: false
        financeAndOperations:             # the partner, where it has no entry of its own
          url: https://contoso.operations.dynamics.com
        link:
          initialSync: false

A key without a section is a fact of the environment itself, on the side that it is; where one
environment has both apps, of each side that has such a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from ...model.declaration import read_leaf
from ...model.facts import SecretValue, State, UnknownValue
from ...model.observation import (
    CUSTOMER_ENGAGEMENT,
    FACTS_KEY,
    FINANCE_AND_OPERATIONS,
    SIDES,
    Observation,
    Origin,
    Role,
)
from ...text.quoting import joined, kind_of, quoted
from ...text.suggestions import did_you_mean
from ...vocabulary.identifiers import IdentifierError, parse_environment_url
from ..readers.reader import CONFIGURED
from .identity import URL, Identity, contradict, identities

_LINK = "link"
_SECTIONS = (*SIDES, _LINK)


class ConfiguredFactsError(ValueError):
    """Facts that cannot be taken; ``problems`` lists everything that is wrong with them."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Entry:
    """What is declared of one environment: ``own`` by key, ``others`` by path."""

    host: str
    url: str
    own: Mapping[str, Any]
    others: Mapping[str, Any]
    place: str = ""
    """What to call it, where its URL may be a secret."""

    @property
    def label(self) -> str:
        """What to call it: it has no URN."""
        return self.place or f"{FACTS_KEY} of {self.url}"

    def observation(self, sides: Iterable[str]) -> Observation:
        """What the entry says of an environment that is these sides."""
        sides = tuple(sides)
        facts = {
            f"{side}.{key}": value
            for side in sides
            for key, value in self.own.items()
            if key in _own_keys(side)
        }
        named = sides[0] if len(sides) == 1 else self._side_of_url
        facts = {f"{named}.{URL}": self.url, **facts}
        origin = Origin(self.label)
        return Observation(
            origin, Role.ADDITION, {**facts, **self.others}, sides[0], hint=CONFIGURED
        )

    def contradicts(self, facts: Mapping[str, Any]) -> bool:
        """Whether it names another partner than a pair has: it is of another pair then."""
        return any(
            contradict(identities(self.others, side), identities(facts, side)) for side in SIDES
        )

    @property
    def likely_side(self) -> str:
        """The side that it is, where no resource tells: by its facts, or else by its URL."""
        for side, other in (SIDES, SIDES[::-1]):
            only = set(_keys(side)) - set(_keys(other))
            if only & set(self.own) or any(path.startswith(f"{other}.") for path in self.others):
                return side
        return self._side_of_url

    @property
    def _side_of_url(self) -> str:
        is_finance = parse_environment_url(self.url).is_finance_and_operations
        return FINANCE_AND_OPERATIONS if is_finance else CUSTOMER_ENGAGEMENT


@dataclass(frozen=True)
class ConfiguredFacts:
    """All entries, by the host of the environment's URL."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def of(self, identity: Identity) -> Entry | None:
        """The entry for what has this identifier: its URL, or the ID that the entry declares."""
        return self._by_identity.get(identity)

    def naming(self, side: str, identity: Identity) -> Entry | None:
        """The entry of the partner of what has this identifier, as this side of a pair."""
        return self._by_named.get((side, identity))

    @cached_property
    def _by_named(self) -> Mapping[tuple[str, Identity], Entry]:
        return {
            (side, identity): one
            for one in self.entries.values()
            for side in SIDES
            for identity in identities(one.others, side)
        }

    @cached_property
    def by_label(self) -> Mapping[str, Entry]:
        """The entries by what they are called as an origin."""
        return {one.label: one for one in self.entries.values()}

    @cached_property
    def _by_identity(self) -> Mapping[Identity, Entry]:
        """By its address, and by the ID that it declares of itself; not by those of its partner."""
        found: dict[Identity, Entry] = {}
        for one in self.entries.values():
            own = {f"{SIDES[0]}.{key}": value for key, value in one.own.items()}
            found |= {identity: one for identity in identities(own, SIDES[0])}
        return found | {(URL, host): one for host, one in self.entries.items()}


def read_configured_facts(raw: object, is_secret: bool = False) -> ConfiguredFacts:
    """Read the value of ``dualwrite:facts``.

    :param raw: plain values; leaves may be ``UnknownValue`` or ``SecretValue``.
    :param is_secret: whether something in it is encrypted, and nobody knows what: then no message has
        keys of it either.
    :raises ConfiguredFactsError: with everything that is wrong: no mapping, addresses that are no
        URL or are there twice, unknown keys, values that no side accepts.
    """
    if isinstance(raw, UnknownValue):
        raise ConfiguredFactsError([f"{FACTS_KEY}: it cannot be read: {raw.why}."])
    if not isinstance(raw, Mapping):
        found = kind_of(raw)
        raise ConfiguredFactsError(
            [f"{FACTS_KEY} is {found}; accepted: a mapping from environment URLs to facts."]
        )
    problems: list[str] = []
    entries: dict[str, Entry] = {}
    for number, (url, content) in enumerate(raw.items(), start=1):
        place = f"{FACTS_KEY}, entry {number}" if is_secret else ""
        entry = _read_entry(str(url), content, problems, place)
        if entry is None:
            continue
        if entry.host in entries:
            first = entries[entry.host]
            label = place or f"{FACTS_KEY}, {quoted(str(url))}"
            problems.append(f"{label}: {first.place or quoted(first.url)} is the same environment.")
        entries[entry.host] = entry
    if problems:
        raise ConfiguredFactsError(problems)
    return ConfiguredFacts(entries)


def _read_entry(url: str, content: object, problems: list[str], place: str) -> Entry | None:
    """Read one entry; ``place`` is what to call it where nothing of it may be shown."""
    label = place or f"{FACTS_KEY}, {quoted(url)}"
    try:
        host = parse_environment_url(url).host
    except IdentifierError as error:
        text = f"{place}: its URL, a secret, cannot be read." if place else f"{FACTS_KEY}: {error}"
        problems.append(text)
        return None
    if isinstance(content, UnknownValue):
        problems.append(f"{label}: {content.why}. Encrypt single values of it instead.")
        return None
    if not isinstance(content, Mapping):
        problems.append(f"{label}: this is {kind_of(content)}; accepted: a mapping of facts.")
        return None
    own: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in content.items():
        name = str(key)
        if name in _SECTIONS:
            _read_section(label, name, value, others, problems, bool(place))
        elif paths := [f"{side}.{name}" for side in SIDES if name in _own_keys(side)]:
            _check(label, paths, value, problems)
            own[name] = value
        else:
            accepted = list(dict.fromkeys([*_own_keys(SIDES[0]), *_own_keys(SIDES[1]), *_SECTIONS]))
            found = "" if place else f"{label}, {name}: unknown key.{did_you_mean(name, accepted)}"
            problems.append(f"{found or f'{label}: unknown key.'} Accepted: {joined(accepted)}.")
    return Entry(host, url, own, others, place)


def _read_section(
    label: str,
    section: str,
    content: object,
    others: dict[str, Any],
    problems: list[str],
    is_secret: bool,
) -> None:
    if isinstance(content, UnknownValue):
        others.update((f"{section}.{key}", content) for key in _keys(section))
        return
    if not isinstance(content, Mapping):
        accepted = joined(_keys(section))
        problems.append(
            f"{label}, {section}: this is {kind_of(content)}; accepted: a mapping with {accepted}."
        )
        return
    for key, value in content.items():
        if key not in _keys(section):
            hint = did_you_mean(str(key), _keys(section))
            found = "" if is_secret else f"{label}, {section}.{key}: unknown key.{hint}"
            found = found or f"{label}, {section}: unknown key."
            problems.append(f"{found} Accepted: {joined(_keys(section))}.")
            continue
        path = f"{section}.{key}"
        _check(label, [path], value, problems)
        others[path] = value


def _check(label: str, paths: list[str], value: object, problems: list[str]) -> None:
    """Refuse a value that no side accepts. Which side it is, is known later."""
    if isinstance(value, UnknownValue):
        return
    facts = [read_leaf(path, value) for path in paths]
    if all(one.state is State.MALFORMED for one in facts):
        if isinstance(value, SecretValue):
            text = f"{paths[0]}: its value, a secret, cannot be read."
        else:
            text = facts[-1].detail
        problems.append(f"{label}, {text}")


@cache
def _keys(section: str) -> tuple[str, ...]:
    from ...model.schema import SECTIONS, keys_of

    return keys_of(SECTIONS[section])


@cache
def _own_keys(side: str) -> tuple[str, ...]:
    """What an entry can say of its own environment: all but the URL, which it stands under."""
    return tuple(key for key in _keys(side) if key != URL)
