"""The pack's start: all requirements, as policies, served to the engine."""

from __future__ import annotations

import os
import sys

from pulumi_policy import Policy

from .. import __version__
from ..clock import DateError, today_in_utc
from ..requirements import REQUIREMENTS
from .ledger import Ledger
from .policies import PAIR_TYPE, make_policies
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
    serve(PACK_NAME, __version__, _policies(), frozenset([PAIR_TYPE]))


def _policies() -> list[Policy]:
    path = os.environ.get(RECORD_VARIABLE)
    if not path or not sdk_is_as_expected():  # the SDK's own servicer does not tell levels
        ledger = Ledger()
        review = make_review_policy(today_in_utc, ledger)
    else:
        from .record import Record  # few operations are recorded, and its imports take time

        record = Record(path)
        record.pack(__version__, today_in_utc())
        ledger = Ledger([record.result])
        review = make_review_policy(today_in_utc, ledger, (record.grants,))
    return [*make_policies(REQUIREMENTS, today_in_utc, ledger), review]
