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
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent import futures
from typing import Any, Protocol

import grpc
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc
from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyPack,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy import policy as sdk
from pulumi_policy.policy import PolicyProviderResource
from pulumi_policy.proxy import UnknownValueError

from ..discovery.mappings import MappingError
from ..judging.configuration import Configuration, ConfigurationError, read_configuration
from ..model.azure.surroundings import stands_around
from ..model.verdicts import Level
from ..requirements import REQUIREMENTS
from ..requirements.pair_completeness import mappings_file
from .decoding import Decoded, StackResources, as_file, decode, provider_of, stack_resource
from .environment import read_mappings_file
from .operation import Operation
from .prefilter import may_be_tied, may_matter
from .remediation import RemediationPolicy, fixed


class PackHost:
    """Hands settings to the operation that the policies share."""

    def __init__(
        self,
        operation: Operation,
        at_the_end: Callable[[], None],
        at_the_start: Callable[[], None] = lambda: None,
    ) -> None:
        """Make the host.

        :param at_the_end: called when the stack policies have run, the last of an operation.
        :param at_the_start: called whenever a resource is shown; so the first call is the start.
        """
        self._operation = operation
        self._at_the_end = at_the_end
        self._at_the_start = at_the_start

    def begin(self) -> None:
        """A resource is shown: the program has begun."""
        self._at_the_start()

    def reads(self, resource_type: str) -> bool:
        """Whether any policy looks at resources of a type."""
        return self._operation.observer.reads(resource_type)

    def reads_beside(self, resource_type: str) -> bool:
        """Whether resources of a type are looked at in a stack that has pairs."""
        return stands_around(resource_type)

    def has_pairs(self) -> bool:
        """Whether a pair was seen in this operation."""
        return self._operation.beside.has_pairs

    def note_parent(self, urn: str, parent: str) -> None:
        """Remember the parent of a resource, which need not be looked at itself."""
        self._operation.beside.note_parent(urn, parent)

    def configure(self, configuration: Configuration) -> None:
        """Read the mappings that the configuration names.

        :raises ConfigurationError: where they cannot be taken.
        """
        try:
            self._operation.use(read_mappings_file(mappings_file(configuration)))
        except MappingError as error:
            raise ConfigurationError(str(error).split("\n")) from None

    def configure_stack(
        self, values: Mapping[str, str], secret_keys: Iterable[str], is_preview: bool
    ) -> None:
        """Read the facts of environments in the stack's configuration.

        :raises ConfiguredFactsError: where they cannot be taken.
        """
        self._operation.configure(values, secret_keys, is_preview)

    def end(self) -> None:
        """The stack policies have run, the last of an operation."""
        self._at_the_end()
        self._operation.clear()


class Report:
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
        # What was not remediated must block.
        blocks = level is EnforcementLevel.REMEDIATE
        self._at_its_level = at(EnforcementLevel.MANDATORY if blocks else level)
        self.advisory = at(EnforcementLevel.ADVISORY)
        """Report what must not block, whatever the policy's level."""

    def __call__(self, message: str, urn: str | None = None) -> None:
        self._at_its_level(message, urn)


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

    def begin(self) -> None:
        """A resource is shown: the program has begun, so all packs have started."""

    def end(self) -> None:
        """The stack policies have run, the last of an operation."""


class PackServicer(_BASE):  # type: ignore[misc]
    """Runs policies on the resources that their pack reads."""

    def __init__(self, name: str, version: str, policies: list[Policy], host: Host) -> None:
        super().__init__(name, version, policies, EnforcementLevel.ADVISORY)
        self._pack_name, self._pack_version = name, version
        self._host = host
        self._resource_policies = [
            one for one in policies if isinstance(one, ResourceValidationPolicy)
        ]
        self._remediation_policies = [one for one in policies if isinstance(one, RemediationPolicy)]
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
            self._host.configure(read_configuration(as_file(request), REQUIREMENTS))
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

    def Remediate(self, request: Any, _context: Any) -> Any:
        """Change a resource that stands beside a pair, by the policies that are to remediate."""
        response = proto.RemediateResponse()
        self._host.begin()
        self._note_parent(request)
        policies = [one for one in self._remediation_policies if self._remediates(one)]
        if not (policies and self._host.has_pairs() and self._host.reads_beside(request.type)):
            return response
        sent = request.properties
        shown = self._shown(request, decode(sent))
        for policy in policies:
            changed = fixed(sent, policy.fixes(shown(policy)))
            if changed is not None:
                sent, shown = changed, self._shown(request, decode(changed))
                response.remediations.append(self._remediation(policy, changed))
        return response

    def Analyze(self, request: Any, _context: Any) -> Any:
        """Run the resource policies on one resource."""
        response = proto.AnalyzeResponse()
        self._host.begin()
        self._note_parent(request)
        if not self._is_read(request.type, self._host.has_pairs()):
            return response
        self._configure_runtime_settings()
        shown = self._shown(request, decode(request.properties))
        for policy in self._resource_policies:
            self._run(policy, shown(policy), response)
        return response

    def AnalyzeStack(self, request: Any, _context: Any) -> Any:
        """Run the stack policies on all resources of the stack."""
        self._configure_runtime_settings()
        response = proto.AnalyzeResponse()
        providers: dict[str, PolicyProviderResource] = {}
        parents = {one.urn: one.parent for one in request.resources if one.parent}
        read = {one.urn for one in request.resources if self._host.reads(one.type)}
        with_beside = self._has_tied(request.resources, parents, read)
        resources = StackResources(
            (
                stack_resource(one, providers)
                for one in request.resources
                if self._is_read(one.type, with_beside)
                and (one.urn in read or may_matter(one, parents, read))
            ),
            parents,
        )
        for policy in self._stack_policies:
            config = self._get_policy_config(policy.name)
            self._run(policy, StackValidationArgs(resources, config), response)
        self._host.end()
        return response

    def _note_parent(self, request: Any) -> None:
        if request.options.parent:
            self._host.note_parent(request.urn, request.options.parent)

    def _shown(
        self, request: Any, properties: Decoded
    ) -> Callable[[Policy], ResourceValidationArgs]:
        """A resource as each resource policy sees it."""
        options = self._get_resource_options(request)
        provider = provider_of(request, {})

        def to(policy: Policy) -> ResourceValidationArgs:
            config = self._get_policy_config(policy.name)
            return ResourceValidationArgs(
                request.type, properties, request.urn, request.name, options, provider, config
            )

        return to

    def _remediates(self, policy: Policy) -> bool:
        return bool(self._get_enforcement_level(policy) is EnforcementLevel.REMEDIATE)

    def _remediation(self, policy: Policy, properties: Any) -> Any:
        return proto.Remediation(
            policyName=policy.name,
            policyPackName=self._pack_name,
            policyPackVersion=self._pack_version,
            description=policy.description,
            properties=properties,
        )

    def _has_tied(
        self, resources: Iterable[Any], parents: Mapping[str, str], read: Collection[str]
    ) -> bool:
        """Whether anything can tie resources that stand beside pairs to one: if not, none is decoded."""
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
        report = Report(self, response, policy, level)
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
