"""How large a delegated subnet has to be.

Source: article vnet-support-overview (2026-01-06). It allocates 25 to 30 addresses for a production
environment and 6 to 10 for another one, and Azure reserves five in each subnet. The upper ends are
taken: the range of a subnet cannot be changed while it is in use.
"""

from __future__ import annotations

from .table import table

_ADDRESS_BITS = 32
_LONGEST_PREFIX = 29
"""Azure's smallest IPv4 subnet (article virtual-networks-faq)."""


def addresses_needed(production: int, others: int) -> int:
    """The addresses of a subnet that serves so many environments, reserved ones included."""
    each = table()["addresses"]
    needed: int = (
        production * each["production"] + others * each["other"] + each["reservedPerSubnet"]
    )
    return needed


def prefix_length(addresses: int) -> int:
    """The length of the longest IPv4 prefix with room for so many addresses: 25 for 125.

    It is negative where IPv4 has no room.
    """
    return min(_ADDRESS_BITS - (addresses - 1).bit_length(), _LONGEST_PREFIX)
