"""What is asked of a subnet for network injection, question by question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from ...judging.requirement import Examination, Fix
from ...model.azure import AzureKind
from ...model.azure.index import Around, Subnet
from ...model.azure.injection import injection, is_injection
from ...model.azure.resource import AzureResource, text_fact
from ...model.estate import Estate
from ...model.facts import Fact, NotDeclared, UnknownValue
from ...model.pair import Pair
from ...model.raw_values import folded, opened, text_of, value_at
from ...model.verdicts import Verdict
from ...text.quoting import quoted
from ...vocabulary.network import delegation

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


_TAKEN_BY = ("delegations", "privateEndpoints", "serviceEndpoints")
"""What says that a subnet is for something already."""
_NAMES = ("subnetName", "name")
"""Where a subnet's name in Azure is: the input, or the output."""


def delegated_to_power_platform(subnet: Subnet, examination: Examination[Any]) -> Verdict:
    """Whether it is delegated to Power Platform, and to nothing else."""
    services = services_of(subnet)
    wanted = delegation()
    others = [one for one in services if one and one != wanted.casefold()]
    if others:
        return examination.fails(f"{subnet.called} is delegated to another service than {wanted}.")
    if wanted.casefold() in services:
        return examination.passes()
    if None in services:
        raise NotDeclared(Fact.unknown(f"delegations of {subnet.label}"))
    return examination.fails(f"{subnet.called} is not delegated to {wanted}.")


def services_of(subnet: Subnet) -> list[str | None]:
    """The services that it is delegated to; None for one that is not known yet."""
    delegations = subnet.at("delegations")
    if isinstance(delegations, UnknownValue):
        return [None]
    found: list[str | None] = []
    for one in delegations if isinstance(delegations, list | tuple) else ():
        service = value_at(one, "serviceName")
        found.append(None if isinstance(service, UnknownValue) else folded(service))
    return found


def delegations_to_add(resource: AzureResource, names: Iterable[str]) -> Iterator[Fix]:
    """The delegation to Power Platform, for subnets of such names that are delegated to nothing.

    :param resource: a subnet, or a virtual network with subnets in it.
    :param names: names of subnets, or globs; without case, as in Azure.
    """
    if resource.kind is AzureKind.SUBNET:
        name = next((one for key in _NAMES if (one := text_of(resource.at(key)))), resource.name)
        if _lacks_delegation(resource.properties, name, names):
            yield Fix(("delegations",), _to_power_platform())
    elif resource.kind is AzureKind.VIRTUAL_NETWORK:
        subnets = resource.at("subnets")
        for at, one in enumerate(subnets if isinstance(subnets, list | tuple) else ()):
            one = opened(one)
            if isinstance(one, Mapping) and _lacks_delegation(one, text_of(one.get("name")), names):
                yield Fix(("subnets", at, "delegations"), _to_power_platform())


def _to_power_platform() -> list[dict[str, str]]:
    return [{"name": "power-platform", "serviceName": delegation()}]


def _lacks_delegation(subnet: Mapping[str, Any], name: str | None, names: Iterable[str]) -> bool:
    is_meant = name is not None and any(
        fnmatchcase(name.casefold(), one.casefold()) for one in names
    )
    return is_meant and all(opened(subnet.get(key)) in (None, [], ()) for key in _TAKEN_BY)


def shared_with(policy: AzureResource, subnet: Subnet, estate: Estate) -> list[str]:
    """What else uses a subnet: other policies, of any pair, and private endpoints in it."""
    endpoints = subnet.at("privateEndpoints")
    others = ["private endpoints"] if isinstance(endpoints, list | tuple) and endpoints else []
    return [*(one.label for one in others_on(subnet, policy, estate)), *others]


def room_in(subnet: Subnet, examination: Examination[Any]) -> int:
    """How many IPv4 addresses its ranges have together, reserved ones included.

    An address that is in several of them is one.

    :raises NotDeclared: where no range is declared, or one is not known yet or cannot be read.
    """
    from ipaddress import (
        IPv4Network,
        collapse_addresses,
        ip_network,
    )  # takes time to load, and few stacks need it

    several = opened(subnet.at("addressPrefixes"))
    prefixes = list(several) if isinstance(several, list | tuple) else [several]
    single = subnet.at("addressPrefix")
    if single is not None or not any(one is not None for one in prefixes):
        prefixes = [single]
    ranges: list[IPv4Network] = []
    for raw in prefixes:
        fact = text_fact(raw, "addressPrefix", subnet.label)
        text = examination.read(fact)
        try:
            found = ip_network(text.strip(), strict=False)
        except ValueError:
            told = "its value, a secret," if fact.is_secret else quoted(text)
            problem = f"{fact.path}: {told} is no address range; accepted: 10.0.0.0/26."
            raise NotDeclared(Fact.malformed(fact.path, problem, fact.spelling)) from None
        if isinstance(found, IPv4Network):
            ranges.append(found)
    return sum(one.num_addresses for one in collapse_addresses(ranges))
