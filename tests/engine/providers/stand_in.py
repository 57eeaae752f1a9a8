"""Stand-ins for the providers of Power Platform: environments that nobody creates.

Known inputs come back as outputs. What only the service knows is unknown at preview, and made up at
an update: an ID out of the resource's name, an address out of its domain. The native provider really
leaves such outputs out at preview (0.4.9), where a bridged one has them as unknown; here both are
unknown, which asks more of those who read them.

An environment whose description says ``linked to https://contoso.operations.dynamics.com`` is one
that somebody has linked outside of Pulumi: after the update it shows this app.
"""

from __future__ import annotations

import re
import sys
import threading
import uuid
from collections.abc import Mapping
from concurrent import futures
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How the engine writes a text that is not known yet (pulumi/pulumi, sdk/go/common/resource/plugin)."""
VERSION = "9.2.25091.00212"
NO_GUID = "00000000-0000-0000-0000-000000000000"
_SUFFIXES = {"europe": "crm4", "asia": "crm5", "unitedkingdom": "crm11", "unitedstates": "crm"}
_REGIONS = {"europe": "westeurope", "unitedkingdom": "uksouth", "unitedstates": "westus"}
_LINKED = re.compile(r"linked to (https://\S+)")


@dataclass(frozen=True)
class Shape:
    """How a provider writes an environment."""

    token: str
    """The end of its type."""
    domain: str
    has_linked_app_in_dataverse: bool
    computed: Mapping[str, str]
    """Outputs beside ``dataverse``, and what they always are."""


def guid_of(*names: str) -> str:
    """A GUID that is always the same for the same names."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(names)))


class StandIn(provider_pb2_grpc.ResourceProviderServicer):
    """The part of the provider protocol that the engine needs for such resources."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._apps: dict[str, str] = {}
        """By ID of a unified environment that was made here, the address of its own apps."""

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version="0.1.0")

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
        token, name = _type_and_name(request.urn)
        outputs = self._outputs(token, name, request.properties, request.preview)
        if request.preview:
            return provider_pb2.CreateResponse(properties=outputs)
        return provider_pb2.CreateResponse(id=guid_of("id", name), properties=outputs)

    def Update(self, request: Any, context: Any) -> Any:
        token, name = _type_and_name(request.urn)
        outputs = self._outputs(token, name, request.news, request.preview)
        return provider_pb2.UpdateResponse(properties=outputs)

    def Read(self, request: Any, context: Any) -> Any:
        return provider_pb2.ReadResponse(
            id=request.id, properties=request.properties, inputs=request.inputs
        )

    def Delete(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def _outputs(self, token: str, name: str, properties: Any, preview: bool) -> Any:
        found = json_format.MessageToDict(properties)
        if token.endswith(self._shape.token):
            linked = _linked_app(found, self._shape, self._apps)
            if _is_unified(found.get("dataverse")):
                self._apps[guid_of("id", name)] = linked["linkedAppUrl"]
            made = _environment(found, name, self._shape, linked)
            found = _unknown_where_made(found, made) if preview else _without_nothing(made)
        outputs = struct_pb2.Struct()
        outputs.update(found)
        return outputs


def _type_and_name(urn: str) -> tuple[str, str]:
    """Parents stand in a type, before a dollar sign; the name may have colons in it."""
    token, name = urn.split("::", 3)[2:]
    return token.rpartition("$")[2], name


def _environment(
    inputs: Mapping[str, Any], name: str, shape: Shape, linked: Mapping[str, Any]
) -> dict[str, Any]:
    """The outputs of an environment: its inputs, and what the service adds; None for nothing."""
    location = str(inputs.get("location", ""))
    outputs = {**shape.computed, **inputs}
    if shape.has_linked_app_in_dataverse:  # only this provider tells what was left out
        outputs = {"azureRegion": _REGIONS.get(location), "dataverse": None, **outputs}
    domain = _domain(inputs, shape) or name
    url = f"https://{domain}.{_SUFFIXES.get(location, 'crm')}.dynamics.com/"
    if shape.domain in inputs:  # the flat shape that both had once
        return outputs | {"url": url}
    database = inputs.get("dataverse")
    if isinstance(database, Mapping):
        outputs["dataverse"] = {
            shape.domain: domain,
            **database,
            "url": url,
            "version": VERSION,
            "organizationId": guid_of("organization", name),
            "uniqueName": f"unq{guid_of('unique', name)[:8]}",
            **(linked if shape.has_linked_app_in_dataverse else {}),
        }
    if shape.has_linked_app_in_dataverse:
        return outputs
    return outputs | {key: value or None for key, value in linked.items()}


def _domain(inputs: Mapping[str, Any], shape: Shape) -> Any:
    database = inputs.get("dataverse")
    return (database if isinstance(database, Mapping) else inputs).get(shape.domain)


def _linked_app(inputs: Mapping[str, Any], shape: Shape, apps: Mapping[str, str]) -> dict[str, Any]:
    """The three properties of the app that the environment is linked to, empty for none.

    One that exists elsewhere is taken to have the environment's own domain.
    """
    domain = _domain(inputs, shape) or "environment"
    by_hand = _LINKED.search(str(inputs.get("description", "")))
    given = inputs.get("linkedAppId")
    if by_hand is not None:
        return _app("Internal", given or NO_GUID, by_hand[1])
    if inputs.get("linkedAppType") in ("Canvas", "ModelDriven"):
        url = f"https://{domain}.crm.dynamics.com/apps/{given}"
        return _app(inputs["linkedAppType"], given, url)
    if given or _is_unified(inputs.get("dataverse")):
        url = apps.get(str(given), f"https://{domain}.operations.dynamics.com")
        return _app("Internal", given or NO_GUID, url)
    return _app("", "", "")


def _app(kind: str, app_id: Any, url: str) -> dict[str, Any]:
    return {"linkedAppType": kind, "linkedAppId": app_id, "linkedAppUrl": url}


def _is_unified(database: Any) -> bool:
    templates = database.get("templates") if isinstance(database, Mapping) else None
    names = templates if isinstance(templates, list) else []
    return any(str(one).casefold().startswith("d365_finops_") for one in names)


def _unknown_where_made(inputs: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, Any]:
    """The outputs at preview: what is not an input is unknown, also where it will be nothing."""
    unknown: dict[str, Any] = {}
    for key, value in made.items():
        given = inputs.get(key)
        if isinstance(value, Mapping) and isinstance(given, Mapping):
            unknown[key] = _unknown_where_made(given, value)
        else:
            unknown[key] = given if key in inputs else UNKNOWN
    return unknown


def _without_nothing(made: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in made.items() if value is not None}


def serve(shape: Shape) -> None:
    """Serve one stand-in until the engine ends the process."""
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(StandIn(shape), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    threading.Event().wait()
