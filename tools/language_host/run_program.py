"""Runs one Pulumi program: run_program.py SETTINGS FOLDER PROGRAM [ARGUMENT...]

It runs in the interpreter of the program's own virtual environment, so it imports nothing but the
standard library and the SDK. SETTINGS is a JSON object for `pulumi.runtime.Settings`; the stack's
configuration comes in PULUMI_CONFIG and PULUMI_CONFIG_SECRET_KEYS, as the SDK reads them. Exit
code 32 says that the error was shown, and 130 that the engine interrupted the program.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import runpy
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any

ALREADY_SHOWN = 32
INTERRUPTED = 130


def main() -> int:
    settings, folder, program = json.loads(sys.argv[1]), sys.argv[2], sys.argv[3]
    try:
        import grpc
        import pulumi
    except ImportError as error:
        print(
            f"{error}. The Pulumi SDK is not installed for {sys.executable}: run `pulumi install`, "
            "or `python -m pip install -r requirements.txt` in that environment.",
            file=sys.stderr,
        )
        return 1
    _configure(settings)
    os.chdir(folder)
    sys.argv = [program, *sys.argv[4:]]
    # This file's own folder is no place for the program's imports.
    sys.path.pop(0)
    try:
        _run(program, settings["parallel"])
    except pulumi.RunError as error:
        # What the program says to its user, without a traceback.
        pulumi.log.error(str(error))
    except grpc.RpcError as error:
        # The engine stops listening when it has given up; it has said why.
        if error.code() is not grpc.StatusCode.UNAVAILABLE:
            pulumi.log.error(_unhandled(error, program))
    except Exception as error:
        pulumi.log.error(_unhandled(error, program))
    else:
        return 0
    return ALREADY_SHOWN


def _configure(settings: dict[str, Any]) -> None:
    import pulumi.runtime

    pulumi.runtime.set_all_config(
        pulumi.runtime.get_config_env(), pulumi.runtime.get_config_secret_keys_env()
    )
    pulumi.runtime.configure(pulumi.runtime.Settings(**settings))


def _run(program: str, parallel: int) -> None:
    import pulumi.runtime

    def execute() -> None:
        runpy.run_path(program, run_name="__main__")

    # A program that fails leaves futures behind that nobody awaits; the SDK reports what matters.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    # Each resource operation blocks a thread while the engine works on it.
    with ThreadPoolExecutor(max_workers=max(parallel, 1) * 4) as executor:
        loop.set_default_executor(executor)
        try:
            loop.run_until_complete(pulumi.runtime.run_in_stack(execute))
        finally:
            loop.close()


def _unhandled(error: Exception, program: str) -> str:
    shown = error.with_traceback(_from_program(error.__traceback__, program))
    text = "".join(traceback.format_exception(shown))
    return f"Program failed with an unhandled exception:\n{text}"


def _from_program(trace: TracebackType | None, program: str) -> TracebackType | None:
    """The traceback from the program's first frame on; all of it where the program has none."""
    files = {os.path.realpath(program), os.path.realpath(os.path.join(program, "__main__.py"))}
    step = trace
    while step is not None:
        if os.path.realpath(step.tb_frame.f_code.co_filename) in files:
            return step
        step = step.tb_next
    return trace


if __name__ == "__main__":
    try:
        exit_code = main()
    except KeyboardInterrupt:
        # The engine interrupts the program when a preview fails; threads may still wait for it.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)
    sys.exit(exit_code)
