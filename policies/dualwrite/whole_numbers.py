"""Whole numbers, 0 or more, as counts of things are declared and configured."""

from __future__ import annotations

from .text import as_found, quoted

LARGEST = 2**53 - 1
"""Beyond it a JSON number is not exact: the engine carries all numbers as doubles."""


def parse_whole_number(value: object) -> int:
    """Read a count: 0, 1, 2 and so on. The engine hands 40 over as 40.0, which is the same.

    :raises ValueError: for other kinds, booleans among them, for fractions and for what is out of
        range; the text says what is accepted.
    """
    if isinstance(value, str):
        raise ValueError(
            f"{quoted(value)} is text; accepted: a whole number, 0 or more, without quotes."
        )
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{as_found(value)}; accepted: a whole number, 0 or more.")
    if value > LARGEST:
        raise ValueError(f"{quoted(value)} is out of range; accepted: {LARGEST} at most.")
    if not value >= 0 or value != int(value):  # "not >=" also refuses NaN
        raise ValueError(f"{quoted(value)} is out of range; accepted: a whole number, 0 or more.")
    return int(value)
