"""From a version and the minimum asked for to a verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ..facts import Fact
from ..requirement import Examination
from ..text import sentences
from ..verdicts import Verdict
from ..versions import Comparison, Order
from .release_facts import Found

Version = TypeVar("Version")


def at_least(
    examination: Examination[Any],
    found: Found[Version],
    compare: Callable[[Version, Version], Comparison],
    minimum: Version,
    needed: str,
    precise: Fact[Any],
    note: str = "",
) -> Verdict:
    """Judge a version by the oldest that is accepted.

    :param compare: orders two versions of the same fact.
    :param needed: what the message says is needed, where the version is below the minimum.
    :param precise: the fact that decides where the declared spelling is too coarse (a release
        where a build is asked for).
    :param note: a sentence to add to every message.
    """
    if found.version is None:  # newer than every release of the table
        return examination.passes(sentences(found.remark, note))
    comparison = compare(found.version, minimum)
    if comparison.order is Order.AT_LEAST:
        return examination.passes(sentences(found.remark, note))
    if comparison.order is Order.BELOW:
        return examination.fails(sentences(f"{found.subject}; {needed}.", note))
    reason = "that does not decide it" if found.is_secret else comparison.reason
    if comparison.needs_build:
        coarse = f"{precise.path} is needed with its build: {reason}"
        return examination.lacks(precise, sentences(f"{found.subject}; {coarse}.", note))
    return examination.cannot_tell(sentences(f"{found.subject}; {reason}.", note))
