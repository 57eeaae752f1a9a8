"""From the properties that the engine sends to plain values, with unknowns and secrets marked.

One pass over the message. The SDK's own way takes several, through a JSON form and proxies, and
forgets which values are secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from google.protobuf import json_format
from pulumi.runtime import proto
from pulumi_policy import PolicyResource, proxy
from pulumi_policy.policy import PolicyProviderResource
from pulumi_policy.proxy import UnknownValueError

from ..model.facts import MASKED, SECRET, UnknownValue
from ..model.raw_values import SIGNATURE_KEY, hidden, is_marked_secret
from ..model.resource import Resource

_UNKNOWNS = frozenset(
    value
    for name, value in vars(proxy).items()
    if name.startswith("UNKNOWN_") and isinstance(value, str)
)
_OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
"""An output with its dependencies (pulumi/pulumi, sdk/go/common/resource/properties.go)."""


class Decoded(dict[str, Any]):
    """Properties that are plain already: mappings, lists, scalars, and marks."""


def decode(struct: Any) -> Decoded:
    """Decode a ``google.protobuf.Struct``."""
    return Decoded((key, _value(one)) for key, one in struct.fields.items())


def _value(value: Any) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        text = value.string_value
        if text == SECRET:
            return UnknownValue(MASKED)
        return UnknownValue() if text in _UNKNOWNS else text
    if kind == "struct_value":
        return _mapping({key: _value(one) for key, one in value.struct_value.fields.items()})
    if kind == "list_value":
        return [_value(one) for one in value.list_value.values]
    return None if kind in (None, "null_value") else getattr(value, kind)


def _mapping(found: dict[str, Any]) -> Any:
    """What a mapping stands for. Assets, archives and references to resources are left as they are."""
    if SIGNATURE_KEY not in found:
        return found
    if is_marked_secret(found):
        return hidden(found.get("value"))
    if found[SIGNATURE_KEY] == _OUTPUT_SIGNATURE:
        return _output(found)
    return found


def _output(found: Mapping[str, Any]) -> Any:
    value = found["value"] if "value" in found else UnknownValue()
    return hidden(value) if found.get("secret") is True else value


_DEEPEST = 32
"""Deeper than anybody nests; what lies deeper is not looked at."""


def plain(properties: Any, depth: int = 0) -> Any:
    """Copy properties out of the SDK's proxies; what is known only after deployment is marked.

    The proxies are neither dict nor list, and touching an unknown raises; hence the copy. What our
    own servicer has decoded is plain already.
    """
    if isinstance(properties, str):
        return UnknownValue(MASKED) if properties == SECRET else properties
    if isinstance(properties, Decoded) or depth > _DEEPEST:
        return properties
    if isinstance(properties, Mapping):
        return {str(key): _at(properties, key, depth) for key in properties}
    if isinstance(properties, Sequence):
        return [_at(properties, index, depth) for index in range(len(properties))]
    return properties


def _at(properties: Any, key: Any, depth: int) -> Any:
    try:
        value = properties[key]
    except UnknownValueError:
        return UnknownValue()
    return plain(value, depth + 1)


class StackResources(list[Any]):
    """The resources of a stack that are read, and by URN, the parents of these and of all others."""

    def __init__(self, resources: Iterable[Any], parents: Mapping[str, str]) -> None:
        super().__init__(resources)
        self.parents = parents


def parents_in(resources: Iterable[Any]) -> Mapping[str, str]:
    """By URN, the URN of each resource's parent."""
    if isinstance(resources, StackResources):
        return resources.parents
    return {one.urn: one.parent.urn for one in resources if one.parent is not None}


def resource_of(shown: Any, is_asked_before: bool = False) -> Resource:
    """A resource out of ``ResourceValidationArgs`` or ``PolicyResource``.

    :param is_asked_before: whether it is shown before it is created, as to resource policies:
        without outputs, and without dependencies.
    """
    provider = shown.provider
    return Resource(
        type=shown.resource_type,
        name=shown.name,
        urn=shown.urn,
        properties=plain(shown.props),
        provider={} if provider is None else plain(provider.props),
        references=_references(getattr(shown, "property_dependencies", None) or {}),
        dependencies=_urns(getattr(shown, "dependencies", None) or ()),
        # A component has no provider, and nothing beside what its program gives it.
        has_outputs=not is_asked_before or provider is None,
    )


def _references(dependencies: Mapping[str, Iterable[Any]]) -> dict[str, tuple[str, ...]]:
    return {key: _urns(resources) for key, resources in dependencies.items()}


def _urns(resources: Iterable[Any]) -> tuple[str, ...]:
    return tuple(one.urn for one in resources)


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
