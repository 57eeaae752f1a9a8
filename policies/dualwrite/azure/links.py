"""Which environments are in which enterprise policies, by the resources that say so.

An environment can name its policies itself (``enterprisePolicies``), or another resource adds it to
one: ``powerplatform:index:EnterprisePolicyLink`` of the native provider, and the bridged Terraform
provider's ``enterprisePolicy``, which Microsoft's provider calls so although it is the link.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..facts import Fact
from ..resource import Resource
from ..text import quoted
from .resource import folded, opened, parsed, text_fact, text_of

_LINK = "powerplatform:index:EnterprisePolicyLink"
_BRIDGED_LINK = ":index/enterprisePolicy:EnterprisePolicy"
_ENVIRONMENTS = ("powerplatform:index:Environment", ":index/environment:Environment")
_ENVIRONMENT_ID = "environmentId"
_POLICIES = "enterprisePolicies"


@dataclass(frozen=True)
class PolicyLink:
    """An environment, by URN or ID, and policies, by URN or by what identifies them."""

    environment_urns: tuple[str, ...]
    environment_id: Any
    policy_urns: tuple[str, ...]
    policy_texts: tuple[str, ...]


@dataclass(frozen=True)
class EnvironmentResource:
    """An environment that a stack manages: its ID, empty where it is not known, and its type."""

    id: str
    environment_type: Fact[str]


@lru_cache(maxsize=4096)
def is_link(token: str) -> bool:
    """Whether resources of a type do nothing but add an environment to a policy."""
    return token == _LINK or token.endswith(_BRIDGED_LINK)


@lru_cache(maxsize=4096)
def names_policies(token: str) -> bool:
    """Whether resources of a type can say that an environment is in a policy."""
    return is_link(token) or token.endswith(_ENVIRONMENTS)


def read_link(resource: Resource) -> PolicyLink | None:
    """What a resource says of an environment's policies; None where it says nothing."""
    properties, references = resource.properties, resource.references
    if is_link(resource.type):
        others = [key for key in {**properties, **references} if key != _ENVIRONMENT_ID]
        return PolicyLink(
            references.get(_ENVIRONMENT_ID, ()),
            properties.get(_ENVIRONMENT_ID),
            tuple(urn for key in others for urn in references.get(key, ())),
            tuple(text for key in others for text in _texts(properties.get(key))),
        )
    if properties.get(_POLICIES) is None and _POLICIES not in references:
        return None
    return PolicyLink(
        (resource.urn,),
        None,
        references.get(_POLICIES, ()),
        tuple(_texts(properties.get(_POLICIES))),
    )


def read_environment(resource: Resource) -> EnvironmentResource:
    """What an environment says of itself: its type in lower case, as those of pairs are."""
    properties = resource.properties
    told = text_fact(
        properties.get("environmentType"), "environmentType", f"environment {quoted(resource.name)}"
    )
    identifier = resource.id or properties.get("id")
    return EnvironmentResource(identity_of(identifier), parsed(told, str.casefold))


def identity_of(environment_id: object) -> str:
    """An environment's ID for comparison; empty where it is not known."""
    return folded(environment_id).strip("{}")


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value: the ID of a policy, wherever a version has it."""
    value = opened(value)
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif (text := text_of(value)) is not None:
        yield text
