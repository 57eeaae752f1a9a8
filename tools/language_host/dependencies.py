"""Installs and lists what a program or a plugin needs, with pip."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import grpc
from pulumi.runtime.proto import language_pb2

from tools.language_host import virtual_environments
from tools.language_host.processes import StreamedProcess


class InstallError(Exception):
    """A step of the installation failed; its own output was passed on."""


def install(
    request: language_pb2.InstallDependenciesRequest, context: grpc.ServicerContext
) -> Iterator[language_pb2.InstallDependenciesResponse]:
    """Makes the virtual environment if it is missing, and installs requirements.txt or the package.

    Raises RuntimeOptionError or InstallError.
    """
    folder = Path(request.info.program_directory or request.directory)
    environment = virtual_environments.virtual_environment(request.info)
    if environment is not None and not (environment / "bin" / "python").exists():
        yield _say(f"Creating virtual environment {environment}...")
        ambient = virtual_environments.ambient_interpreter()
        yield from _step([ambient, "-m", "venv", str(environment)], folder, request, context)
    wanted = _requirements(folder)
    if not wanted:
        yield _say(f"Nothing to install: there is no requirements.txt in {folder}.")
        return
    yield _say(f"Installing dependencies of {folder}...")
    python = virtual_environments.interpreter(request.info)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", *wanted]
    yield from _step(pip, folder, request, context)
    yield _say("Finished installing dependencies.")


def _requirements(folder: Path) -> list[str]:
    if (folder / "requirements.txt").is_file():
        return ["-r", "requirements.txt"]
    if (folder / "pyproject.toml").is_file():
        return ["-e", "."]
    return []


def _step(
    command: list[str],
    folder: Path,
    request: language_pb2.InstallDependenciesRequest,
    context: grpc.ServicerContext,
) -> Iterator[language_pb2.InstallDependenciesResponse]:
    # Activated only once it exists: venv must be made by the ambient interpreter.
    process = StreamedProcess(command, folder, virtual_environments.activated(request.info))
    if not context.add_callback(process.kill):
        process.kill()
    for stream, chunk in process.output():
        if stream == "stdout":
            yield language_pb2.InstallDependenciesResponse(stdout=chunk)
        else:
            yield language_pb2.InstallDependenciesResponse(stderr=chunk)
    code = process.exit_code()
    if code != 0:
        raise InstallError(f"`{' '.join(command)}` in {folder} failed with exit code {code}")


def _say(line: str) -> language_pb2.InstallDependenciesResponse:
    return language_pb2.InstallDependenciesResponse(stdout=f"{line}\n".encode())


def installed(
    request: language_pb2.GetProgramDependenciesRequest,
) -> list[language_pb2.DependencyInfo]:
    """What pip lists; without the transitive ones unless the request asks for them.

    Raises RuntimeOptionError or InstallError.
    """
    python = virtual_environments.interpreter(request.info)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "list", "--format", "json"]
    answer = subprocess.run(
        pip if request.transitiveDependencies else [*pip, "--not-required"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        raise InstallError(f"`{' '.join(pip)}` failed: {answer.stderr.strip()}")
    return [
        language_pb2.DependencyInfo(name=entry["name"], version=entry["version"])
        for entry in json.loads(answer.stdout)
    ]
