"""What an exported state (``pulumi stack export``) says of dual-write: its resources, looked at."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from ...model.azure import AzureKind, azure_kind_of
from ...model.azure.attachments import is_attachment
from ...model.azure.generic import may_be_policy
from ...model.azure.kinds import PAIR_TAG, is_misspelt
from ...model.azure.surroundings import (
    NOTHING_AROUND,
    Surroundings,
    read_surroundings,
    stands_around,
)
from ...model.facts import ENCRYPTED, MASKED, SECRET, UnknownValue
from ...model.observation import Observation
from ...model.raw_values import hidden, is_marked_secret
from ...model.resource import Resource, above, laid_over, name_in
from ...text.errors import InputError
from ...text.quoting import kind_of
from ..observer import Observer
from ..readers.environment_pair import PAIR_TYPE
from .kinds import deployment_in

_DEEPEST = 32
_PROVIDERS = "pulumi:providers:"


class ReadState(NamedTuple):
    """What the resources of a stack say, and by URN, the URN of each one's parent."""

    observations: list[Observation]
    parents: Mapping[str, str]
    around: Surroundings = NOTHING_AROUND
    """The Azure resources and links that may belong to one of its pairs."""


def read_state(
    document: Mapping[str, Any], source: str, observer: Observer | None = None
) -> ReadState:
    """Read what the resources of a deployed stack say; nothing is an answer, too.

    A value that cannot be read becomes a malformed fact: the pack judges such a resource, too, and
    both must say the same. Secrets are unknown, unless they were exported in plain text.

    :param observer: what looks at the resources; by default the readers, without mappings.
    :raises InputError: for a document that is no state.
    """
    deployment = deployment_in(document, source)
    resources = deployment.get("resources")
    if resources is None:  # so Pulumi writes a stack with nothing in it
        return ReadState([], {})
    if not isinstance(resources, list):
        text = f"deployment.resources is {kind_of(resources)}; accepted is a list."
        raise InputError(source, [text])
    looking = observer or Observer()
    there = [one for one in resources if _is_there(one)]
    looked_at = [one for one in there if looking.reads(one["type"])]
    if not looked_at:
        return ReadState([], {})
    providers = _providers(there)
    parents = {
        one["urn"]: one["parent"]
        for one in there
        if isinstance(one.get("urn"), str) and isinstance(one.get("parent"), str)
    }
    observations = looking.observe_all(_resource(one, providers) for one in looked_at)
    around = NOTHING_AROUND
    if observations:
        beside = _beside(there, {one.origin.urn for one in observations}, parents)
        around = read_surroundings((_resource(one, providers) for one in beside), parents)
    return ReadState(observations, parents, around)


def _beside(
    there: Iterable[Mapping[str, Any]], said: Collection[str | None], parents: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    """What may stand beside pairs. Without an enterprise policy, whose names tie others, little may:
    what has a tag, or is below a resource that says something."""
    found = [one for one in there if stands_around(one["type"])]
    if any(_may_be_policy(one) for one in found):
        return found
    return [
        one
        for one in found
        if is_attachment(one["type"])
        or any(urn in said for urn in above(parents.get(str(one.get("urn"))), parents))
        or _has_pair_tag(one.get("inputs"))
        or _has_pair_tag(one.get("outputs"))
    ]


def _has_pair_tag(raw: object) -> bool:
    """Whether the tag with a pair's name may be there. Nothing is decoded for it: there are many."""
    if not isinstance(raw, Mapping):
        return False
    tags = raw.get("tags")
    if isinstance(tags, Mapping) and any(is_misspelt(str(one)) for one in tags):
        return True
    # Generic resources may have it in what is sent to Azure as it is.
    return any(PAIR_TAG in str(one).casefold() for one in (tags, raw.get("body")) if one)


def _may_be_policy(one: Mapping[str, Any]) -> bool:
    token = one["type"]
    if azure_kind_of(token) is AzureKind.ENTERPRISE_POLICY:
        return True
    return may_be_policy(token, one.get("inputs") or one.get("outputs"))


def _is_there(resource: object) -> bool:
    return (
        isinstance(resource, Mapping)
        and isinstance(resource.get("type"), str)
        and not resource.get("delete")  # replaced, and only waiting for its deletion
    )


def _providers(resources: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The configuration of each provider, by its URN."""
    return {
        str(one.get("urn")): _mapping(one.get("inputs"))
        for one in resources
        if one["type"].startswith(_PROVIDERS)
    }


def _resource(one: Mapping[str, Any], providers: Mapping[str, Mapping[str, Any]]) -> Resource:
    urn = str(one.get("urn") or "")
    provider, _, _ = str(one.get("provider") or "").rpartition("::")  # the provider's ID comes last
    identifier = one.get("id") if one.get("id") != SECRET else None
    return Resource(
        type=one["type"],
        name=name_in(urn),
        urn=urn,
        properties=_properties(one),
        provider=_mapping(providers.get(provider)),
        references={
            str(key): _urns(urns) for key, urns in _mapping(one.get("propertyDependencies")).items()
        },
        dependencies=_urns(one.get("dependencies")),
        id=identifier if isinstance(identifier, str) else None,
    )


def _properties(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a resource is: its outputs, and the inputs that it does not give back.

    Of a pair only the inputs, which are what its program declares, where it has any.
    """
    if one["type"] == PAIR_TYPE:
        return _mapping(one.get("inputs") or one.get("outputs"))
    return laid_over(_mapping(one.get("inputs")), _mapping(one.get("outputs")))


def _mapping(value: object) -> Mapping[str, Any]:
    revealed = _revealed(value)
    return revealed if isinstance(revealed, Mapping) else {}


def _urns(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _revealed(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST:
        return value
    if isinstance(value, dict):
        if is_marked_secret(value):
            return _secret(value, depth)
        return {key: _revealed(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [_revealed(one, depth + 1) for one in value]
    return UnknownValue(MASKED) if value == SECRET else value


def _secret(value: Mapping[str, Any], depth: int) -> Any:
    plaintext = value.get("plaintext")  # a JSON text, after pulumi stack export --show-secrets
    if not isinstance(plaintext, str):
        return UnknownValue(ENCRYPTED)
    try:
        return hidden(_revealed(json.loads(plaintext), depth + 1))
    except (ValueError, RecursionError):
        return UnknownValue(ENCRYPTED)
