"""The pack's start: all requirements, as policies, served to the engine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from pulumi_policy import Policy

from .. import __version__
from ..clock import DateError, today_in_utc
from ..exemptions.rule import REVIEW
from ..requirements import REQUIREMENTS
from ..verdicts import Level
from .host import PackHost
from .ledger import Ledger
from .operation import Operation
from .policies import make_policies
from .record_variable import RECORD_VARIABLE
from .review_policy import make_review_policy
from .servicer import sdk_is_as_expected, serve

PACK_NAME = "dualwrite"


def main() -> None:
    """Serve the pack. A wrong setting ends the process with its text on standard error."""
    try:
        today_in_utc()
    except DateError as error:
        sys.exit(str(error))
    path = os.environ.get(RECORD_VARIABLE)
    if path and sdk_is_as_expected():  # the SDK's own servicer does not tell levels
        _serve_recording(path)
    else:
        ledger = Ledger()
        _serve(ledger, make_review_policy(today_in_utc, ledger))


def _serve(ledger: Ledger, review: Policy, at_the_end: Callable[[], None] = lambda: None) -> None:
    operation = Operation()
    policies = [*make_policies(REQUIREMENTS, today_in_utc, ledger, operation), review]
    serve(PACK_NAME, __version__, policies, PackHost(operation, at_the_end))


def _serve_recording(path: str) -> None:
    from .record import Record  # few operations are recorded, and its imports take time

    record = Record(path)
    record.pack(__version__, today_in_utc())
    ledger = Ledger([record.result])

    def at_the_end() -> None:
        # Where `exemptions` is disabled, nobody has looked at the ledger, and nothing is to be said.
        left = ledger.reviewed(today_in_utc(), REVIEW.parameters())
        if left:
            record.grants([one.silenced() for one in left], Level.DISABLED)
        record.end()

    _serve(ledger, make_review_policy(today_in_utc, ledger, (record.grants,)), at_the_end)
