"""Standard output: a pipe is a terminal of 80 columns, and may be closed before the end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

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


if TYPE_CHECKING:
    from rich.progress import Progress

_SECONDS_BEFORE_PROGRESS = 1.0
Item = TypeVar("Item")


def with_progress(items: Iterable[Item], total: int) -> Iterator[Item]:
    """Pass items on; on a terminal, show a bar on standard error once it has taken long."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    started, progress = time.monotonic(), None
    try:
        for done, item in enumerate(items, start=1):
            yield item
            if progress is None and time.monotonic() - started > _SECONDS_BEFORE_PROGRESS:
                progress = _started_bar(total)
            if progress is not None:
                progress.update(progress.task_ids[0], completed=done)
    finally:
        if progress is not None:
            progress.stop()


def _started_bar(total: int) -> Progress:
    from rich.progress import Progress

    progress = Progress(console=error_console(), transient=True)
    progress.add_task("judging", total=total)
    progress.start()
    return progress
