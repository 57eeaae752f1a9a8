"""Running Graphviz's ``dot``, which finds where everything in a picture goes."""

from __future__ import annotations

import shutil
import subprocess

from ..text import printable

PROGRAM = "dot"
SECONDS = 120
"""How long it may take. It is a second or two for hundreds of pairs."""
_MOST_SAID = 300


class DotError(Exception):
    """``dot`` made no picture; the text says why."""


def find_dot() -> str | None:
    """The program on PATH; None where there is none."""
    return shutil.which(PROGRAM)


def run_dot(program: str, text: str, seconds: float = SECONDS) -> bytes:
    """Have DOT drawn as SVG.

    :param text: goes to standard input: no file is made.
    :raises DotError: where the program cannot be run, fails, or takes longer than ``seconds``.
    """
    try:
        done = subprocess.run(
            [program, "-Tsvg"],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DotError(f"it was not ready within {seconds:g} seconds") from None
    except OSError as error:
        raise DotError(f"it cannot be run: {error.strerror or error}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = f": {printable(said[-1])[:_MOST_SAID]}" if said else ""
        raise DotError(f"it failed (exit {done.returncode}){why}")
    return done.stdout
