"""Which interpreter a program or a plugin runs with, and in what environment."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import language_pb2


class RuntimeOptionError(Exception):
    """The `runtime` block of Pulumi.yaml, PulumiPolicy.yaml or PulumiPlugin.yaml cannot be met."""


def virtual_environment(info: language_pb2.ProgramInfo) -> Path | None:
    """The folder that the `virtualenv` option names, relative to the file that names it.

    Raises RuntimeOptionError for a toolchain other than pip.
    """
    options = MessageToDict(info.options)
    toolchain = options.get("toolchain") or "pip"
    if toolchain != "pip":
        raise RuntimeOptionError(
            f"the runtime option `toolchain: {toolchain}` needs the official Python language host; "
            "install the Pulumi CLI (https://www.pulumi.com/docs/install/), or use `toolchain: pip`"
        )
    name = options.get("virtualenv")
    if not name:
        return None
    # Kept as it is written, links included: resolving it would leave the virtual environment.
    return Path(os.path.normpath(Path(info.root_directory or info.program_directory) / name))


def interpreter(info: language_pb2.ProgramInfo) -> str:
    """The interpreter of the virtual environment, or the ambient one where none is named.

    Raises RuntimeOptionError where it does not exist, with the commands that make it.
    """
    folder = virtual_environment(info)
    if folder is None:
        return ambient_interpreter()
    python = folder / "bin" / "python"
    if not os.access(python, os.X_OK):
        state = "is no virtual environment" if folder.is_dir() else "does not exist"
        raise RuntimeOptionError(
            f"the runtime option `virtualenv` names {folder}, which {state}. Make it with "
            f"`pulumi install` in {info.root_directory}, or with:\n"
            f"    python3 -m venv {folder}\n"
            f"    {python} -m pip install -r "
            f"{Path(info.program_directory) / 'requirements.txt'}"
        )
    return str(python)


def ambient_interpreter() -> str:
    """Raises RuntimeOptionError where PATH has no Python."""
    wished = os.environ.get("PULUMI_PYTHON_CMD")
    for name in [wished] if wished else ["python3", "python"]:
        found = shutil.which(name)
        if found:
            return found
    raise RuntimeOptionError(f"there is no {wished or 'python3'} on PATH")


def activated(
    info: language_pb2.ProgramInfo, environment: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The environment as after `activate`, so that what the program starts is found there too."""
    result = dict(os.environ if environment is None else environment)
    folder = virtual_environment(info)
    if folder is not None:
        result["VIRTUAL_ENV"] = str(folder)
        result["PATH"] = os.pathsep.join([str(folder / "bin"), result.get("PATH", os.defpath)])
        result.pop("PYTHONHOME", None)
    return result
