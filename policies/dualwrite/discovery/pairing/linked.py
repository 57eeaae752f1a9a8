"""The environments that a stack links to enterprise policies, and that are no pair's.

They use the policy's subnets like those of pairs, whoever they belong to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ...model.azure import AzureResource
from ...model.azure.resource import ServedEnvironment
from ...model.azure.surroundings import EnvironmentResource, PolicyLink, Surroundings, identity_of
from ...model.facts import Fact
from ...text.quoting import quoted

_NOT_HERE = "nothing here says of what type it is"
_OPEN = "nothing here says yet which environment it is"


def environments_by_policy(
    around: Surroundings,
    policies: Callable[[PolicyLink], Iterable[AzureResource]],
    pairs: Callable[[PolicyLink], set[int]],
    all_have_ids: bool,
) -> Mapping[str, tuple[ServedEnvironment, ...]]:
    """By the URN of a policy, the environments that no pair has; each once, however it is linked.

    :param policies: the policies that a link speaks of.
    :param pairs: the pairs whose environment it speaks of.
    :param all_have_ids: whether the ID of every pair's environment is known: an ID that is linked can
        be that of a pair that is known by its address alone.
    """
    if not around.links:
        return {}
    by_id = {one.id: urn for urn, one in around.environments.items() if one.id}
    found: defaultdict[str, dict[str, ServedEnvironment]] = defaultdict(dict)
    for number, link in enumerate(around.links):
        if pairs(link):
            continue
        one = _served(link, number, by_id, around.environments, all_have_ids)
        for policy in policies(link):
            found[policy.urn].setdefault(one.key, one)
    return {urn: tuple(environments.values()) for urn, environments in found.items()}


def _served(
    link: PolicyLink,
    number: int,
    by_id: Mapping[str, str],
    environments: Mapping[str, EnvironmentResource],
    all_have_ids: bool,
) -> ServedEnvironment:
    identity = identity_of(link.environment_id)
    urn = next((one for one in link.environment_urns if one in environments), by_id.get(identity))
    if urn is not None:
        return ServedEnvironment(urn, environments[urn].environment_type)
    if identity:
        told: Any = link.environment_id
        shown = quoted(identity) if isinstance(told, str) else "that is linked to a policy"
        return ServedEnvironment(
            identity, _unknown(f"environment {shown}", _NOT_HERE), all_have_ids
        )
    owner = f"environment of link {number + 1} to a policy"
    return ServedEnvironment(f"link {number}", _unknown(owner, _OPEN), is_sure=False)


def _unknown(owner: str, why: str) -> Fact[str]:
    return Fact.unknown(f"environmentType of {owner}", why)
