"""DW034: a delegated subnet has a way out to the internet."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement, Scope
from ..model.azure import AzureKind, AzureResource
from ..model.azure.index import Around, Subnet
from ..model.azure.injection import injection, is_injection
from ..model.facts import Fact, NotDeclared, UnknownValue
from ..model.pair import Pair
from ..model.raw_values import folded, text_of, value_at
from ..model.verdicts import Level, Severity, Verdict
from ..vocabulary.network import delegation
from .shared.articles import VIRTUAL_NETWORK_SUPPORT
from .shared.subnets import services_of

_EVERYWHERE = "0.0.0.0/0"
_APPLIANCE = "virtualappliance"
_ADDRESSES = ("publicIpAddresses", "publicIpPrefixes")
"""What of a NAT gateway gives it an address on the internet."""
_NOT_TOLD = "nothing here says yet whether it has a public IP address"


class NetworkInjectionEgress(Requirement[Parameters]):
    """A NAT gateway, or a route to a firewall."""

    id = "DW034"
    name = "network-injection-egress"
    title = (
        "A subnet that is delegated to Power Platform has a NAT gateway, or a route to a firewall."
    )
    level = Level.ADVISORY
    severity = Severity.HIGH
    reason = (
        "In a delegated subnet, plug-ins and connectors reach the internet only through a NAT"
        " gateway. Without a way out, every call to the public URL of the finance and operations"
        " environment fails, and dual-write with it."
    )
    remedy = (
        "Give the subnet a NAT gateway, or a route table with a route of 0.0.0.0/0 to a virtual"
        " appliance."
    )
    sources = (VIRTUAL_NETWORK_SUPPORT,)
    facts = ()  # those of the pair decide nothing
    example = {"natGateway of a delegated subnet": "none, and no route table"}
    scope = Scope.STACK
    concerns_companions = True

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        around = Around(pair.companions)
        subnets = _delegated(around)
        if not subnets:
            return examination.not_applicable(
                "No subnet of the pair is delegated to Power Platform."
            )
        return examination.all_of(
            *(partial(_has_way_out, one, around, examination) for one in subnets)
        )


def _delegated(around: Around) -> list[Subnet]:
    """The subnets that a policy uses, and those that are delegated for one."""
    used = [
        subnet
        for policy in around.all
        if is_injection(policy)
        for subnet in injection(policy, around).subnets
    ]
    wanted = delegation().casefold()
    others = [one for one in around.subnets if wanted in services_of(one)]
    return list({one.key: one for one in (*used, *others)}.values())


def _has_way_out(subnet: Subnet, around: Around, examination: Examination[Parameters]) -> Verdict:
    raw = subnet.at("natGateway")
    gateway = _named(raw)
    if isinstance(raw, UnknownValue) or (
        gateway is None and subnet.resource and subnet.references.get("natGateway")
    ):
        raise NotDeclared(Fact.unknown(f"natGateway of {subnet.label}"))
    if gateway is None:
        return _by_routes(subnet, "no NAT gateway", around, examination)
    gateways = _gateways(subnet, gateway, around)
    reached = [_has_public_address(one) for one in gateways]
    if all(reached):
        return examination.passes()
    if None in reached or any(reached):
        raise NotDeclared(Fact.unknown(f"natGateway of {subnet.label}", _NOT_TOLD))
    lacking = f"a NAT gateway without a public IP address ({gateways[0].label})"
    return _by_routes(subnet, lacking, around, examination)


def _gateways(subnet: Subnet, gateway: str | UnknownValue, around: Around) -> list[AzureResource]:
    """The declared gateways that a subnet's can be: by ID, or else by reference."""
    declared = around.of(AzureKind.NAT_GATEWAY)
    if isinstance(gateway, str):
        return declared.spoken_of((), gateway)
    return declared.referred_to(subnet.references.get("natGateway", ()))


def _has_public_address(gateway: AzureResource) -> bool | None:
    """Whether a gateway has a public IP address or prefix; None where that is not known yet."""
    found = [gateway.at(key) for key in _ADDRESSES]
    if any(_named(one) for raw in found if isinstance(raw, list | tuple) for one in raw):
        return True
    return None if any(isinstance(one, UnknownValue) for one in found) else False


def _named(resource: Any) -> str | UnknownValue | None:
    """The ID in a reference to a resource (``{"id": ...}``); None where there is none."""
    found = value_at(resource, "id")
    return found if isinstance(found, UnknownValue) else text_of(found)


def _by_routes(
    subnet: Subnet, gateway: str, around: Around, examination: Examination[Parameters]
) -> Verdict:
    """Whether its route table leads out, where its gateway does not.

    :param gateway: what is said of that.
    """
    raw = subnet.at("routeTable")
    named = _named(raw)
    if isinstance(raw, UnknownValue) and not subnet.references.get("routeTable"):
        raise NotDeclared(Fact.unknown(f"routeTable of {subnet.label}"))
    if named is None:
        return examination.fails(
            f"{subnet.called} has {gateway} and no route table: no way out to the internet."
        )
    tables = around.of(AzureKind.ROUTE_TABLE).spoken_of(
        subnet.references.get("routeTable", ()), named
    )
    if not tables:
        return examination.cannot_tell(
            f"{subnet.called} has {gateway}, and the routes of its route table are not declared here."
        )
    return _leads_out(subnet, gateway, tables, examination)


def _leads_out(
    subnet: Subnet,
    gateway: str,
    tables: list[AzureResource],
    examination: Examination[Parameters],
) -> Verdict:
    """Whether one of the tables has a route to a firewall.

    A table without any can have routes that are resources of their own, which name it.
    """
    first_open: NotDeclared | None = None
    empty: AzureResource | None = None
    for table in tables:
        routes = table.at("routes")
        if isinstance(routes, UnknownValue):
            first_open = NotDeclared(Fact.unknown(f"routes of {table.label}"))
            continue
        if not isinstance(routes, list | tuple) or not routes:
            empty = table
            continue
        known = [_is_way_out(one) for one in routes]
        if True in known:
            return examination.passes()
        if None in known:
            first_open = NotDeclared(Fact.unknown(f"routes of {table.label}"))
    if first_open is not None:
        raise first_open
    if empty is not None:
        return examination.cannot_tell(
            f"{subnet.called} has {gateway}, and the routes of {empty.label} are not declared in it."
        )
    return examination.fails(
        f"{subnet.called} has {gateway}, and {tables[0].label} no route of {_EVERYWHERE} to a virtual"
        " appliance."
    )


def _is_way_out(route: Any) -> bool | None:
    """Whether a route leads everything to a firewall; None where that is not known yet."""
    prefix, hop = value_at(route, "addressPrefix"), value_at(route, "nextHopType")
    wanted = ((prefix, _EVERYWHERE), (hop, _APPLIANCE))
    if any(not isinstance(one, UnknownValue) and folded(one) != right for one, right in wanted):
        return False
    return None if isinstance(prefix, UnknownValue) or isinstance(hop, UnknownValue) else True
