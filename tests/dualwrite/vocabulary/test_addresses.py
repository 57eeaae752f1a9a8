"""The size of delegated subnets."""

from __future__ import annotations

from ipaddress import IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.vocabulary.network import addresses_needed, prefix_length


@pytest.mark.parametrize(
    ("production", "others", "addresses", "prefix"),
    [
        (4, 0, 125, 25),  # the two examples of the article vnet-support-overview
        (0, 20, 205, 24),
        (1, 0, 35, 26),
        (0, 1, 15, 28),
        (2, 3, 95, 25),
        (0, 0, 5, 29),
    ],
)
def test_addresses_of_environments(
    production: int, others: int, addresses: int, prefix: int
) -> None:
    assert addresses_needed(production, others) == addresses
    assert prefix_length(addresses) == prefix


@given(st.integers(1, 2**32))
def test_the_longest_prefix_with_room_enough(addresses: int) -> None:
    length = prefix_length(addresses)
    assert IPv4Network(("0.0.0.0", length)).num_addresses >= addresses
    assert length == 29 or IPv4Network(("0.0.0.0", length + 1)).num_addresses < addresses


def test_what_ipv4_has_no_room_for_is_negative() -> None:
    assert prefix_length(2**32 + 1) == -1
