"""Where an Azure resource stands in a picture: its region, and the Power Platform geography of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...azure import AzureKind, AzureResource
from ...azure.around import Around
from ...azure.parts import PART_OF
from ...azure.resource import folded, parsed
from ...facts import Fact, State
from ...network import injection_location, injection_locations
from ...regions import Geography, GeographyError, parse_geography, parse_region, regions_of
from ..places import NO_GEOGRAPHY, Place
from ..telling import open_values, why_none

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
