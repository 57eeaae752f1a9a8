"""The floor: what an analyzer costs the engine that looks at nothing."""

import sys
import threading
from concurrent import futures

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc


class IdleServicer(proto.AnalyzerServicer):
    def Analyze(self, request, context):
        return proto.AnalyzeResponse()

    def AnalyzeStack(self, request, context):
        return proto.AnalyzeResponse()

    def Remediate(self, request, context):
        return proto.RemediateResponse()

    def GetAnalyzerInfo(self, request, context):
        return proto.AnalyzerInfo(name="idle", version="0.1.0", supportsConfig=True)

    def GetPluginInfo(self, request, context):
        return proto.PluginInfo(version="0.1.0")

    def Configure(self, request, context):
        return empty_pb2.Empty()

    def ConfigureStack(self, request, context):
        return proto.AnalyzerStackConfigureResponse()


server = grpc.server(
    futures.ThreadPoolExecutor(max_workers=4),
    options=[("grpc.max_receive_message_length", -1)],
)
analyzer_pb2_grpc.add_AnalyzerServicer_to_server(IdleServicer(), server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
sys.stdout.write(f"{port}\n")
sys.stdout.flush()
threading.Event().wait()
