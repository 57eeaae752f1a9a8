"""Lines for a terminal: text wrapped to a width, and parts of a line with a style each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from functools import lru_cache

from rich.console import Console
from rich.segment import Segment, Segments

from ...text.quoting import harmless

_NARROWEST = 40
Part = tuple[str, str]
"""A text and its style in Rich's terms (``bold red``); an empty style for plain text."""
Line = tuple[Part, ...]


def plain(text: str = "") -> Line:
    """A line in one piece, without a style."""
    return ((text, ""),)


@lru_cache(maxsize=1024)  # reasons, remedies and sources are the same for every pair
def wrapped(text: str, width: int, first: str = "", rest: str = "") -> tuple[str, ...]:
    """Break a text into lines that fit ``width``, but for words (addresses) that are longer.

    :param first: what the first line is indented with; ``rest`` indents the others.
    """
    return tuple(
        textwrap.wrap(
            text,
            max(width - 1, _NARROWEST - 1),
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def write(console: Console, lines: Iterable[Line]) -> None:
    """Write lines. Rich's own layout takes long, and findings may be thousands.

    Whatever is in them, each stays one line, and means nothing to a terminal or to a runner: this is
    the only way by which text comes to standard output.
    """
    segments = [
        Segment(text, console.get_style(style) if style else None)
        for line in lines
        for text, style in (*_harmless(line), ("\n", ""))
    ]
    console.print(Segments(segments), soft_wrap=True)


def _harmless(line: Line) -> Line:
    whole = "".join([text for text, _ in line])
    if harmless(whole) == whole:  # nearly always
        return line
    is_blank, parts = True, []
    for text, style in line:
        parts.append((harmless(text, is_blank), style))
        is_blank = is_blank and not text.strip()
    shown = "".join([text for text, _ in parts])
    # What only the parts together make up loses its colours with its meaning.
    return tuple(parts) if harmless(shown) == shown else plain(harmless(shown))
