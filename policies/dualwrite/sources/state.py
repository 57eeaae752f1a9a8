"""Pairs in an exported state (``pulumi stack export``): the resources of the component's type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..declaration import read_pair
from ..facts import ENCRYPTED, UnknownValue
from ..pair import Pair
from ..secret_marks import hidden, is_marked_secret
from ..text import kind_of
from .errors import InputError

PAIR_TYPE = "dualwrite:index:EnvironmentPair"
_DEEPEST = 8


def is_state(document: object) -> bool:
    """Whether a document has the shape of an exported state."""
    return isinstance(document, Mapping) and "deployment" in document


def read_state(document: Mapping[str, Any], source: str) -> list[Pair]:
    """Read the pairs that a deployed stack has; none is an answer, too.

    A value that cannot be read becomes a malformed fact: the pack judges such a resource, too, and
    both must say the same. Secrets are unknown, unless they were exported in plain text.

    :raises InputError: for a document that is no state.
    """
    deployment = document["deployment"]
    if not isinstance(deployment, Mapping):
        text = f"deployment is {kind_of(deployment)}; accepted: what pulumi stack export writes."
        raise InputError(source, [text])
    resources = deployment.get("resources")
    if resources is None:  # so Pulumi writes a stack with nothing in it
        return []
    if not isinstance(resources, list):
        text = f"deployment.resources is {kind_of(resources)}; accepted is a list."
        raise InputError(source, [text])
    return [_pair(one, source) for one in resources if _is_pair(one)]


def _is_pair(resource: object) -> bool:
    return (
        isinstance(resource, Mapping)
        and resource.get("type") == PAIR_TYPE
        and not resource.get("delete")  # replaced, and only waiting for its deletion
    )


def _pair(resource: Mapping[str, Any], source: str) -> Pair:
    urn = str(resource.get("urn") or "")
    properties = _revealed(resource.get("inputs") or resource.get("outputs") or {})
    facts = properties if isinstance(properties, Mapping) else {}
    pair, _ = read_pair(facts, _name_in(urn), urn=urn or None, source=source)
    return pair


def _name_in(urn: str) -> str:
    """The resource's name: all that follows stack, project and type, ``::`` in it included."""
    return urn.split("::", 3)[-1]


def _revealed(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST:
        return value
    if isinstance(value, dict):
        if is_marked_secret(value):
            return _secret(value, depth)
        return {key: _revealed(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [_revealed(one, depth + 1) for one in value]
    return value


def _secret(value: Mapping[str, Any], depth: int) -> Any:
    plaintext = value.get("plaintext")  # a JSON text, after pulumi stack export --show-secrets
    if not isinstance(plaintext, str):
        return UnknownValue(ENCRYPTED)
    try:
        return hidden(_revealed(json.loads(plaintext), depth + 1))
    except (ValueError, RecursionError):
        return UnknownValue(ENCRYPTED)
