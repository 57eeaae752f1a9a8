"""Azure resources in boxes: those that are in one geography, and stand beside the same pairs.

A box stands in its geography, beside the clusters of the regions, and says which regions it has.
Network injection needs two regions: with a box in the cluster of each, lines cross the picture from
every environment, and nobody can read fifty pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...model.azure import AzureKind, AzureResource
from ...model.azure.index import Around
from ...model.azure.injection import is_encryption, is_injection
from ...model.azure.kinds import PART_OF
from ...model.azure.resource import parsed
from ...model.facts import Fact, State
from ...model.pair import Pair
from ...model.raw_values import folded
from ...text.quoting import counted
from ...vocabulary.network import injection_location, injection_locations
from ...vocabulary.regions import (
    Geography,
    GeographyError,
    parse_geography,
    parse_region,
    regions_of,
)
from .drawing import LONGEST_LINE
from .environments import NO_GEOGRAPHY, Place, open_values, why_none

_GLOBAL = "global"
_Owners = tuple[str, Iterable[AzureKind]]
"""A property that names what a resource is part of, and the kinds that this can be of."""
_PART_OF: Mapping[AzureKind, tuple[_Owners, ...]] = {
    **{kind: ((key, (whole,)),) for kind, (key, whole) in PART_OF.items()},
    AzureKind.ROLE_ASSIGNMENT: (("scope", AzureKind),),
}
_IN_GROUP: _Owners = ("resourceGroupName", (AzureKind.RESOURCE_GROUP,))
_LONGEST_WAY = 4
"""A role can be on a key, which is in a vault, which is in a group: no way to a location is longer."""


def azure_place(one: AzureResource, around: Around, geography: Geography | None) -> Place:
    """Find the place of a resource.

    A subnet is where its network is, a key where its vault is, and a role where that is which it is
    on. What says no place is where its resource group is, or else where its pair is. An enterprise
    policy is in a geography, and in no region of Azure.

    :param around: all resources beside the pair.
    :param geography: the pair's own, if it is known. A region behind it counts to it: ``eastus`` lies
        in one geography, and is behind another, too.
    """
    location = _location(one, around)
    if location.state is State.UNDECLARED and geography is not None:
        return Place(False, geography.display_name)
    if location.is_secret or location.state is not State.DECLARED:
        return Place(True, f"Geography {why_none([location])}")
    spelt = folded(location.read())
    if spelt == _GLOBAL:
        return Place(True, "Global")
    if one.kind is AzureKind.ENTERPRISE_POLICY:
        named = _geography_of_policies(spelt.replace(" ", ""), geography)
        if named is not None:
            return Place(False, named.display_name)
    region = parsed(location, parse_region)
    found = open_values([region])
    if not found:
        return Place(True, f"Geography {why_none([region])}")
    if geography is None or found[0] not in regions_of(geography):
        geography = found[0].geography
    if geography is None:
        return Place(True, NO_GEOGRAPHY, found[0].display_name)
    return Place(False, geography.display_name, found[0].display_name)


def _location(one: AzureResource, around: Around) -> Fact[str]:
    """Where it says that it is, or else where that says so which it is part of."""
    asked: AzureResource | None = one
    for _ in range(_LONGEST_WAY):
        if asked is None:
            break
        if asked.location.state is not State.UNDECLARED:
            return asked.location
        asked = _owner(asked, around)
    return one.location


def _owner(one: AzureResource, around: Around) -> AzureResource | None:
    """What a resource without a location of its own is part of, where that is known."""
    for key, kinds in (*_PART_OF.get(one.kind, ()), _IN_GROUP):
        references = (*one.references.get(key, ()), one.parent or "")
        named = one.at(key)
        for kind in kinds:
            for owner in around.of(kind).spoken_of(references, named):
                if owner is not one:
                    return owner
    return None


def _geography_of_policies(spelt: str, own: Geography | None) -> Geography | None:
    """The geography whose policies have a location. The pair's own goes first: two may share one."""
    if own is not None and spelt in _policy_locations(own):
        return own
    for row in injection_locations():
        if spelt in _policy_locations(row.geography):
            return row.geography
    try:
        return parse_geography(spelt)
    except GeographyError:
        return None


def _policy_locations(geography: Geography) -> tuple[str, ...]:
    row = injection_location(geography)
    if row is None:
        return (geography.location,)
    return (row.policy_location, *row.other_policy_locations)


_Key = tuple[str | None, str]
"""The source and the URN: two states can be of one stack, at different times."""


@dataclass(frozen=True)
class AzureBox:
    """Resources that are drawn as one node.

    ``place`` has no region. ``pairs`` are positions among all pairs, in order. ``regions`` are
    display names, by name; there is none where no resource is in a region.
    """

    place: Place
    pairs: tuple[int, ...]
    regions: tuple[str, ...]
    resources: tuple[AzureResource, ...]

    @property
    def where(self) -> str:
        """Its regions, or else its geography."""
        return ", ".join(self.regions) or self.place.geography


def azure_boxes(
    pairs: Sequence[Pair], geographies: Sequence[Geography | None]
) -> tuple[AzureBox, ...]:
    """Put the companions of pairs into boxes, in the order of the pairs, and then by geography.

    :param geographies: where each pair is, as far as that is known.
    """
    users: dict[_Key, list[int]] = {}
    found: dict[_Key, tuple[AzureResource, Place]] = {}
    for at, (pair, geography) in enumerate(zip(pairs, geographies, strict=True)):
        around = Around(pair.companions)
        for one in pair.companions:
            key = (pair.source, one.urn)
            users.setdefault(key, []).append(at)
            if key not in found:
                found[key] = one, azure_place(one, around, geography)
    boxes: dict[tuple[tuple[int, ...], Place], list[tuple[AzureResource, str]]] = {}
    for key, (one, place) in found.items():
        wide = replace(place, region="")
        boxes.setdefault((tuple(users[key]), wide), []).append((one, place.region))
    return tuple(
        AzureBox(
            place,
            at,
            tuple(sorted({region for _, region in boxes[at, place] if region})),
            tuple(one for one, _ in boxes[at, place]),
        )
        for at, place in sorted(boxes)
    )


GROUPS = (
    (AzureKind.VIRTUAL_NETWORK, AzureKind.SUBNET, AzureKind.NAT_GATEWAY, AzureKind.ROUTE_TABLE),
    (AzureKind.ENTERPRISE_POLICY,),
    (
        AzureKind.VAULT,
        AzureKind.KEY,
        AzureKind.IDENTITY,
        AzureKind.ROLE_ASSIGNMENT,
        AzureKind.LOG_WORKSPACE,
    ),
    (AzureKind.STORAGE_ACCOUNT, AzureKind.BLOB_CONTAINER, AzureKind.RESOURCE_GROUP),
    (AzureKind.OTHER,),
)
"""Kinds that stand in one line: networks, policies, what guards data, and what holds it."""
_PLURALS = {
    AzureKind.ENTERPRISE_POLICY: "enterprise policies",
    AzureKind.IDENTITY: "user-assigned identities",
}
_INJECTION, _ENCRYPTION, _OTHER = "network injection", "encryption", "of another kind"


def contents(resources: Sequence[AzureResource]) -> tuple[str, ...]:
    """``2 virtual networks, subnet, NAT gateway`` and so on: a line for each group that is there.

    What would have to be shortened is broken into several lines.
    """
    numbers = Counter(one.kind for one in resources)
    lines: list[str] = []
    for group in GROUPS:
        told = [_counted(kind, numbers[kind], resources) for kind in group if numbers[kind]]
        lines += _broken(told)
    return tuple(lines)


def _broken(told: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for one in told:
        longer = f"{lines[-1]}, {one}" if lines else one
        if lines and len(longer) <= LONGEST_LINE:
            lines[-1] = longer
        else:
            lines.append(one)
    return lines


def _counted(kind: AzureKind, number: int, resources: Iterable[AzureResource]) -> str:
    told = kind.value if number == 1 else counted(number, kind.value, _PLURALS.get(kind))
    if kind is not AzureKind.ENTERPRISE_POLICY:
        return told
    return f"{told} ({', '.join(sorted(set(_purposes(resources))))})"


def _purposes(resources: Iterable[AzureResource]) -> Iterator[str]:
    """What policies are for: that is what people look for."""
    for one in resources:
        if one.kind is AzureKind.ENTERPRISE_POLICY:
            if is_injection(one):
                yield _INJECTION
            else:
                yield _ENCRYPTION if is_encryption(one) else _OTHER
