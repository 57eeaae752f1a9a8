"""How the engine starts a plugin: it serves gRPC on a port of its own, and prints which."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent import futures
from typing import Any

import grpc


def serve(add: Callable[[Any, Any], Any], servicer: object, workers: int = 4) -> None:
    """Serve until the engine ends the process.

    :param add: the generated function that adds a servicer of this kind to a server.
    :param workers: how many calls are answered at a time.
    """
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=workers),
        options=[("grpc.max_receive_message_length", -1)],  # a whole stack is one message
    )
    add(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    threading.Event().wait()
