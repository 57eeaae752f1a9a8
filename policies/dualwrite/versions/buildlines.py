"""Which release, or which platform update, a build belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class LineStart(NamedTuple):
    """The first build of a line, and the number (of a release or an update) that the line has."""

    build: int
    revision: int
    number: int


class BuildLines:
    """The listed build lines of one family of numbers, in rising order.

    A line holds every revision of its build: 7.0.7996.40 lies in the line 7.0.7996 of PU72. A
    build between two listed lines belongs to neither, but lies after the one and before the other.
    """

    def __init__(self, starts: Iterable[LineStart]) -> None:
        self._starts = tuple(sorted(starts))
        self._builds = [start.build for start in self._starts]

    @property
    def last_build(self) -> int:
        """Return the build of the last listed line."""
        return self._builds[-1]

    def has(self, build: int) -> bool:
        """Tell whether a line with this build is listed."""
        return build in self._builds

    def first_build(self, number: int) -> int | None:
        """Return the build of the first line of this number; None where none is listed."""
        return next((start.build for start in self._starts if start.number == number), None)

    def number_of(self, build: int, revision: int | None) -> int | None:
        """Return the number that a build belongs to; None where the table does not say."""
        owners = [start for start in self._starts if start.build == build]
        if revision is not None:
            owners = [start for start in owners if start.revision <= revision][-1:]
        return owners[0].number if len(owners) == 1 else None

    def span(self, build: int, revision: int | None) -> tuple[int | None, int | None]:
        """Return the first and the last number that a build can be of; None where there is no end.

        A build between two lines can be a late one of the first or an early one of the second.
        """
        owner = self.number_of(build, revision)
        if owner is not None:
            return owner, owner
        before, after = bisect_left(self._builds, build), bisect_right(self._builds, build)
        owners = [start.number for start in self._starts[before:after]]
        if owners:
            return owners[0], owners[-1]
        first = self._starts[before - 1].number if before > 0 else None
        last = self._starts[before].number if before < len(self._starts) else None
        return first, last

    def position(self, number: int, build: int, revision: int | None) -> int | None:
        """Return where a number lies as seen from a build.

        -1: before it; 0: the build belongs to that number; 1: after it; None: the table does not
        say, because the number has no line listed near this build.
        """
        owner = self.number_of(build, revision)
        if owner is not None:
            return (number > owner) - (number < owner)
        following = bisect_right(self._builds, build)
        if following > 0 and number <= self._starts[following - 1].number and not self.has(build):
            return -1
        if following < len(self._starts) and number >= self._starts[following].number:
            return 1
        return None
