"""The analyzer protocol as the engine speaks it, for tests of the pack without an engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime import proto
from pulumi_policy import EnforcementLevel, Policy
from pulumi_policy import policy as sdk
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

from dualwrite.discovery.readers import PAIR_TYPE
from dualwrite.judging.requirement import Requirement
from dualwrite.model.facts import UnknownValue
from dualwrite.pack.ledger import Ledger
from dualwrite.pack.operation import Operation
from dualwrite.pack.policies import make_policies
from dualwrite.pack.review_policy import make_review_policy
from dualwrite.pack.servicer import PackHost, PackServicer
from dualwrite.requirements import REQUIREMENTS

from .pairs import TODAY

Diagnostic = tuple[str, str, str, str]
"""Policy, level, URN, message."""
_SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}


class Context:
    """Stands in for gRPC's context: keeps what the call was aborted with."""

    def abort(self, code: Any, details: str) -> None:
        """End the call, as gRPC does, by raising."""
        raise Aborted(details)


class Aborted(Exception):
    """The call was refused; the text is what the engine shows."""


def secret(value: Any) -> dict[str, Any]:
    """A secret as the engine marks it on the wire."""
    return {**_SECRET, "value": value}


def on_the_wire(value: Any) -> Any:
    """Replace unknowns by the engine's sentinel."""
    if isinstance(value, UnknownValue):
        return UNKNOWN_STRING_VALUE
    if isinstance(value, Mapping):
        return {key: on_the_wire(one) for key, one in value.items()}
    if isinstance(value, list):
        return [on_the_wire(one) for one in value]
    return value


def _struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update(on_the_wire(properties))
    return struct


def urn_of(name: str, resource_type: str = PAIR_TYPE) -> str:
    """A resource's URN in a stack of the tests."""
    return f"urn:pulumi:test::project::{resource_type}::{name}"


def analyze_request(
    properties: Mapping[str, Any], name: str = "contoso", resource_type: str = PAIR_TYPE
) -> Any:
    """What the engine sends for one resource."""
    return proto.AnalyzeRequest(
        type=resource_type,
        properties=_struct(properties),
        urn=urn_of(name, resource_type),
        name=name,
    )


def stack_request(resources: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Any:
    """What the engine sends for a stack: resources as type, name and outputs."""
    return proto.AnalyzeStackRequest(
        resources=[
            proto.AnalyzerResource(
                type=resource_type,
                properties=_struct(properties),
                urn=urn_of(name, resource_type),
                name=name,
            )
            for resource_type, name, properties in resources
        ]
    )


def configure_request(
    levels: Mapping[str, int], properties: Mapping[str, Mapping[str, Any]]
) -> Any:
    """What the engine sends as configuration: a level (protocol number) and properties a policy."""
    request = proto.ConfigureAnalyzerRequest()
    for name in {*levels, *properties}:
        request.policyConfig[name].enforcementLevel = levels.get(name, proto.MANDATORY)
        request.policyConfig[name].properties.update(dict(properties.get(name, {})))
    return request


def _policies(
    requirements: tuple[Requirement[Any], ...], today: date, operation: Operation
) -> list[Policy]:
    ledger = Ledger()
    made = make_policies(requirements, lambda: today, ledger, operation)
    return [*made, make_review_policy(lambda: today, ledger)]


def our_servicer(
    requirements: tuple[Requirement[Any], ...] = REQUIREMENTS, today: date = TODAY
) -> Any:
    """The pack's own servicer."""
    operation = Operation()
    policies = _policies(requirements, today, operation)
    return PackServicer("dualwrite", "0.1.0", policies, PackHost(operation, lambda: None))


def sdk_servicer(
    requirements: tuple[Requirement[Any], ...] = REQUIREMENTS, today: date = TODAY
) -> Any:
    """The SDK's servicer with the very same policies."""
    policies = _policies(requirements, today, Operation())
    return sdk._PolicyAnalyzerServicer(  # type: ignore[attr-defined]
        "dualwrite", "0.1.0", policies, EnforcementLevel.ADVISORY
    )


def diagnostics(response: Any) -> list[Diagnostic]:
    """What a response reports, in its order."""
    names = {number: name.lower() for name, number in proto.EnforcementLevel.items()}
    return [
        (one.policyName, names[one.enforcementLevel], one.urn, one.message)
        for one in response.diagnostics
    ]


def not_applicable(response: Any) -> list[tuple[str, str]]:
    """Which policies did not apply, and why."""
    return [(one.policy_name, one.reason) for one in response.not_applicable]
