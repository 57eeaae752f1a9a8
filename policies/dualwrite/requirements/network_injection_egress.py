"""DW034: a delegated subnet has a way out to the internet."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..azure import AzureKind, AzureResource
from ..azure.around import Around, Subnet
from ..azure.injection import injection, is_injection
from ..azure.resource import folded, value_at
from ..facts import Fact, NotDeclared, UnknownValue
from ..network import delegation
from ..pair import Pair
from ..parameters import Parameters
from ..requirement import Examination, Requirement, Scope
from ..verdicts import Level, Severity, Verdict
from .delegated_subnets import services_of
from .sources import VIRTUAL_NETWORK_SUPPORT

_EVERYWHERE = "0.0.0.0/0"
_APPLIANCE = "virtualappliance"


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
    gateway, table = subnet.at("natGateway"), subnet.at("routeTable")
    if gateway is not None and not isinstance(gateway, UnknownValue):
        return examination.passes()
    if gateway is not None or (subnet.references.get("natGateway") and subnet.resource):
        raise NotDeclared(Fact.unknown(f"natGateway of {subnet.label}"))
    if table is None:
        return examination.fails(
            f"{subnet.called} has no NAT gateway and no route table: no way out to the internet."
        )
    tables = around.of(AzureKind.ROUTE_TABLE).spoken_of(
        subnet.references.get("routeTable", ()), value_at(table, "id")
    )
    if not tables:
        return examination.cannot_tell(
            f"{subnet.called} has no NAT gateway, and the routes of its route table are not declared"
            " here."
        )
    return _leads_out(subnet, tables, examination)


def _leads_out(
    subnet: Subnet, tables: list[AzureResource], examination: Examination[Parameters]
) -> Verdict:
    first_open: NotDeclared | None = None
    for table in tables:
        routes = table.at("routes")
        if routes is None or isinstance(routes, UnknownValue):
            path = f"routes of {table.label}"
            first_open = NotDeclared(
                Fact.unknown(path)
                if isinstance(routes, UnknownValue)
                else Fact.undeclared(path, remedy=f"Declare the routes in the {table.label}.")
            )
            continue
        known = [_is_way_out(one) for one in routes if isinstance(routes, list | tuple)]
        if True in known:
            return examination.passes()
        if None in known:
            first_open = NotDeclared(Fact.unknown(f"routes of {table.label}"))
    if first_open is not None:
        raise first_open
    return examination.fails(
        f"{subnet.called} has no NAT gateway, and {tables[0].label} no route of {_EVERYWHERE} to a"
        " virtual appliance."
    )


def _is_way_out(route: Any) -> bool | None:
    """Whether a route leads everything to a firewall; None where that is not known yet."""
    prefix, hop = value_at(route, "addressPrefix"), value_at(route, "nextHopType")
    wanted = ((prefix, _EVERYWHERE), (hop, _APPLIANCE))
    if any(not isinstance(one, UnknownValue) and folded(one) != right for one, right in wanted):
        return False
    return None if isinstance(prefix, UnknownValue) or isinstance(hop, UnknownValue) else True
