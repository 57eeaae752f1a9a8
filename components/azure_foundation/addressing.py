"""IPv4 ranges of the virtual networks: given, or planned out of one range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from itertools import combinations
from typing import NamedTuple

from dualwrite.text.quoting import counted, joined, quoted
from dualwrite.vocabulary.network import prefix_length
from dualwrite.vocabulary.regions import Region

_REFUSED = {
    "multicast": IPv4Network("224.0.0.0/4"),
    "broadcast": IPv4Network("255.255.255.255/32"),
    "loopback": IPv4Network("127.0.0.0/8"),
    "link-local": IPv4Network("169.254.0.0/16"),
    "Azure's own DNS": IPv4Network("168.63.129.16/32"),
}
"""Azure takes none of them for a virtual network (article virtual-networks-faq)."""
_LONGEST_PREFIX = 29
_SHORTEST_PREFIX = 2
"""Azure's smallest and largest IPv4 subnet (article virtual-networks-faq)."""


class RangeError(ValueError):
    """A range that cannot be taken; the text says what is accepted."""


class Need(NamedTuple):
    """How many addresses each delegated subnet has to have, and for what."""

    addresses: int
    reason: str
    """``35 addresses (1 production environment, 30 each; 5 reserved by Azure)``"""

    @property
    def prefix(self) -> int:
        """The length of the longest prefix with so much room."""
        return prefix_length(self.addresses)


class RegionNetwork(NamedTuple):
    """The virtual network of one Azure region, and the delegated subnet in it."""

    region: Region
    address_space: IPv4Network
    subnet: IPv4Network


class GivenRange(NamedTuple):
    """What the arguments say of one region; ``None`` is to be planned."""

    address_space: IPv4Network | None
    subnet: IPv4Network | None


_NOTHING = GivenRange(None, None)


def parse_range(text: str) -> IPv4Network:
    """Read an IPv4 range for a virtual network or a subnet: ``10.20.0.0/16``.

    :raises RangeError: for anything else, for ranges that Azure does not take, and for those with
        bits of a host in them, with the range that was meant.
    """
    accepted = "Accepted: an IPv4 range such as 10.20.0.0/16."
    try:
        found = ip_network(text)
    except ValueError:
        raise RangeError(f"{quoted(text)} is no range.{_meant(text)} {accepted}") from None
    if isinstance(found, IPv6Network) or "/" not in text:
        raise RangeError(f"{quoted(text)} is no IPv4 range. {accepted}")
    if not _SHORTEST_PREFIX <= found.prefixlen <= _LONGEST_PREFIX:
        raise RangeError(
            f"{quoted(text)} has a prefix of /{found.prefixlen}; Azure takes"
            f" /{_SHORTEST_PREFIX} to /{_LONGEST_PREFIX}."
        )
    for what, refused in _REFUSED.items():
        if found.overlaps(refused):
            raise RangeError(
                f"{quoted(text)} overlaps {refused} ({what}), which Azure takes for no virtual"
                " network."
            )
    return found


def _meant(text: str) -> str:
    try:
        meant = ip_network(text, strict=False)
    except ValueError:
        return ""
    return f" It has bits of a host; did you mean {quoted(str(meant))}?"


def plan_networks(
    regions: Sequence[Region],
    pool: IPv4Network | None,
    given: Mapping[Region, GivenRange],
    need: Need,
) -> tuple[list[RegionNetwork], list[str]]:
    """Give each region a range and a subnet that is large enough.

    The pool is cut into equal parts, one a region in the order of their names. So a region keeps
    its part when another one gets a range of its own, and when the need grows inside the part.

    :returns: the networks, and all problems; with problems, some networks are missing.
    """
    ordered = sorted(regions, key=lambda one: one.name)
    parts = _parts(pool, len(ordered))
    spaces = {
        region: given.get(region, _NOTHING).address_space or (parts[position] if parts else None)
        for position, region in enumerate(ordered)
    }
    problems = [*_without_space(spaces), *_too_small_a_pool(pool, ordered, given, need)]
    networks: list[RegionNetwork] = []
    for region, space in spaces.items() if not problems else ():
        assert space is not None
        where = f"network.regions.{region.name}"
        found = _subnet(space, given.get(region, _NOTHING), need, where, problems)
        if found is not None:
            networks.append(RegionNetwork(region, space, found))
    problems += _overlaps(networks)
    return networks, problems


def _without_space(spaces: Mapping[Region, IPv4Network | None]) -> Iterator[str]:
    lacking = [one.name for one, space in spaces.items() if space is None]
    if lacking:
        yield (
            f"network: no addressSpace for {joined(lacking)}. Give network.addressSpace, which the"
            " networks are then planned in (10.20.0.0/16)."
        )


def _too_small_a_pool(
    pool: IPv4Network | None,
    regions: Sequence[Region],
    given: Mapping[Region, GivenRange],
    need: Need,
) -> Iterator[str]:
    """Whether the parts of the pool have no room for a subnet that is planned in them."""
    planned = [one for one in regions if given.get(one, _NOTHING) == _NOTHING]
    if pool is None or not planned:
        return
    part = _parts(pool, len(regions))[0]
    if part.prefixlen > need.prefix:
        least = need.prefix - _halvings(len(regions))
        yield (
            f"network.addressSpace: {pool} is cut into a part of /{part.prefixlen}"
            f" ({counted(part.num_addresses, 'address', 'addresses')}) for each of"
            f" {joined([one.name for one in regions])}, and a subnet needs {need.reason}. Give it"
            f" /{least} or larger."
        )


def _halvings(count: int) -> int:
    return (count - 1).bit_length()


def _parts(pool: IPv4Network | None, count: int) -> list[IPv4Network]:
    """Equal parts of the pool: as many as are needed, or a few more."""
    if pool is None:
        return []
    return list(pool.subnets(prefixlen_diff=_halvings(count)))


def _subnet(
    space: IPv4Network, ranges: GivenRange, need: Need, where: str, problems: list[str]
) -> IPv4Network | None:
    if ranges.subnet is None:
        if space.prefixlen > need.prefix:
            problems.append(
                f"{where}: its virtual network has {space} ({space.num_addresses} addresses), and"
                f" the subnet needs {need.reason}. Give it /{need.prefix} or larger."
            )
            return None
        return next(space.subnets(new_prefix=need.prefix))
    if not ranges.subnet.subnet_of(space):
        problems.append(
            f"{where}.subnet: {ranges.subnet} does not lie in the network's range {space}."
        )
        return None
    if ranges.subnet.prefixlen > need.prefix:
        problems.append(
            f"{where}.subnet: {ranges.subnet} has {ranges.subnet.num_addresses} addresses, and the"
            f" subnet needs {need.reason}. Give it /{need.prefix} or larger."
        )
        return None
    return ranges.subnet


def _overlaps(networks: Sequence[RegionNetwork]) -> Iterator[str]:
    for one, other in combinations(networks, 2):
        if one.address_space.overlaps(other.address_space):
            yield (
                f"network.regions: the ranges of {one.region.name} ({one.address_space}) and"
                f" {other.region.name} ({other.address_space}) overlap. Give each its own: networks"
                " that overlap can never be peered."
            )
