"""A progress bar, for those who wait at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

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

    from .consoles import error_console

    progress = Progress(console=error_console(), transient=True)
    progress.add_task("judging", total=total)
    progress.start()
    return progress
