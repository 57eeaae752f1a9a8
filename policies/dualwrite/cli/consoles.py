"""Standard output: a pipe is a terminal of 80 columns, and may be closed before the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from .streams import unguarded_errors

_WIDTH_IN_A_PIPE = 80


class OutputError(Exception):
    """Standard output cannot be written to; the text says why."""


class _Console(Console):
    """Rich would end the program with exit code 1 here, which means a refused pair."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def output_console() -> Console:
    """A console on standard output: coloured on a terminal, plain in a pipe or under NO_COLOR."""
    console = _Console(highlight=False, markup=False, emoji=False)
    in_a_pipe = not console.is_terminal and "COLUMNS" not in os.environ
    if in_a_pipe or console.width < 1:  # Rich writes nothing at all where COLUMNS is 0
        console.width = _WIDTH_IN_A_PIPE
    return console


def error_console() -> Console:
    """A console on standard error, for progress."""
    return Console(file=unguarded_errors(), highlight=False, markup=False, emoji=False)


@contextmanager
def writing_output() -> Iterator[None]:
    """Write to standard output, to the last byte. A reader who has seen enough is no error.

    :raises OutputError: where it cannot be written to (a full disk).
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_the_rest()
    except OSError as error:
        _discard_the_rest()
        raise OutputError(error.strerror or str(error)) from None


def _discard_the_rest() -> None:
    """What is still buffered is written when Python ends, and must not fail again there."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
