"""Running ``dualwrite`` as people do: a process of its own, with its exit code and both outputs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from . import warm_process
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
    fresh: bool = False,
) -> Completed:
    """Run a command in ``folder``, with ``given`` on standard input.

    :param fresh: whether Python itself is started for it. Most tests do without: a forked child of a
        process that has imported everything takes a tenth of the time.
    """
    content = given.encode("utf-8") if isinstance(given, str) else given
    environment = surroundings(variables)
    # What Python reads when it starts does nothing in a process that has started.
    started = any(key.startswith("PYTHON") for key in variables or ())
    if command == COMMAND and not fresh and not started:
        return _warm([*map(str, arguments)], folder, content, environment)
    run = subprocess.run(
        [*command, *map(str, arguments)],
        cwd=folder,
        input=content,
        env=environment,
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    return Completed(run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8"))


def _warm(
    arguments: list[str], folder: Path, given: bytes, environment: dict[str, str]
) -> Completed:
    with TemporaryFile() as source, TemporaryFile() as output, TemporaryFile() as errors:
        source.write(given)
        source.seek(0)
        streams = (source.fileno(), output.fileno(), errors.fileno())
        code = warm_process.run(arguments, str(folder), environment, streams)
        output.seek(0)
        errors.seek(0)
        return Completed(code, output.read().decode("utf-8"), errors.read().decode("utf-8"))


def defective(statements: str) -> tuple[str, ...]:
    """A command that runs ``statements`` (which break something) before ``dualwrite``."""
    program = f"{statements}\nfrom dualwrite.cli import main\nmain()"
    return (sys.executable, "-c", program)


def verdicts(output: str) -> dict[tuple[str, str], str]:
    """The verdicts of a JSON document, by pair and ID."""
    results: list[dict[str, Any]] = json.loads(output)["results"]
    return {(one["pair"], one["id"]): one["verdict"] for one in results}
