"""The official way: the Python SDK's own installer, which downloads the CLI."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from tools.pulumi_cli.locations import PULUMI_VERSION

TIME_LIMIT_SECONDS = 180

_PROGRAM = """
import sys
from pulumi.automation import PulumiCommand
from semver import VersionInfo
try:
    PulumiCommand.install(root=sys.argv[1], version=VersionInfo.parse(sys.argv[2]))
except Exception as error:
    output = getattr(error, "output", None) or b""
    last = output.decode(errors="replace").strip().splitlines()[-1:]
    sys.exit(" ".join([str(error), *last]))
"""


def install(python: Path, home: Path) -> str | None:
    """Downloads the CLI into `home` with the SDK that `python` has; None is success, else why not.

    It runs as a process of its own, so that a download that hangs has a time limit.
    """
    try:
        process = subprocess.Popen(
            [python, "-c", _PROGRAM, home, PULUMI_VERSION],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        return f"{python} does not run: {error.strerror}"
    try:
        output, _ = process.communicate(timeout=TIME_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return f"nothing came within {TIME_LIMIT_SECONDS} seconds"
    finally:
        _stop(process)
    if process.returncode != 0:
        return " ".join(output.split()[-30:]) or f"exit code {process.returncode}"
    if not os.access(home / "bin" / "pulumi", os.X_OK):
        return "it left no bin/pulumi"
    return None


def _stop(process: subprocess.Popen[str]) -> None:
    """The installer is a shell script that starts curl: the whole session has to go."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
