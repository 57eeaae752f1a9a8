"""From what resources say to the pairs that are judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ...model.declaration import read_pair
from ...model.facts import SecretValue, UnknownValue
from ...model.observation import (
    CUSTOMER_ENGAGEMENT,
    FINANCE_AND_OPERATIONS,
    OTHER_SIDE,
    SIDES,
    Observation,
    Role,
)
from ...model.pair import Pair
from ...model.resource import name_in
from ...model.schema import SECTIONS, keys_of
from ...model.sections import nested
from .configured_facts import ConfiguredFacts, Entry
from .environments import Environment
from .grouping import Group, group
from .identity import URL, host_of, identities, identity_facts, is_named
from .merging import SOLUTIONS, Merged, Remedies, merge, statements, with_installs

NOTHING_CONFIGURED = ConfiguredFacts()
_NO_PARENTS: Mapping[str, str] = {}
_MIRRORED = ("tenantId", "environmentId", "region", "environmentType")
"""What one environment with both apps says of one side, it says of the other."""


@dataclass(frozen=True)
class JoinedPair:
    """A pair and everything that is said of it."""

    pair: Pair
    observations: tuple[Observation, ...]

    @property
    def is_declared_finally(self) -> bool:
        """Whether it is declared by a resource that says all at once, before anything is created."""
        return any(one.role is Role.PAIR and one.is_final for one in self.observations)

    @property
    def is_declared_alone(self) -> bool:
        """Whether such a declaration is all that there is."""
        said = [one for one in self.observations if one.origin.urn is not None]
        return len(said) == 1 and said[0].role is Role.PAIR and said[0].is_final


def join(
    observations: Iterable[Observation],
    configured: ConfiguredFacts | None = None,
    source: str | None = None,
    parents: Mapping[str, str] = _NO_PARENTS,
) -> list[JoinedPair]:
    """Find the pairs among what resources say.

    :param configured: facts of environments in the stack's configuration. An entry for an
        environment that nothing else speaks of becomes half a pair: it must not be lost.
    :param parents: by URN, the URN of a resource's parent.
    """
    found, unused = join_with_unused(observations, configured, source, parents)
    return found + halves_of(unused, source)


def join_with_unused(
    observations: Iterable[Observation],
    configured: ConfiguredFacts | None = None,
    source: str | None = None,
    parents: Mapping[str, str] = _NO_PARENTS,
) -> tuple[list[JoinedPair], list[Entry]]:
    """Like ``join``, with the entries of environments that nothing speaks of left as they are."""
    configured = configured or NOTHING_CONFIGURED
    left = dict(configured.entries)
    found = []
    for each in group(observations, configured, parents):
        one, used = _joined_with(each, configured, source)
        found.append(one)
        for entry in used:
            left.pop(entry.host, None)
    return found, list(left.values())


def halves_of(entries: Iterable[Entry], source: str | None) -> list[JoinedPair]:
    """Pairs of which only the configuration speaks: no resource is either side, as far as is known.

    Two entries may speak of one pair, where one of them names the other's environment.
    """
    configured = ConfiguredFacts({one.host: one for one in entries})
    left = dict(configured.entries)
    found = []
    for host, entry in configured.entries.items():
        if host not in left:
            continue
        side = entry.likely_side
        alone = Environment([entry.observation((side,))])
        sides = (alone, None) if side == FINANCE_AND_OPERATIONS else (None, alone)
        one, used = _joined_with(Group(None, *sides), configured, source)
        for each in (entry, *used):
            left.pop(each.host, None)
        found.append(replace(one, pair=replace(one.pair, is_half=True)))
    return found


def join_one(
    observations: Iterable[Observation], configured: ConfiguredFacts | None = None
) -> JoinedPair | None:
    """What a single resource says of a pair; None where it says nothing of dual-write by itself.

    What it only adds to an environment that is another resource is for that one's pair.
    """
    said = [one for one in observations if one.role is not Role.ADDITION]
    configured = configured or NOTHING_CONFIGURED
    groups = group(said, configured)
    if not groups:
        return None
    found = _joined_with(groups[0], configured, None, with_packages=False)[0]
    return None if found.pair.is_uncertain else found


def _joined_with(
    each: Group, configured: ConfiguredFacts, source: str | None, with_packages: bool = True
) -> tuple[JoinedPair, list[Entry]]:
    said = each.observations
    if configured:
        said += _configured_for(each, said, configured)
    labels = dict.fromkeys(one.origin.label for one in said)
    used = [entry for label in labels if (entry := configured.by_label.get(label)) is not None]
    return _joined(each, said, source, with_packages), used


def _configured_for(
    each: Group, said: list[Observation], configured: ConfiguredFacts
) -> list[Observation]:
    """What the configuration says of sides that no resource is.

    The entry of one side can name the other, whose entry then belongs to the pair as well.
    """
    found: dict[str, Observation] = {}
    named = identity_facts(one.facts for one in said)
    there = {one.origin.label for one in said}
    # Thrice, as the entry of either side can name the other.
    for side in (CUSTOMER_ENGAGEMENT, FINANCE_AND_OPERATIONS, CUSTOMER_ENGAGEMENT):
        for identity in identities(named, side):
            own, partner = configured.of(identity), configured.naming(side, identity)
            entry = own or partner
            if entry is None or entry.host in found or entry.label in there:
                continue
            if not entry.contradicts(named):
                is_side = side if own is not None else OTHER_SIDE[side]
                found[entry.host] = entry.observation(SIDES if each.is_unified else (is_side,))
                named = identity_facts([named, found[entry.host].facts])
    return list(found.values())


def _joined(
    each: Group, said: list[Observation], source: str | None, with_packages: bool = True
) -> JoinedPair:
    merged = merge(said)
    solutions = with_installs(merged.facts.get(SOLUTIONS), said)
    if solutions is not None:
        merged.facts[SOLUTIONS] = solutions
    if not with_packages and each.declaration is None:
        # Packages are resources of their own: what is installed, one environment cannot say.
        merged.facts.pop(SOLUTIONS, None)
    if each.is_unified:
        _mirror(merged)
    pair, _ = read_pair(
        nested(_in_leaves(merged.facts)),
        _name(each, merged),
        urn=_urn(each),
        source=source,
        remedies=Remedies(said, merged.facts),
    )
    configured = any(one.origin.urn is None for one in said)
    uncertain = each.is_uncertain and not configured
    known = each.declaration is not None or each.is_unified
    named = all(is_named(merged.facts, side) for side in SIDES)
    pair = replace(
        pair,
        is_half=uncertain or not (known or named),
        is_uncertain=uncertain,
        in_one_environment=each.is_unified,
        resources=each.resources,
        conflicts=tuple(merged.conflicts),
        said=partial(statements, tuple(said)),
    )
    return JoinedPair(pair, tuple(said))


def _in_leaves(facts: dict[str, Any]) -> dict[str, Any]:
    """Where a section is known as a whole later, and others say parts of it now, take both."""
    wholes = [section for section in SECTIONS if section in facts]
    if not wholes:
        return facts
    found = dict(facts)
    for section in wholes:
        whole = facts[section]
        if not any(path.startswith(f"{section}.") for path in facts):
            continue
        if isinstance(whole, UnknownValue):
            del found[section]
            for key in keys_of(SECTIONS[section]):
                found.setdefault(f"{section}.{key}", whole)
        elif whole == {}:
            del found[section]
    return found


def _mirror(merged: Merged) -> None:
    for key in _MIRRORED:
        for side, other in (SIDES, SIDES[::-1]):
            value = merged.facts.get(f"{other}.{key}")
            if value is not None and f"{side}.{key}" not in merged.facts:
                merged.facts[f"{side}.{key}"] = value


def _name(each: Group, merged: Merged) -> str:
    """The declaration's name, or the one that a resource says; otherwise the name of a resource.

    The customer engagement environment goes first: it is the one that names its partner.
    """
    if each.declaration is not None:
        return each.declaration.pair or name_in(each.declaration.origin.urn or "")
    sides = [one for one in (each.customer, each.finance) if one is not None]
    said = next((one.pair for one in sides if one.pair is not None), None)
    if said is not None:
        return said
    declared = next((one.urn for one in sides if one.is_declared), None)
    if declared is not None:
        return name_in(declared)
    urls = (merged.facts.get(f"{side}.{URL}") for side in SIDES[::-1])
    hosts = (host_of(url) for url in urls if not isinstance(url, SecretValue))
    label = next(one.origin.label for one in each.observations)
    return next((host for host in hosts if host), name_in(_urn(each) or label))


def _urn(each: Group) -> str | None:
    if each.declaration is not None:
        return each.declaration.origin.urn
    sides = [one for one in (each.customer, each.finance) if one is not None]
    declared = [one.urn for one in sides if one.is_declared]
    return next(iter([*declared, *(one.urn for one in sides)]), None)
