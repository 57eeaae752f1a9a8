"""From the protocol's messages to what policies are shown, and to the configuration as a file has it."""

from __future__ import annotations

from typing import Any, NamedTuple

from google.protobuf import json_format
from pulumi.runtime import proto
from pulumi_policy import PolicyResource
from pulumi_policy.policy import PolicyProviderResource

from .decoding import decode


class _Dependency(NamedTuple):
    """A resource that another one depends on, as far as policies ask for it."""

    urn: str


def stack_resource(sent: Any, providers: dict[str, PolicyProviderResource]) -> Any:
    """A resource for stack policies; of the others it names, what ours ask for: the URNs."""
    return PolicyResource(
        sent.type,
        decode(sent.properties),
        sent.urn,
        sent.name,
        None,  # type: ignore[arg-type]  # no policy of ours asks for options here
        provider_of(sent, providers),
        None,
        [_Dependency(urn) for urn in sent.dependencies],  # type: ignore[misc]
        {
            key: [_Dependency(urn) for urn in one.urns]  # type: ignore[misc]
            for key, one in sent.propertyDependencies.items()
        },
    )


def provider_of(
    sent: Any, known: dict[str, PolicyProviderResource]
) -> PolicyProviderResource | None:
    """The provider of a resource, decoded once where many resources have the same."""
    if not sent.HasField("provider"):
        return None
    one = sent.provider
    found = known.get(one.urn)
    if found is None:
        found = PolicyProviderResource(one.type, decode(one.properties), one.urn, one.name)
        known[one.urn] = found
    return found


def as_file(request: Any) -> dict[str, Any]:
    """The configuration as it stands in a file: the engine has split it up and filled in defaults."""
    level_names = {value: name.lower() for name, value in proto.EnforcementLevel.items()}
    return {
        name: {
            "enforcementLevel": level_names[one.enforcementLevel],
            **json_format.MessageToDict(one.properties),
        }
        for name, one in request.policyConfig.items()
    }
