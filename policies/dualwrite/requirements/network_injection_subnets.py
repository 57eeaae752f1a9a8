"""DW033: the subnets of a network-injection policy are where, what and as large as they have to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from pydantic import Field

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Fix, Requirement, Scope
from ..model.azure import AzureResource
from ..model.azure.index import Around, Subnet
from ..model.azure.injection import Injection, injection, is_injection, is_wrapped
from ..model.azure.resource import ServedEnvironment
from ..model.facts import Fact, NotDeclared, SecretValue, State
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..text.quoting import counted, joined
from ..vocabulary.network import addresses_needed, injection_location
from ..vocabulary.regions import Geography, Region
from .shared.articles import VIRTUAL_NETWORK_SUPPORT
from .shared.places import azure_region, geography_of, not_in_table
from .shared.subnets import (
    delegated_to_power_platform,
    delegations_to_add,
    room_in,
    served_by,
    shared_with,
)
from .shared.wording import shown

_PRODUCTION = "production"
_Condition = Callable[[], Verdict]


class NetworkInjectionSubnetsParameters(Parameters):
    """Which subnets are Power Platform's."""

    delegate: list[str] = Field(
        default_factory=lambda: ["snet-powerplatform", "powerplatform", "power-platform"],
        description="Names (or globs) of subnets that are for Power Platform: at the level remediate,"
        " one of them that is for nothing else yet is delegated to it.",
    )


_Examination = Examination[NetworkInjectionSubnetsParameters]


class NetworkInjectionSubnets(Requirement[NetworkInjectionSubnetsParameters]):
    """Both regions, delegated, dedicated to one policy, and with addresses enough."""

    id = "DW033"
    name = "network-injection-subnets"
    title = (
        "A network-injection policy has a delegated subnet of its own in each Azure region of the"
        " pair's Power Platform region, with addresses enough (30 a production environment, 10 each"
        " other, 5 reserved)."
    )
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Without a subnet in each region the policy cannot be used, or plug-ins fail after a"
        " failover. A range cannot be changed while an environment uses the subnet, and where its"
        " addresses run out, plug-ins and connectors stop."
    )
    remedy = (
        "Declare one virtual network in each Azure region of the environment's Power Platform region,"
        " with a subnet for this policy alone that is delegated to"
        " Microsoft.PowerPlatform/enterprisePolicies and large enough."
    )
    sources = (VIRTUAL_NETWORK_SUPPORT,)
    facts = (
        "customerEngagement.region",
        "customerEngagement.geography",
        "customerEngagement.environmentType",
    )
    example = {
        "networkInjection of an enterprise policy": "one virtual network, where the Power Platform"
        " region has two Azure regions",
        "delegations of a subnet": "none, or of another service",
        "addressPrefix of a subnet": "10.0.0.0/28, which has 16 addresses",
    }
    scope = Scope.STACK
    concerns_companions = True
    parameters = NetworkInjectionSubnetsParameters
    remediation = (
        "A subnet of the pair whose name is one of the parameter delegate, and that has no delegation"
        " and no private or service endpoints, is delegated to"
        " Microsoft.PowerPlatform/enterprisePolicies."
    )

    def check(self, pair: Pair, examination: _Examination) -> Verdict:
        policies = [one for one in pair.companions if is_injection(one)]
        if not policies:
            return examination.not_applicable("No network-injection policy is tied to the pair.")
        return examination.all_of(*_conditions(policies, pair, examination))

    def fixes(
        self, resource: AzureResource, pair: Pair, parameters: NetworkInjectionSubnetsParameters
    ) -> Iterator[Fix]:
        return delegations_to_add(resource, parameters.delegate)


def _conditions(
    policies: Sequence[AzureResource],
    pair: Pair,
    examination: _Examination,
) -> Iterator[_Condition]:
    """Each policy is looked at, and each subnet once, whoever shares it."""
    around = Around(pair.companions)
    users: dict[tuple[str, str], list[AzureResource]] = {}
    subnets: dict[tuple[str, str], Subnet] = {}
    for policy in policies:
        found = injection(policy, around)
        if is_wrapped(policy):
            yield partial(_taken_by_azure, policy, examination)
        yield partial(_covered, policy, found, pair, examination)
        for fact in found.unreadable:
            yield partial(_readable, fact, examination)
        for network, name in found.without_subnet:
            yield partial(_without_subnet, policy, network, name, examination)
        for subnet in found.subnets:
            subnets[subnet.key] = subnet
            users.setdefault(subnet.key, []).append(policy)
    for key, subnet in subnets.items():
        yield partial(delegated_to_power_platform, subnet, examination)
        yield partial(_dedicated, users[key][0], subnet, examination)
        yield partial(_large_enough, users[key], subnet, pair, examination)


def _taken_by_azure(policy: AzureResource, examination: _Examination) -> Verdict:
    return examination.fails(
        f"{policy.called} has its networks in virtualNetworks.value; Azure refuses that"
        " (InputValidationError). virtualNetworks is the list itself."
    )


def _covered(
    policy: AzureResource,
    found: Injection,
    pair: Pair,
    examination: _Examination,
) -> Verdict:
    """Whether there is a network in each region of the group that is the environment's."""
    if not found.is_told:
        return examination.fails(f"{policy.called} names no virtual network.")
    geography, told = geography_of(pair, examination, by_partner=False)
    row = injection_location(geography)
    if row is None:
        return examination.cannot_tell(
            f"{policy.called}: {not_in_table()} which Azure regions network injection needs in the"
            " pair's geography."
        )
    there, first_open = _regions(found, examination)
    groups = _groups(row.region_groups, pair, examination)
    missing = min(([one for one in group if one not in there] for group in groups), key=len)
    if not missing:
        return examination.passes()
    if first_open is not None:
        raise first_open
    wanted = _named(groups, geography, told.is_secret)
    if found.elsewhere or found.unknown:
        why = "named by ID and not declared here" if found.elsewhere else "known only later"
        return examination.cannot_tell(
            f"{policy.called} needs a virtual network in each Azure region of {wanted}; one of those"
            f" that it names is {why}."
        )
    lacking = "" if told.is_secret else f" in {joined([one.name for one in missing])}"
    return examination.fails(
        f"{policy.called} has no virtual network{lacking}; it needs one in each Azure region of"
        f" {wanted}."
    )


def _regions(found: Injection, examination: _Examination) -> tuple[set[Region], NotDeclared | None]:
    """The regions of the networks, and why that of one cannot be read (yet)."""
    there: set[Region] = set()
    first_open: NotDeclared | None = None
    for network in found.networks:
        try:
            there.add(examination.read(azure_region(network.location)))
        except NotDeclared as missing:
            first_open = first_open or missing
    return there, first_open


def _groups(
    groups: tuple[tuple[Region, ...], ...],
    pair: Pair,
    examination: _Examination,
) -> tuple[tuple[Region, ...], ...]:
    """The groups of regions that one of is needed: the environment's own, where there are several."""
    if len(groups) == 1:
        return groups
    own = examination.read(pair.customer_engagement.region)
    return tuple(group for group in groups if own in group) or groups


def _named(groups: tuple[tuple[Region, ...], ...], geography: Geography, is_hidden: bool) -> str:
    if is_hidden:
        return "the pair's Power Platform region"
    sets = [joined([one.name for one in group]) for group in groups]
    return f"{geography.location} ({joined(sets, 'or')})"


def _readable(fact: Fact[str], examination: _Examination) -> Verdict:
    examination.read(fact)
    return examination.passes()


def _without_subnet(
    policy: AzureResource,
    network: AzureResource,
    name: Fact[str] | None,
    examination: _Examination,
) -> Verdict:
    if name is not None and name.state is State.DECLARED:
        return examination.cannot_tell(
            f"Subnet {shown(name)} of {network.label}, which {policy.label} uses, is not declared"
            " here."
        )
    return examination.cannot_tell(
        f"The subnet of {network.label} that {policy.label} uses is not declared here, or not known"
        " yet."
    )


def _dedicated(
    policy: AzureResource,
    subnet: Subnet,
    examination: _Examination,
) -> Verdict:
    """Whether nothing else uses the subnet, as far as that is declared."""
    others = shared_with(policy, subnet, examination.estate)
    if others:
        return examination.fails(
            f"{subnet.called} is for {policy.label} and for {joined(others)}, too."
        )
    return examination.passes()


def _large_enough(
    policies: Sequence[AzureResource],
    subnet: Subnet,
    pair: Pair,
    examination: _Examination,
) -> Verdict:
    """Whether it has addresses for every environment that its policies are known to serve."""
    room = room_in(subnet, examination)
    kinds = _environment_types(policies, pair, examination)
    maybe = [one.environment_type for one in _linked(policies) if not one.is_sure]
    open_facts = [one for one in kinds if one.state is not State.DECLARED]
    known = [one.read() for one in kinds if one.state is State.DECLARED]
    production = known.count(_PRODUCTION)
    others = len(known) - production
    least = addresses_needed(production, others + len(open_facts))
    if room < least:
        if _is_secret(subnet) or any(one.is_secret for one in kinds):
            return examination.fails(
                f"{subnet.called} has too few addresses for the environments that it serves."
            )
        return examination.fails(
            f"{subnet.called} has {room} addresses; it needs {least}, for"
            f" {_served(production, others + len(open_facts))}."
        )
    if room < addresses_needed(production + len(open_facts) + len(maybe), others):
        raise NotDeclared((*open_facts, *maybe)[0])
    return examination.passes()


def _environment_types(
    policies: Sequence[AzureResource],
    pair: Pair,
    examination: _Examination,
) -> list[Fact[str]]:
    """What the environments are for that policies serve; that of the pair is noted as evidence.

    They are those of pairs, and those that the stack links to a policy and that no pair has.
    """
    served = {id(one): one for policy in policies for one in served_by(policy, examination.estate)}
    examination.is_declared(pair.customer_engagement.environment_type)
    pairs = served.values() or (pair,)
    return [
        *(one.customer_engagement.environment_type for one in pairs),
        *(one.environment_type for one in _linked(policies) if one.is_sure),
    ]


def _linked(policies: Sequence[AzureResource]) -> Iterable[ServedEnvironment]:
    """The environments of no pair that are linked to one of the policies, each once."""
    return {one.key: one for policy in policies for one in policy.environments}.values()


def _is_secret(subnet: Subnet) -> bool:
    """Whether one of its ranges is a secret, so that how many addresses it has is one, too."""
    several = subnet.at("addressPrefixes")
    ranges = [subnet.at("addressPrefix"), *(several if isinstance(several, list | tuple) else ())]
    return any(isinstance(one, SecretValue) for one in ranges)


def _served(production: int, others: int) -> str:
    """``1 production environment and 2 other environments``."""
    told = [
        counted(number, f"{kind} environment")
        for number, kind in ((production, "production"), (others, "other"))
        if number
    ]
    return joined(told)
