"""Where a Pulumi CLI is looked for, and what has to be added to PATH so that it works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

PULUMI_VERSION = "3.259.0"
"""The version that is installed or built. The Go module proxy served no other when it was tried."""

OLDEST_TESTED = (3, 200)
LANGUAGE_HOST = "pulumi-language-python"
LANGUAGE_HOST_FOLDER = Path(__file__).resolve().parents[1] / "language_host"


def cache_root(environment: Mapping[str, str]) -> Path:
    """The folder outside the tree that keeps the CLI; a relative XDG_CACHE_HOME is ignored, as
    the XDG base directory specification asks."""
    configured = Path(environment.get("XDG_CACHE_HOME") or "")
    if configured.is_absolute():
        return configured / "dualwrite-guardrail"
    return Path(environment.get("HOME") or Path.home()) / ".cache" / "dualwrite-guardrail"


def cached_home(environment: Mapping[str, str]) -> Path:
    """The folder of the cached CLI; the executable is `bin/pulumi` in it."""
    return cache_root(environment) / "pulumi" / PULUMI_VERSION


def cached_pulumi(environment: Mapping[str, str]) -> Path | None:
    candidate = cached_home(environment) / "bin" / "pulumi"
    return candidate if os.access(candidate, os.X_OK) else None


def pulumi_on_path(environment: Mapping[str, str]) -> Path | None:
    found = shutil.which("pulumi", path=environment.get("PATH", ""))
    return Path(found) if found else None


def find(environment: Mapping[str, str]) -> Path | None:
    """The user's own CLI first: it is never shadowed by the cached one."""
    return pulumi_on_path(environment) or cached_pulumi(environment)


def has_language_host(pulumi: Path, environment: Mapping[str, str]) -> bool:
    """Whether an official Python language host is on PATH or beside the CLI (links followed)."""
    if any(_is_official(entry) for entry in environment.get("PATH", "").split(os.pathsep)):
        return True
    return any(_is_official(str(folder)) for folder in (pulumi.parent, pulumi.resolve().parent))


def _is_official(folder: str) -> bool:
    candidate = Path(folder) / LANGUAGE_HOST
    return (
        bool(folder)
        and os.access(candidate, os.X_OK)
        and candidate.resolve().parent != LANGUAGE_HOST_FOLDER
    )


def folders_for_path(pulumi: Path, environment: Mapping[str, str]) -> list[Path]:
    """The folders to append to PATH: the CLI's, unless PATH has one, and the stand-in host's,
    unless there is an official host."""
    folders = []
    if pulumi_on_path(environment) is None:
        folders.append(pulumi.parent)
    if not has_language_host(pulumi, environment):
        folders.append(LANGUAGE_HOST_FOLDER)
    return folders


def version_of(pulumi: Path) -> str:
    """What `pulumi version` prints, without the `v`.

    Raises OSError or subprocess.SubprocessError where the file does not run.
    """
    answer = subprocess.run(
        [pulumi, "version"],
        env={**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return answer.stdout.strip().removeprefix("v")


def warning_about(pulumi: Path) -> str | None:
    """One line where the user's own CLI is older than what this project is tested with."""
    try:
        version = version_of(pulumi)
    except (OSError, subprocess.SubprocessError) as error:
        return f"warning: {pulumi} is on PATH, but `pulumi version` fails: {error}"
    match = re.match(r"(\d+)\.(\d+)\.", version)
    if match is None:
        return f"warning: {pulumi} is on PATH, but its version is not readable: {version!r}"
    if (int(match[1]), int(match[2])) < OLDEST_TESTED:
        oldest = ".".join(str(part) for part in OLDEST_TESTED)
        return (
            f"warning: {pulumi} is version {version}; this project needs {oldest} or later. "
            "Update it, or take it off PATH to let the set-up get one."
        )
    return None
