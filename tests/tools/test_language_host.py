"""The stand-in language host, started as the engine starts it and asked over gRPC."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import language_pb2, language_pb2_grpc

from tools.pulumi_cli.locations import LANGUAGE_HOST, LANGUAGE_HOST_FOLDER

HOST = LANGUAGE_HOST_FOLDER / LANGUAGE_HOST
# The name that the host uses; this process may run by another one (python3).
PYTHON = str(Path(sys.executable).with_name("python"))
ENVIRONMENT = {**os.environ, "DUALWRITE_HOST_PYTHON": PYTHON}


def start() -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [HOST, "127.0.0.1:1"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


@pytest.fixture
def host() -> Iterator[language_pb2_grpc.LanguageRuntimeStub]:
    process, port = start()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield language_pb2_grpc.LanguageRuntimeStub(channel)
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=10)
    assert (process.returncode, output, errors) == (0, "", "")


def info(folder: Path, **options: str) -> language_pb2.ProgramInfo:
    struct = struct_pb2.Struct()
    struct.update(options)
    return language_pb2.ProgramInfo(
        root_directory=str(folder),
        program_directory=str(folder),
        entry_point=".",
        options=struct,
    )


def this_environment() -> str:
    return str(Path(sys.executable).parents[1])


def outputs(
    answers: Iterator[language_pb2.RunPluginResponse],
) -> tuple[bytes, bytes, list[int]]:
    collected = list(answers)
    return (
        b"".join(answer.stdout for answer in collected),
        b"".join(answer.stderr for answer in collected),
        [answer.exitcode for answer in collected if answer.WhichOneof("output") == "exitcode"],
    )


def test_what_it_says_of_itself(
    host: language_pb2_grpc.LanguageRuntimeStub, tmp_path: Path
) -> None:
    program = info(tmp_path, virtualenv=this_environment())

    assert host.Handshake(language_pb2.LanguageHandshakeRequest()) is not None
    assert host.GetPluginInfo(empty_pb2.Empty()).version == ""
    assert host.About(language_pb2.AboutRequest(info=program)) == language_pb2.AboutResponse(
        executable=PYTHON, version=platform.python_version()
    )


def test_it_lists_what_is_installed(
    host: language_pb2_grpc.LanguageRuntimeStub, tmp_path: Path
) -> None:
    request = language_pb2.GetProgramDependenciesRequest(
        info=info(tmp_path, virtualenv=this_environment()), transitiveDependencies=True
    )

    names = {entry.name for entry in host.GetProgramDependencies(request).dependencies}

    assert {"pulumi", "grpcio", "pytest"} <= names


def test_a_plugin_runs_in_its_folder_and_environment(
    host: language_pb2_grpc.LanguageRuntimeStub, tmp_path: Path
) -> None:
    (tmp_path / "__main__.py").write_text(
        "import os, sys\n"
        "print(sys.argv[1:], sys.executable, os.getcwd(), os.environ['SETTING'])\n"
        "print('careful', file=sys.stderr)\n"
        "sys.exit(7)\n"
    )
    request = language_pb2.RunPluginRequest(
        kind="resource",
        args=["127.0.0.1:2"],
        env=["SETTING=a=b", f"PATH={os.environ['PATH']}"],
        info=info(tmp_path, virtualenv=this_environment()),
    )

    assert outputs(host.RunPlugin(request)) == (
        f"['127.0.0.1:2'] {PYTHON} {tmp_path} a=b\n".encode(),
        b"careful\n",
        [7],
    )


def test_a_policy_pack_is_started_by_the_sdk(
    host: language_pb2_grpc.LanguageRuntimeStub, tmp_path: Path
) -> None:
    (tmp_path / "__main__.py").write_text("print('the pack')\n")
    request = language_pb2.RunPluginRequest(
        kind="analyzer",
        args=["127.0.0.1:2"],
        info=info(tmp_path, virtualenv=this_environment()),
    )

    assert outputs(host.RunPlugin(request)) == (b"the pack\n", b"", [0])


def test_a_plugin_ends_when_the_engine_cancels_it(
    host: language_pb2_grpc.LanguageRuntimeStub, tmp_path: Path
) -> None:
    (tmp_path / "__main__.py").write_text(
        "import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(60)\n"
    )
    request = language_pb2.RunPluginRequest(
        kind="resource", info=info(tmp_path, virtualenv=this_environment())
    )
    call = host.RunPlugin(request)
    plugin = int(next(call).stdout)

    call.cancel()

    assert ends(plugin)


def test_a_missing_virtual_environment_is_named_with_the_way_to_make_it(
    host: language_pb2_grpc.LanguageRuntimeStub, tmp_path: Path
) -> None:
    response = host.Run(language_pb2.RunRequest(info=info(tmp_path, virtualenv="venv")))

    assert response == language_pb2.RunResponse(
        error=f"the runtime option `virtualenv` names {tmp_path}/venv, which does not exist. "
        f"Make it with `pulumi install` in {tmp_path}, or with:\n"
        f"    python3 -m venv {tmp_path}/venv\n"
        f"    {tmp_path}/venv/bin/python -m pip install -r {tmp_path}/requirements.txt"
    )


def test_a_toolchain_that_it_does_not_know_is_refused(
    host: language_pb2_grpc.LanguageRuntimeStub, tmp_path: Path
) -> None:
    request = language_pb2.RunPluginRequest(kind="analyzer", info=info(tmp_path, toolchain="uv"))

    with pytest.raises(grpc.RpcError) as caught:
        list(host.RunPlugin(request))

    assert caught.value.details() == (
        "the runtime option `toolchain: uv` needs the official Python language host; install the "
        "Pulumi CLI (https://www.pulumi.com/docs/install/), or use `toolchain: pip`"
    )


def test_installing_makes_the_virtual_environment(
    host: language_pb2_grpc.LanguageRuntimeStub, tmp_path: Path
) -> None:
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    request = language_pb2.InstallDependenciesRequest(info=info(tmp_path, virtualenv="venv"))

    said = b"".join(answer.stdout for answer in host.InstallDependencies(request)).decode()

    assert said.splitlines()[0] == f"Creating virtual environment {tmp_path}/venv..."
    assert said.splitlines()[-1] == "Finished installing dependencies."
    assert (tmp_path / "venv" / "bin" / "python").exists()


def test_an_installation_that_fails_is_an_error(
    host: language_pb2_grpc.LanguageRuntimeStub, tmp_path: Path
) -> None:
    (tmp_path / "requirements.txt").write_text("./not-there\n")
    request = language_pb2.InstallDependenciesRequest(
        info=info(tmp_path, virtualenv=this_environment())
    )

    with pytest.raises(grpc.RpcError) as caught:
        list(host.InstallDependencies(request))

    assert caught.value.details() == (
        f"`{PYTHON} -m pip --disable-pip-version-check install -r requirements.txt` in "
        f"{tmp_path} failed with exit code 1"
    )


def test_it_ends_with_the_engine_that_started_it() -> None:
    engine = subprocess.Popen(
        ["/bin/sh", "-c", f'"{HOST}" 127.0.0.1:1 & echo $!; read nothing; kill -KILL $$'],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert engine.stdin is not None and engine.stdout is not None
    host = int(engine.stdout.readline())
    assert engine.stdout.readline().strip().isdigit()

    engine.stdin.write("\n")
    engine.stdin.flush()
    engine.wait(timeout=10)

    assert ends(host)


def test_without_an_interpreter_it_says_what_to_do() -> None:
    python = "/no/such/python"
    answer = subprocess.run(
        [HOST], env={**os.environ, "DUALWRITE_HOST_PYTHON": python}, capture_output=True, text=True
    )

    assert (answer.returncode, answer.stdout, answer.stderr.splitlines()) == (
        1,
        "",
        [
            f"pulumi-language-python: there is no Python at {python}.",
            "Run `make setup` in the project, or set DUALWRITE_HOST_PYTHON to a Python that has "
            "the Pulumi SDK.",
        ],
    )


def ends(process_id: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            return True
        if _is_zombie(process_id):
            return True
        time.sleep(0.1)
    return False


def _is_zombie(process_id: int) -> bool:
    """A container may have nobody that collects what has ended."""
    status = Path(f"/proc/{process_id}/status")
    try:
        return "\nState:\tZ" in status.read_text()
    except (FileNotFoundError, ProcessLookupError):  # it ended in between
        return False
