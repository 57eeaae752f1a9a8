"""A policy pack without policies: it appends each message of the engine to the file RECORDING."""

from __future__ import annotations

import json
import os
import sys
import threading
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc


class Recorder(analyzer_pb2_grpc.AnalyzerServicer):
    """Answers every question with nothing, and writes it down."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def Analyze(self, request: Any, context: Any) -> Any:
        """One resource, before it is created: its inputs."""
        self._keep("resource", request)
        return proto.AnalyzeResponse()

    def AnalyzeStack(self, request: Any, context: Any) -> Any:
        """All resources, at the end: their outputs."""
        self._keep("stack", request)
        return proto.AnalyzeResponse()

    def Remediate(self, request: Any, context: Any) -> Any:
        return proto.RemediateResponse()

    def GetAnalyzerInfo(self, request: Any, context: Any) -> Any:
        return proto.AnalyzerInfo(name="recorder", version="0.1.0", supportsConfig=True)

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return proto.PluginInfo(version="0.1.0")

    def Handshake(self, request: Any, context: Any) -> Any:
        return proto.AnalyzerHandshakeResponse()

    def Configure(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def ConfigureStack(self, request: Any, context: Any) -> Any:
        return proto.AnalyzerStackConfigureResponse()

    def _keep(self, kind: str, message: Any) -> None:
        line = json.dumps({"kind": kind, "message": json_format.MessageToDict(message)})
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def main() -> None:
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=1),  # one message after the other, as they come
        options=[("grpc.max_receive_message_length", -1)],
    )
    recorder = Recorder(Path(os.environ["RECORDING"]))
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(recorder, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    threading.Event().wait()


main()
