"""From a version and the minimum asked for to a verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ..facts import Fact
from ..requirement import Examination
from ..verdicts import Verdict
from ..versions import Comparison, Order
from .release_facts import Found

Version = TypeVar("Version")


def at_least(
    examination: Examination[Any],
    found: Found[Version],
    compare: Callable[[Version, Version], Comparison],
    minimum: Version,
    failure: str,
    precise: Fact[Any],
) -> Verdict:
    """Judge a version by the oldest that is accepted.

    :param compare: orders two versions of the same fact.
    :param failure: the message where the version is below the minimum.
    :param precise: the fact that decides where the declared spelling is too coarse (a release
        where a build is asked for).
    """
    if found.version is None:  # newer than every release of the table
        return examination.passes()
    comparison = compare(found.version, minimum)
    if comparison.order is Order.AT_LEAST:
        return examination.passes()
    if comparison.order is Order.BELOW:
        return examination.fails(failure)
    if comparison.needs_build:
        return examination.lacks(precise, f"{comparison.reason}.")
    return examination.cannot_tell(f"{comparison.reason}.")
