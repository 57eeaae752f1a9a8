"""The pack's start: all requirements, as policies, served to the engine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi_policy import Policy

from .. import __version__
from ..judging.exemption_review import REVIEW
from ..model.verdicts import Level
from ..requirements import REQUIREMENTS
from ..text.clock import DateError, today_in_utc
from .environment import PACK_NAME, RECORD_VARIABLE
from .ledger import Ledger
from .operation import Operation
from .policies import make_policies
from .review_policy import make_review_policy
from .servicer import PackHost, sdk_is_as_expected, serve

if TYPE_CHECKING:  # few operations are recorded, and it takes time to load
    from .record import Record


def main(record: str | None = None) -> None:
    """Serve the pack. A wrong setting ends the process with its text on standard error.

    :param record: the file to record verdicts in, where the environment names none.
    """
    try:
        today_in_utc()
    except DateError as error:
        sys.exit(str(error))
    # Out of the environment, too: what the pack may start has no business with it.
    path = os.environ.pop(RECORD_VARIABLE, None) or record
    opened = _opened(Path(path)) if path and sdk_is_as_expected() else None
    if opened is not None:  # the SDK's own servicer does not tell levels
        _serve_recording(opened)
    else:
        ledger = Ledger()
        _serve(ledger, make_review_policy(today_in_utc, ledger))


def _opened(path: Path) -> Record | None:
    """The record, for a pack that has a key to it: without one, nobody would believe it."""
    from .record_keys import take_key

    key = take_key(path)
    if key is None:
        return None
    from .record import Record

    return Record(path, key)


def _serve(
    ledger: Ledger,
    review: Policy,
    at_the_end: Callable[[], None] = lambda: None,
    at_the_start: Callable[[], None] = lambda: None,
) -> None:
    operation = Operation()
    policies = [*make_policies(REQUIREMENTS, today_in_utc, ledger, operation), review]
    serve(PACK_NAME, __version__, policies, PackHost(operation, at_the_end, at_the_start))


def _serve_recording(record: Record) -> None:
    record.pack(__version__, today_in_utc())
    ledger = Ledger([record.result])

    def at_the_end() -> None:
        # Where `exemptions` is disabled, nobody has looked at the ledger, and nothing is to be said.
        left = ledger.reviewed(today_in_utc(), REVIEW.parameters())
        if left:
            record.grants([one.silenced() for one in left], Level.DISABLED)
        record.end()

    review = make_review_policy(today_in_utc, ledger, (record.grants,))
    _serve(ledger, review, at_the_end, record.begin)
