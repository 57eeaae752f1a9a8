"""Signals as a terminal gives them to a program."""

from __future__ import annotations

import signal


def as_in_a_terminal() -> None:
    """For ``preexec_fn``: let Ctrl-C through, also where the tests run in a shell's background.

    Such a shell makes its jobs ignore the interrupt, and every process that they start inherits it.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
