"""``dualwrite`` in forked children of a process that has imported everything: a tenth of the time.

A child has its own folder, environment and streams, and ends as the command does, so a test sees what
it would see of a process of its own; what Python does when it *starts* it does not see. The process is
started once in each test process and ends with it: its standard input is closed then.
"""

from __future__ import annotations

import array
import json
import os
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

_SERVER_ARGUMENT = "--serve"
_POLICIES = Path(__file__).resolve().parents[2] / "policies"
_LONGEST_REQUEST = 1 << 20
_SECONDS = 120


@cache
def _server() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    subprocess.Popen(
        [sys.executable, __file__, _SERVER_ARGUMENT, str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        env={**os.environ, "PYTHONPATH": str(_POLICIES)},
        stdin=subprocess.DEVNULL,
    )
    theirs.close()
    ours.settimeout(_SECONDS)
    return ours


def run(
    arguments: list[str], folder: str, variables: dict[str, str], streams: tuple[int, int, int]
) -> int:
    """Run ``dualwrite`` with descriptors as its streams; return its exit code when it has ended.

    :raises ConnectionError: where the warm process has ended.
    :raises TimeoutError: where the command does not end.
    """
    request = json.dumps([arguments, folder, variables]).encode("utf-8", "surrogateescape")
    server = _server()
    passed = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", streams))]
    server.sendmsg([request], passed)
    answer = server.recv(64)
    if not answer:
        raise ConnectionError("the process that runs dualwrite for tests has ended")
    return int(answer)


def _serve(descriptor: int) -> None:
    _import_everything()
    client = socket.socket(fileno=descriptor)
    while True:
        request, passed, _flags, _address = client.recvmsg(
            _LONGEST_REQUEST, socket.CMSG_SPACE(3 * array.array("i").itemsize)
        )
        if not request:
            return
        streams = array.array("i")
        for _level, _kind, data in passed:
            streams.frombytes(data[: len(data) - len(data) % streams.itemsize])
        child = os.fork()
        if child == 0:
            client.close()
            _become(request, streams)
        for one in streams:
            os.close(one)
        client.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _import_everything() -> None:
    """What commands import when they run; the tables are read as well."""
    import importlib
    import pkgutil

    import dualwrite

    for module in pkgutil.walk_packages(dualwrite.__path__, "dualwrite."):
        # What serves the engine is imported by the pack alone, and __main__ would run.
        if not module.name.startswith("dualwrite.pack") and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _become(request: bytes, streams: array.array[int]) -> None:
    arguments, folder, variables = json.loads(request.decode("utf-8", "surrogateescape"))
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(folder)
    sys.argv = ["dualwrite", *arguments]
    code: object = 0
    try:
        from dualwrite.cli import main

        main()
    except SystemExit as ended:
        code = ended.code
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code if isinstance(code, int) else 1 if code else 0)


if __name__ == "__main__" and sys.argv[1:2] == [_SERVER_ARGUMENT]:
    _serve(int(sys.argv[2]))
