"""The stand-in language host's process: host.py [FLAG...] ENGINE_ADDRESS"""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

# Run as a script, Python puts this folder on its path, and not the tree that `tools` is in.
sys.path[0] = str(Path(__file__).resolve().parents[2])

from tools.language_host import light_sdk

try:
    light_sdk.prepare()
except light_sdk.NoSdk as error:
    sys.exit(str(error))

import grpc
from pulumi.runtime.proto import language_pb2_grpc

from tools.language_host.servicer import LanguageHost

# Each policy pack and each provider plugin keeps one call open for as long as it runs.
MOST_CALLS = 64

MESSAGE_BYTES = 400 * 1024 * 1024
"""The size that Pulumi's engine and SDKs allow for one message."""


def main() -> int:
    # The engine's address is the last argument; flags such as -tracing may stand before it.
    engine_address = sys.argv[-1] if len(sys.argv) > 1 else ""
    # Read before the port is printed: from then on the engine may be gone at any time.
    engine = os.getppid()
    stop = threading.Event()
    _stop_on_interrupt(stop)
    host = LanguageHost(engine_address)
    server = grpc.server(
        ThreadPoolExecutor(max_workers=MOST_CALLS),
        options=[
            ("grpc.max_receive_message_length", MESSAGE_BYTES),
            ("grpc.max_send_message_length", MESSAGE_BYTES),
        ],
    )
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(host, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    _wait(stop, engine)
    host.wait_for_programs(seconds=2)
    server.stop(grace=None).wait(timeout=1)
    return 0


def _stop_on_interrupt(stop: threading.Event) -> None:
    """The engine ends a host by interrupting its process group. A handler, rather than ignoring the
    signal, lets the programs in that group be interrupted too: an ignored signal is inherited."""

    def handle(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, handle)
    signal.signal(signal.SIGTERM, handle)


def _wait(stop: threading.Event, engine: int) -> None:
    """Until the engine ends the host, or is gone itself (its child then has another parent)."""
    while not stop.wait(timeout=1):
        if os.getppid() != engine:
            return


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # The threads of calls that the engine left open would keep an ordinary exit waiting.
    os._exit(code)
