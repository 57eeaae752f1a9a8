"""Ctrl-C while Pulumi runs: the terminal tells Pulumi, too, which then ends in its own way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def interrupts_kept() -> Iterator[None]:
    """Keep interrupts until the end of the block, and raise KeyboardInterrupt then.

    Leaving at once would cut off what Pulumi still has to say, and its own clean-up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread can, and only it is interrupted
        return
    kept: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: kept.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if kept:
        raise KeyboardInterrupt
