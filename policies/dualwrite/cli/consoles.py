"""Consoles that behave in a pipe as they do in a terminal of 80 columns."""

from __future__ import annotations

import os

from rich.console import Console

_WIDTH_IN_A_PIPE = 80


def output_console() -> Console:
    """A console on standard output: coloured on a terminal, plain in a pipe or under NO_COLOR."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _WIDTH_IN_A_PIPE
    return console


def error_console() -> Console:
    """A console on standard error, for progress."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)
