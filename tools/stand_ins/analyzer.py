"""What policy packs without policies have in common: every question is answered with nothing."""

from __future__ import annotations

from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc

from tools.stand_ins.serving import serve


class SilentAnalyzer(analyzer_pb2_grpc.AnalyzerServicer):
    """A policy pack as the engine sees it, which decodes nothing and says nothing."""

    def __init__(self, name: str) -> None:
        self._name = name

    def Analyze(self, request: Any, context: Any) -> Any:
        """One resource, before it is created: its inputs."""
        return proto.AnalyzeResponse()

    def AnalyzeStack(self, request: Any, context: Any) -> Any:
        """All resources, at the end: their outputs."""
        return proto.AnalyzeResponse()

    def Remediate(self, request: Any, context: Any) -> Any:
        return proto.RemediateResponse()

    def GetAnalyzerInfo(self, request: Any, context: Any) -> Any:
        return proto.AnalyzerInfo(name=self._name, version="0.1.0", supportsConfig=True)

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return proto.PluginInfo(version="0.1.0")

    def Handshake(self, request: Any, context: Any) -> Any:
        return proto.AnalyzerHandshakeResponse()

    def Configure(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def ConfigureStack(self, request: Any, context: Any) -> Any:
        return proto.AnalyzerStackConfigureResponse()


def serve_analyzer(analyzer: SilentAnalyzer, workers: int = 4) -> None:
    """Serve one until the engine ends the process.

    :param workers: how many questions are answered at a time; with one, they stay in order.
    """
    serve(analyzer_pb2_grpc.add_AnalyzerServicer_to_server, analyzer, workers)
