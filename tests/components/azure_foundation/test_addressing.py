"""Ranges: read, planned, and refused."""

from __future__ import annotations

from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.azure_foundation.addressing import (
    GivenRange,
    Need,
    RangeError,
    RegionNetwork,
    parse_range,
    plan_networks,
)
from dualwrite.vocabulary.regions import parse_region

WEST, NORTH = parse_region("westeurope"), parse_region("northeurope")
NEED = Need(35, "35 addresses")


def network(text: str) -> IPv4Network:
    return IPv4Network(text)


@pytest.mark.parametrize(
    "text", ["10.20.0.0/16", "192.168.1.248/29", "100.64.0.0/10", "20.0.0.0/8"]
)
def test_ranges_that_azure_takes(text: str) -> None:
    assert parse_range(text) == network(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "10.20.0.0",
            '"10.20.0.0" is no IPv4 range. Accepted: an IPv4 range such as 10.20.0.0/16.',
        ),
        ("all", '"all" is no range. Accepted: an IPv4 range such as 10.20.0.0/16.'),
        (
            "fd00::/64",
            '"fd00::/64" is no IPv4 range. Accepted: an IPv4 range such as 10.20.0.0/16.',
        ),
        (
            "10.20.1.4/16",
            '"10.20.1.4/16" is no range. It has bits of a host; did you mean "10.20.0.0/16"?'
            " Accepted: an IPv4 range such as 10.20.0.0/16.",
        ),
        ("10.20.0.0/30", '"10.20.0.0/30" has a prefix of /30; Azure takes /2 to /29.'),
        (
            "169.254.0.0/24",
            '"169.254.0.0/24" overlaps 169.254.0.0/16 (link-local), which Azure takes for no virtual'
            " network.",
        ),
        (
            "168.0.0.0/8",
            '"168.0.0.0/8" overlaps 168.63.129.16/32 (Azure\'s own DNS), which Azure takes for no'
            " virtual network.",
        ),
    ],
)
def test_other_ranges_are_refused_with_the_reason(text: str, told: str) -> None:
    with pytest.raises(RangeError) as refused:
        parse_range(text)
    assert str(refused.value) == told


def test_each_region_has_an_equal_part_in_the_order_of_names() -> None:
    assert plan_networks([WEST, NORTH], network("10.20.0.0/16"), {}, NEED) == (
        [
            RegionNetwork(NORTH, network("10.20.0.0/17"), network("10.20.0.0/26")),
            RegionNetwork(WEST, network("10.20.128.0/17"), network("10.20.128.0/26")),
        ],
        [],
    )


def test_one_region_has_all_of_it() -> None:
    assert plan_networks([WEST], network("10.20.0.0/24"), {}, NEED) == (
        [RegionNetwork(WEST, network("10.20.0.0/24"), network("10.20.0.0/26"))],
        [],
    )


def test_a_region_keeps_its_part_when_another_has_a_range_of_its_own() -> None:
    given_range = GivenRange(network("192.168.0.0/24"), network("192.168.0.64/26"))
    assert plan_networks([WEST, NORTH], network("10.20.0.0/16"), {NORTH: given_range}, NEED) == (
        [
            RegionNetwork(NORTH, network("192.168.0.0/24"), network("192.168.0.64/26")),
            RegionNetwork(WEST, network("10.20.128.0/17"), network("10.20.128.0/26")),
        ],
        [],
    )


def refused(
    pool: str | None, west: GivenRange | None = None, north: GivenRange | None = None
) -> list[str]:
    given_ranges = {WEST: west, NORTH: north}
    _, problems = plan_networks(
        [WEST, NORTH],
        None if pool is None else network(pool),
        {region: ranges for region, ranges in given_ranges.items() if ranges is not None},
        NEED,
    )
    return problems


def test_ranges_that_overlap_are_refused_with_both() -> None:
    west = GivenRange(network("10.20.0.0/16"), None)
    north = GivenRange(network("10.20.4.0/24"), None)
    assert refused(None, west, north) == [
        "network.regions: the ranges of northeurope (10.20.4.0/24) and westeurope (10.20.0.0/16)"
        " overlap. Give each its own: networks that overlap can never be peered."
    ]


def test_a_given_range_can_overlap_a_planned_one() -> None:
    assert refused("10.20.0.0/16", GivenRange(network("10.20.0.0/24"), None)) == [
        "network.regions: the ranges of northeurope (10.20.0.0/17) and westeurope (10.20.0.0/24)"
        " overlap. Give each its own: networks that overlap can never be peered."
    ]


def test_a_pool_that_is_too_small() -> None:
    assert refused("10.20.0.0/26") == [
        "network.addressSpace: 10.20.0.0/26 is cut into a part of /27 (32 addresses) for each of"
        " northeurope and westeurope, and a subnet needs 35 addresses. Give it /25 or larger."
    ]


def test_no_range_at_all() -> None:
    assert refused(None, GivenRange(network("10.20.0.0/24"), None)) == [
        "network: no addressSpace for northeurope. Give network.addressSpace, which the networks are"
        " then planned in (10.20.0.0/16)."
    ]


def test_subnets_of_ones_own_are_judged() -> None:
    outside = GivenRange(network("10.20.0.0/24"), network("10.21.0.0/26"))
    small = GivenRange(network("10.22.0.0/24"), network("10.22.0.0/27"))
    assert refused(None, outside, small) == [
        "network.regions.northeurope.subnet: 10.22.0.0/27 has 32 addresses, and the subnet needs 35"
        " addresses. Give it /26 or larger.",
        "network.regions.westeurope.subnet: 10.21.0.0/26 does not lie in the network's range"
        " 10.20.0.0/24.",
    ]


@given(
    base=st.integers(0, 2**16 - 1),
    length=st.integers(8, 29),
    needed=st.integers(6, 5000),
    count=st.integers(1, 4),
)
def test_what_is_planned_fits(base: int, length: int, needed: int, count: int) -> None:
    """Every network lies in the pool, no two overlap, and every subnet has room enough."""
    pool = IPv4Network(
        (int(network("10.0.0.0/8").network_address) + base * 256, length), strict=False
    )
    regions = [parse_region(one) for one in ("eastus", "westus", "westeurope", "northeurope")][
        :count
    ]
    planned, problems = plan_networks(regions, pool, {}, Need(needed, "enough"))
    if problems:
        (told,) = problems
        least = int(told.removesuffix(" or larger.").rpartition("/")[2])
        assert least < length
        wanted = pool.supernet(new_prefix=least)
        planned, problems = plan_networks(regions, wanted, {}, Need(needed, "enough"))
        pool = wanted
    assert (len(planned), problems) == (count, [])
    for one in planned:
        assert one.address_space.subnet_of(pool)
        assert one.subnet.subnet_of(one.address_space)
        assert one.subnet.num_addresses >= needed
    assert not any(
        one.address_space.overlaps(other.address_space) for one, other in combinations(planned, 2)
    )
