"""Input that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable

from .quoting import counted, printable

_MOST_SHOWN = 500
"""Nobody reads more, and a log keeps all of them."""


class InputError(Exception):
    """A file that is refused; ``problems`` lists everything that is wrong with it, at once."""

    def __init__(self, source: str, problems: Iterable[str]) -> None:
        self.source = printable(source)
        self.problems = tuple(problems)
        super().__init__(self.source)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return f"{self.source}: {self.problems[0]}"
        shown = list(self.problems[:_MOST_SHOWN])
        more = len(self.problems) - _MOST_SHOWN
        if more > 0:
            shown.append(f"and {counted(more, 'more problem')}.")
        lines = "\n".join(f"  - {problem}" for problem in shown)
        return f"{self.source}: {counted(len(self.problems), 'problem')}\n{lines}"


class NoPairsError(InputError):
    """A source that is well formed, and declares no pairs."""


__all__ = ["InputError", "NoPairsError"]


class MappingError(InputError):
    """A file of mappings that is refused."""
