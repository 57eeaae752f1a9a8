"""Exit codes, as the public contract has them."""

from __future__ import annotations

ACCEPTED = 0
"""Nothing mandatory failed."""
REFUSED = 1
"""Something mandatory did."""
WRONG_INPUT = 2
"""The input or the configuration is wrong."""
DEFECT = 3
"""A defect of the tool."""
NOTHING_JUDGED = 4
"""Nothing was refused, as nothing was there to judge."""
INTERRUPTED = 130
"""Ended from the keyboard, as shells count it."""
