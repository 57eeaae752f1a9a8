"""The entry point: runs a command, and turns what went wrong into a text and an exit code."""

from __future__ import annotations

import os
import sys
import traceback

from . import exits

_DEBUG_VARIABLE = "DUALWRITE_DEBUG"


def main() -> None:
    """Run the command line and exit with its code."""
    from .app import app

    try:
        app(prog_name="dualwrite")
    except KeyboardInterrupt:
        sys.exit(exits.INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output went away (`| head`). Say nothing, also not while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(exits.DEFECT)
    except Exception as error:
        sys.exit(_explained(error))


def _explained(error: Exception) -> int:
    from ..clock import DateError
    from ..configuration import ConfigurationError
    from ..sources.errors import InputError

    if isinstance(error, InputError | ConfigurationError | DateError):
        print(f"dualwrite: {error}", file=sys.stderr)
        return exits.WRONG_INPUT
    if os.environ.get(_DEBUG_VARIABLE):
        traceback.print_exception(error)
    print(
        f"dualwrite: a defect of this tool: {type(error).__name__}. Nothing was judged."
        f" Run it again with {_DEBUG_VARIABLE}=1 and report what it prints.",
        file=sys.stderr,
    )
    return exits.DEFECT
