"""Serving the policies: the SDK's own analyzer, but what no policy judges is not decoded.

The SDK decodes a resource once for each policy, and the whole stack once for each stack policy
(measured: 16 s for 10,000 resources and 13 stack policies). All our policies are on a few types, so
this servicer decodes those only, and once for a request. It also marks secrets, so that no message
shows one, and keeps an advisory about an unknown value to its own text. Everything else is the SDK's.

The SDK's servicer is not public. Where a release has moved what is used here, ``serve`` falls back
to the public ``PolicyPack``: the same verdicts, only slower, and without what that host does not
tell: which values are secret, the policies' levels, and the stack's configuration. A test holds the
two to the same answers.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent import futures
from typing import Any, NamedTuple, Protocol

import grpc
from google.protobuf import json_format
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc
from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyPack,
    PolicyResource,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy import policy as sdk
from pulumi_policy.policy import PolicyProviderResource
from pulumi_policy.proxy import UnknownValueError

from ..configuration import Configuration, ConfigurationError, read_configuration
from ..verdicts import Level
from .decoding import decode
from .resources import StackResources
from .ties import may_be_tied

_USED_OF_THE_SDK = (
    "Configure",
    "ConfigureStack",
    "GetAnalyzerInfo",
    "_configure_runtime_settings",
    "_get_enforcement_level",
    "_create_report_violation",
    "_get_policy_config",
    "_get_resource_options",
    "_map_enforcement_level",
)
_BASE: Any = getattr(sdk, "_PolicyAnalyzerServicer", object)
_NOT_APPLICABLE: Any = getattr(sdk, "_NotApplicableError", None)
_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


def sdk_is_as_expected() -> bool:
    """Whether the installed SDK still has the parts that this servicer builds on."""
    return _NOT_APPLICABLE is not None and all(hasattr(_BASE, name) for name in _USED_OF_THE_SDK)


class Host(Protocol):
    """What the servicer asks of the pack that it serves."""

    def reads(self, resource_type: str) -> bool:
        """Whether any policy looks at resources of a type."""

    def reads_beside(self, resource_type: str) -> bool:
        """Whether any policy looks at resources of a type beside a pair."""

    def has_pairs(self) -> bool:
        """Whether a pair was seen in this operation."""

    def note_parent(self, urn: str, parent: str) -> None:
        """Remember the parent of a resource."""

    def configure(self, configuration: Configuration) -> None:
        """Take the policies' configuration. A ``ValueError`` refuses it, with its text."""

    def configure_stack(
        self, values: Mapping[str, str], secret_keys: Iterable[str], is_preview: bool
    ) -> None:
        """Take the stack's configuration. A ``ValueError`` refuses it, with its text."""

    def end(self) -> None:
        """The stack policies have run, the last of an operation."""


class _Dependency(NamedTuple):
    """A resource that another one depends on, as far as policies ask for it."""

    urn: str


class PackServicer(_BASE):  # type: ignore[misc]
    """Runs policies on the resources that their pack reads."""

    def __init__(self, name: str, version: str, policies: list[Policy], host: Host) -> None:
        super().__init__(name, version, policies, EnforcementLevel.ADVISORY)
        self._pack_name, self._pack_version = name, version
        self._host = host
        self._resource_policies = [
            one for one in policies if isinstance(one, ResourceValidationPolicy)
        ]
        self._stack_policies = [one for one in policies if isinstance(one, StackValidationPolicy)]

    def GetAnalyzerInfo(self, request: Any, context: Any) -> Any:
        """Describe the pack. A requirement is one policy to people, though it may be two of a name."""
        info = super().GetAnalyzerInfo(request, context)
        names = [one.name for one in info.policies]
        for position in reversed(range(len(names))):
            if names[position] in names[:position]:
                del info.policies[position]
        return info

    def Configure(self, request: Any, context: Any) -> Any:
        """Take the configuration, or refuse it whole, with everything that is wrong in it."""
        try:
            self._host.configure(read_configuration(_as_file(request)))
        except (ConfigurationError, ValueError) as error:
            text = f"the policy pack's configuration is wrong:\n{error}"
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, text)
        return super().Configure(request, context)

    def ConfigureStack(self, request: Any, context: Any) -> Any:
        """Take the stack's configuration, or refuse it with everything that is wrong in it."""
        try:
            self._host.configure_stack(
                dict(request.config), list(request.config_secret_keys), request.dry_run
            )
        except ValueError as error:
            text = f"the stack's configuration is wrong:\n{error}"
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, text)
        return super().ConfigureStack(request, context)

    def Analyze(self, request: Any, _context: Any) -> Any:
        """Run the resource policies on one resource."""
        response = proto.AnalyzeResponse()
        if request.options.parent:
            self._host.note_parent(request.urn, request.options.parent)
        if not self._is_read(request.type, self._host.has_pairs()):
            return response
        self._configure_runtime_settings()
        properties = decode(request.properties)
        options = self._get_resource_options(request)
        provider = _provider(request, {})
        for policy in self._resource_policies:
            config = self._get_policy_config(policy.name)
            args = ResourceValidationArgs(
                request.type, properties, request.urn, request.name, options, provider, config
            )
            self._run(policy, args, response)
        return response

    def AnalyzeStack(self, request: Any, _context: Any) -> Any:
        """Run the stack policies on all resources of the stack."""
        self._configure_runtime_settings()
        response = proto.AnalyzeResponse()
        providers: dict[str, PolicyProviderResource] = {}
        parents = {one.urn: one.parent for one in request.resources if one.parent}
        with_beside = self._has_tied(request.resources, parents)
        resources = StackResources(
            (
                _stack_resource(one, providers)
                for one in request.resources
                if self._is_read(one.type, with_beside)
            ),
            parents,
        )
        for policy in self._stack_policies:
            config = self._get_policy_config(policy.name)
            self._run(policy, StackValidationArgs(resources, config), response)
        self._host.end()
        return response

    def _has_tied(self, resources: Iterable[Any], parents: Mapping[str, str]) -> bool:
        """Whether anything can tie resources that stand beside pairs to one: if not, none is decoded."""
        read = {one.urn for one in resources if self._host.reads(one.type)}
        return bool(read) and any(
            self._host.reads_beside(one.type) and may_be_tied(one, parents, read)
            for one in resources
        )

    def _is_read(self, resource_type: str, with_beside: bool) -> bool:
        """Whether a resource is decoded: one that says something, or that stands beside those."""
        return self._host.reads(resource_type) or (
            with_beside and self._host.reads_beside(resource_type)
        )

    def _run(self, policy: Any, args: Any, response: Any) -> None:
        level = self._get_enforcement_level(policy)
        if level is EnforcementLevel.DISABLED:
            return
        report = _Report(self, response, policy, level)
        try:
            policy.validate(args, report)
        except UnknownValueError as unknown:
            response.diagnostics.append(self._advisory(policy, unknown.message))
        except _NOT_APPLICABLE as reason:
            response.not_applicable.append(
                proto.PolicyNotApplicable(policy_name=policy.name, reason=reason.reason or "")
            )

    def _advisory(self, policy: Policy, message: str) -> Any:
        return proto.AnalyzeDiagnostic(
            policyName=policy.name,
            message=f"{policy.description}\n{message}",
            description=policy.description,
            enforcementLevel=self._map_enforcement_level(EnforcementLevel.ADVISORY),
            policyPackName=self._pack_name,
            policyPackVersion=self._pack_version,
        )


class _Report:
    """Reports violations of one policy as the SDK does; policies find more on it than they get there."""

    def __init__(
        self, servicer: Any, response: Any, policy: Policy, level: EnforcementLevel
    ) -> None:
        def at(one: EnforcementLevel) -> Callable[[str, str | None], None]:
            report: Callable[[str, str | None], None] = servicer._create_report_violation(
                response, policy.name, policy.description, one, policy.severity
            )
            return report

        self.level = Level(level.value)
        """The level that the policy is configured with."""
        # Nothing here remediates: what is left must block.
        blocks = level is EnforcementLevel.REMEDIATE
        self._at_its_level = at(EnforcementLevel.MANDATORY if blocks else level)
        self.advisory = at(EnforcementLevel.ADVISORY)
        """Report what must not block, whatever the policy's level."""

    def __call__(self, message: str, urn: str | None = None) -> None:
        self._at_its_level(message, urn)


def _stack_resource(sent: Any, providers: dict[str, PolicyProviderResource]) -> Any:
    """A resource for stack policies; of the others it names, what ours ask for: the URNs."""
    return PolicyResource(
        sent.type,
        decode(sent.properties),
        sent.urn,
        sent.name,
        None,  # type: ignore[arg-type]  # no policy of ours asks for options here
        _provider(sent, providers),
        None,
        [_Dependency(urn) for urn in sent.dependencies],  # type: ignore[misc]
        {
            key: [_Dependency(urn) for urn in one.urns]  # type: ignore[misc]
            for key, one in sent.propertyDependencies.items()
        },
    )


def _provider(sent: Any, known: dict[str, PolicyProviderResource]) -> PolicyProviderResource | None:
    """The provider of a resource, decoded once where many resources have the same."""
    if not sent.HasField("provider"):
        return None
    one = sent.provider
    found = known.get(one.urn)
    if found is None:
        found = PolicyProviderResource(one.type, decode(one.properties), one.urn, one.name)
        known[one.urn] = found
    return found


def _as_file(request: Any) -> dict[str, Any]:
    """The configuration as it stands in a file: the engine has split it up and filled in defaults."""
    level_names = {value: name.lower() for name, value in proto.EnforcementLevel.items()}
    return {
        name: {
            "enforcementLevel": level_names[one.enforcementLevel],
            **json_format.MessageToDict(one.properties),
        }
        for name, one in request.policyConfig.items()
    }


def serve(name: str, version: str, policies: list[Policy], host: Host) -> None:
    """Start the analyzer, print its port for the engine, and serve until the process is ended."""
    if not sdk_is_as_expected():
        host.configure(Configuration())  # this host tells no configuration: the pack's own mappings
        PolicyPack(name, policies)
        return
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4), options=_UNLIMITED)
    servicer = PackServicer(name, version, policies, host)
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        server.stop(0)
