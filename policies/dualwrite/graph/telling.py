"""What facts of one environment say, in words. Several pairs may say something of it.

A value that is marked as secret is shown as ``[secret]``, and decides nothing that is drawn: neither
in which cluster an environment stands, nor the order of anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from ..facts import SECRET, Fact, State

Value = TypeVar("Value")
_WORDS = {
    State.UNKNOWN: "not known yet",
    State.MALFORMED: "unreadable",
    State.UNDECLARED: "not declared",
}
"""What is said where no value can be shown, in the order in which one goes before another."""


def open_values(facts: Iterable[Fact[Value]]) -> list[Value]:
    """The different values that are declared and no secrets, in their order."""
    declared = (one for one in facts if one.state is State.DECLARED and not one.is_secret)
    return list(dict.fromkeys(one.read() for one in declared))


def why_none(facts: Sequence[Fact[Any]]) -> str:
    """What to show where there is no open value: that it is secret, or that there is none."""
    if any(one.is_secret for one in facts):
        return SECRET
    states = {one.state for one in facts}
    return next((words for state, words in _WORDS.items() if state in states), "not declared")
