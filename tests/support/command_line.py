"""Running ``dualwrite`` as people do: a process of its own, with its exit code and both outputs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .pairs import TODAY

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "dualwrite")
_SECONDS = 120
_NOT_INHERITED = {
    "COLUMNS",
    "DUALWRITE_DEBUG",
    "DUALWRITE_MAPPINGS",
    "DUALWRITE_TODAY",
    "FORCE_COLOR",
    "NO_COLOR",
    "PYTHONIOENCODING",
    "PYTHONUNBUFFERED",
}


class Completed(NamedTuple):
    """What a run left behind. Compare it whole."""

    code: int
    output: str
    errors: str


def surroundings(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a run: the library on the path, and nothing that changes an output."""
    inherited = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
    path = {"PYTHONPATH": str(ROOT / "policies"), "DUALWRITE_TODAY": TODAY.isoformat()}
    return {**inherited, **path, **(variables or {})}


def dualwrite(
    *arguments: str | Path,
    folder: Path = ROOT,
    given: str | bytes = b"",
    variables: Mapping[str, str] | None = None,
    command: tuple[str, ...] = COMMAND,
) -> Completed:
    """Run a command in ``folder``, with ``given`` on standard input."""
    run = subprocess.run(
        [*command, *map(str, arguments)],
        cwd=folder,
        input=given.encode("utf-8") if isinstance(given, str) else given,
        env=surroundings(variables),
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    return Completed(run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8"))


def defective(statements: str) -> tuple[str, ...]:
    """A command that runs ``statements`` (which break something) before ``dualwrite``."""
    program = f"{statements}\nfrom dualwrite.cli import main\nmain()"
    return (sys.executable, "-c", program)


def verdicts(output: str) -> dict[tuple[str, str], str]:
    """The verdicts of a JSON document, by pair and ID."""
    results: list[dict[str, Any]] = json.loads(output)["results"]
    return {(one["pair"], one["id"]): one["verdict"] for one in results}
