"""What the command line writes to standard error, and what it relays of Pulumi's output."""

from __future__ import annotations

import re
import sys
from typing import Any, TextIO

from ..text.quoting import harmless

_COLOUR = re.compile(r"(\x1b\[[0-9;]*m|\t)")


class HarmlessStream:
    """Passes text on to a stream, each line as ``harmless`` writes it; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self.unguarded = stream
        self._is_blank = True

    def write(self, text: str) -> int:
        """Write text, of any number of lines or a part of one."""
        lines = text.split("\n")
        self.unguarded.write("\n".join([self._part(*one) for one in enumerate(lines)]))
        return len(text)

    def _part(self, number: int, line: str) -> str:
        is_blank = number > 0 or self._is_blank
        self._is_blank = is_blank and not line.strip()
        return harmless(line, is_blank)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.unguarded, name)


def guard_errors() -> None:
    """Let nothing reach standard error, from here on, but what ``harmless`` has written."""
    if sys.stderr is not None and not isinstance(sys.stderr, HarmlessStream):
        sys.stderr = HarmlessStream(sys.stderr)


def unguarded_errors() -> TextIO:
    """Standard error itself, for those who write no input to it, or have made it harmless."""
    return sys.stderr.unguarded if isinstance(sys.stderr, HarmlessStream) else sys.stderr


def relayed(line: str) -> str:
    """A line of another program's output. Its colours stay, and whatever else ``harmless`` leaves."""
    is_blank, parts = True, []
    for part in _COLOUR.split(line):
        if _COLOUR.fullmatch(part):
            parts.append(part)
        else:
            parts.append(harmless(part, is_blank))
            is_blank = is_blank and not part.strip()
    return "".join(parts)
