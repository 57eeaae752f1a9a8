"""The entry point: runs a command, and turns what went wrong into a text and an exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress

from . import exits
from .streams import guard_errors

_DEBUG_VARIABLE = "DUALWRITE_DEBUG"


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        _prepare_process()
        from .app import app

        _run(app)
    except KeyboardInterrupt:
        sys.exit(exits.INTERRUPTED)
    except Exception as error:
        sys.exit(_told(error))
    finally:
        gc.freeze()  # else Python looks for garbage all the same, when it ends


def _run(app: Callable[..., object]) -> None:
    """Run a command to its last byte: what help writes is output like any other."""
    from .consoles import writing_output

    try:
        app(prog_name="dualwrite")
    except SystemExit:
        with writing_output():
            pass
        raise
    except OSError:
        with writing_output():  # where standard output is to blame, it fails once more
            pass
        raise


def _prepare_process() -> None:
    guard_errors()
    # One short run keeps nearly all that it makes. To look for garbage in the objects of a large
    # state, again and again, takes a fifth of the time.
    gc.disable()
    if sys.stdout is None:  # closed by the caller
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (open to the end)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name that the terminal cannot show


def _told(error: Exception) -> int:
    """Explain on standard error; where nobody can read that, the exit code has to do."""
    try:
        code = _explained(error)
        if sys.stderr is not None:
            sys.stderr.flush()
    except (OSError, ValueError):
        code = exits.WRONG_INPUT
        _discard(2)
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _discard(1)
    return code


def _discard(descriptor: int) -> None:
    """What is still buffered for it is written when Python ends, and must not fail again there."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def _said_of_surroundings(error: Exception) -> str:
    """What the machine has refused: no defect of this tool, whichever part of it has met it."""
    if isinstance(error, MemoryError):
        return "there is not enough memory for this input: there is no verdict. Name fewer sources."
    if not isinstance(error, OSError):
        return ""
    from ..text.quoting import printable

    place = f" ({printable(str(error.filename))})" if error.filename else ""
    reason = printable(error.strerror or str(error) or type(error).__name__)
    return (
        f"the operating system refused what this needs: {reason}{place}. There is no verdict. Look at"
        " the working directory, at the folder for temporary files (TMPDIR) and at free space."
    )


def _explained(error: Exception) -> int:
    from ..text.clock import DateError
    from ..text.errors import InputError
    from .consoles import OutputError
    from .files import FileError
    from .preview.events import PreviewError
    from .reports import OptionError

    if isinstance(error, InputError | DateError | OptionError | FileError | PreviewError):
        print(f"dualwrite: {error}", file=sys.stderr)
        return exits.WRONG_INPUT
    if isinstance(error, OutputError):
        print(f"dualwrite: standard output cannot be written to: {error}.", file=sys.stderr)
        return exits.WRONG_INPUT
    surroundings = _said_of_surroundings(error)
    if surroundings and not os.environ.get(_DEBUG_VARIABLE):
        print(f"dualwrite: {surroundings}", file=sys.stderr)
        return exits.WRONG_INPUT
    if os.environ.get(_DEBUG_VARIABLE):
        import traceback

        traceback.print_exception(error)
    print(
        f"dualwrite: a defect of this tool ({type(error).__name__}): there is no verdict."
        f" Run it again with {_DEBUG_VARIABLE}=1 and report what it prints.",
        file=sys.stderr,
    )
    return exits.DEFECT
