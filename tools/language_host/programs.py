"""Runs a Pulumi program in its own interpreter, through run_program.py."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from pulumi.runtime.proto import language_pb2

from tools.language_host import virtual_environments

RUNNER = Path(__file__).with_name("run_program.py")

ALREADY_SHOWN = 32
"""The exit code of run_program.py after it has shown the error itself."""

INTERRUPTED = 130


def run(
    request: language_pb2.RunRequest,
    engine_address: str,
    on_start: Callable[[subprocess.Popen[bytes]], None],
) -> language_pb2.RunResponse:
    """Runs the program to its end. What it prints goes to this process's own streams, which the
    engine shows; `on_start` gets the process, so that it can be killed."""
    try:
        command = [virtual_environments.interpreter(request.info), "-u", str(RUNNER)]
        environment = virtual_environments.activated(request.info)
    except virtual_environments.RuntimeOptionError as error:
        return language_pb2.RunResponse(error=str(error))
    # Not on the command line, where every user of the machine could read the secrets in it.
    environment["PULUMI_CONFIG"] = json.dumps(dict(request.config))
    environment["PULUMI_CONFIG_SECRET_KEYS"] = json.dumps(list(request.configSecretKeys))
    process = subprocess.Popen(
        command + _arguments(request, engine_address),
        cwd=request.info.program_directory or request.pwd,
        env=environment,
        stdin=subprocess.DEVNULL,
    )
    on_start(process)
    return _response(process.wait())


def _arguments(request: language_pb2.RunRequest, engine_address: str) -> list[str]:
    settings = {
        "project": request.project,
        "stack": request.stack,
        "organization": request.organization or "organization",
        "monitor": request.monitor_address,
        "engine": engine_address,
        "parallel": request.parallel,
        "dry_run": request.dryRun,
        "root_directory": request.info.root_directory,
    }
    program = os.path.join(
        request.info.program_directory or request.pwd, request.info.entry_point or "."
    )
    return [json.dumps(settings), request.pwd, os.path.normpath(program), *request.args]


def _response(code: int) -> language_pb2.RunResponse:
    if code == 0:
        return language_pb2.RunResponse()
    if code in (ALREADY_SHOWN, INTERRUPTED):
        return language_pb2.RunResponse(bail=True)
    if code < 0:
        return language_pb2.RunResponse(error=f"Program was ended by signal {-code}")
    return language_pb2.RunResponse(error=f"Program exited with non-zero exit code: {code}")
