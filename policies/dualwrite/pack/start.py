"""The pack's start: all requirements, as policies, served to the engine."""

from __future__ import annotations

import sys

from .. import __version__
from ..clock import DateError, today_in_utc
from ..requirements import REQUIREMENTS
from .policies import PAIR_TYPE, make_policies
from .servicer import serve

PACK_NAME = "dualwrite"


def main() -> None:
    """Serve the pack. A wrong setting ends the process with its text on standard error."""
    try:
        today_in_utc()
    except DateError as error:
        sys.exit(str(error))
    serve(
        PACK_NAME,
        __version__,
        make_policies(REQUIREMENTS, today_in_utc),
        frozenset([PAIR_TYPE]),
    )
