"""Who uses the networks of an estate: pairs by their policies, policies by their subnets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..azure import AzureResource
from ..azure.around import Around, Subnet
from ..azure.injection import injection, is_injection
from ..estate import Estate
from ..pair import Pair

_Policies = Mapping[tuple[str, str], Mapping[str, AzureResource]]


def served_by(policy: AzureResource, estate: Estate) -> tuple[Pair, ...]:
    """The pairs of an estate that a network-injection policy is tied to, in their order."""
    return tuple(estate.derived(_pairs_by_policy).get(policy.urn, ()))


def others_on(subnet: Subnet, policy: AzureResource, estate: Estate) -> list[AzureResource]:
    """The other network-injection policies that use a subnet, of any pair."""
    using = estate.derived(_policies_by_subnet).get(subnet.key, {})
    return [one for urn, one in using.items() if urn != policy.urn]


def _pairs_by_policy(pairs: Iterable[Pair]) -> Mapping[str, list[Pair]]:
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for one in pair.companions:
            if is_injection(one):
                found[one.urn].append(pair)
    return found


def _policies_by_subnet(pairs: Iterable[Pair]) -> _Policies:
    found: defaultdict[tuple[str, str], dict[str, AzureResource]] = defaultdict(dict)
    for pair in pairs:
        policies = [one for one in pair.companions if is_injection(one)]
        around = Around(pair.companions)
        for one in policies:
            for subnet in injection(one, around).subnets:
                found[subnet.key].setdefault(one.urn, one)
    return found
