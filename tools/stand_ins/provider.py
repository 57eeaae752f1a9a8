"""What all stand-in providers have in common: nothing is created, and inputs come back as outputs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from tools.stand_ins.serving import serve

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How the engine writes a text that is not known yet (pulumi/pulumi, sdk/go/common/resource/plugin)."""
Properties = dict[str, Any]


class Declared(NamedTuple):
    """A resource as the program declares it."""

    token: str
    """Its type, without the types of its parents."""
    name: str
    inputs: Properties


class StandIn(provider_pb2_grpc.ResourceProviderServicer):
    """The part of the provider protocol that the engine needs to create and to delete resources."""

    version = "0.1.0"
    """What the plugin says of itself; the engine warns of one that is older than the program's SDK."""

    def outputs(self, declared: Declared, preview: bool) -> Properties:
        """What the resource has after an update, or, in a preview, what is known of that."""
        return declared.inputs

    def identifier(self, declared: Declared) -> str:
        """The ID of a resource that was created."""
        return declared.name

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version=self.version)

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse()

    def Configure(self, request: Any, context: Any) -> Any:
        return provider_pb2.ConfigureResponse(supportsPreview=True, acceptSecrets=False)

    def Check(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse()

    def Create(self, request: Any, context: Any) -> Any:
        declared = _declared(request.urn, request.properties)
        outputs = struct(self.outputs(declared, request.preview))
        if request.preview:
            return provider_pb2.CreateResponse(properties=outputs)
        return provider_pb2.CreateResponse(id=self.identifier(declared), properties=outputs)

    def Update(self, request: Any, context: Any) -> Any:
        outputs = self.outputs(_declared(request.urn, request.news), request.preview)
        return provider_pb2.UpdateResponse(properties=struct(outputs))

    def Read(self, request: Any, context: Any) -> Any:
        return provider_pb2.ReadResponse(
            id=request.id, properties=request.properties, inputs=request.inputs
        )

    def Delete(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()


def _declared(urn: str, properties: Any) -> Declared:
    """Parents stand in a URN's type, before a dollar sign; the name may have colons in it."""
    token, name = urn.split("::", 3)[2:]
    return Declared(token.rpartition("$")[2], name, json_format.MessageToDict(properties))


def struct(values: Mapping[str, Any]) -> struct_pb2.Struct:
    """Properties as a message."""
    made = struct_pb2.Struct()
    made.update(values)
    return made


def guid_of(*names: str) -> str:
    """A GUID that is always the same for the same names."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(names)))


def serve_provider(provider: StandIn) -> None:
    """Serve one until the engine ends the process."""
    serve(provider_pb2_grpc.add_ResourceProviderServicer_to_server, provider)
