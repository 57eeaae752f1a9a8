"""Input that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable

from ..text import counted, printable


class InputError(Exception):
    """A file that is refused; ``problems`` lists everything that is wrong with it, at once."""

    def __init__(self, source: str, problems: Iterable[str]) -> None:
        self.source = printable(source)
        self.problems = tuple(problems)
        super().__init__(str(self))

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return f"{self.source}: {self.problems[0]}"
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        return f"{self.source}: {counted(len(self.problems), 'problem')}\n{lines}"
