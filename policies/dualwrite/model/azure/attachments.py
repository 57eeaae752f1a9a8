"""Resources that add something to another one, and are nothing by themselves.

azurerm has them for what pulumi-azure-native writes in the resource itself: the NAT gateway and the
route table of a subnet, the addresses of a NAT gateway, a single route, an access policy of a vault.
They are put where azure-native has them, so that requirements know one form.
Source: registry.terraform.io/providers/hashicorp/azurerm/4.50.0/docs, resources
subnet_nat_gateway_association, subnet_route_table_association, nat_gateway_public_ip_association,
nat_gateway_public_ip_prefix_association, route and key_vault_access_policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ..facts import UnknownValue
from ..raw_values import folded, opened, value_at
from ..resource import Resource
from .classic import access_policy
from .index import Lookup
from .kinds import AzureKind
from .resource import AzureResource

REFERRED = "dualwrite:references"
"""In an entry of a list: the resources that its values are taken from. No property is called so."""


@dataclass(frozen=True)
class _Form:
    """Which resource it is added to, by which property, where to, and as what."""

    to: AzureKind
    named_by: str
    path: tuple[str, ...]
    made_of: Callable[[Mapping[str, Any]], Any]
    said_by: str
    """The property whose references go with what is added."""
    is_list: bool = True


def _identified_by(key: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda raw: {"id": raw.get(key)}


def _route(raw: Mapping[str, Any]) -> Any:
    return {key: raw.get(key) for key in ("name", "addressPrefix", "nextHopType")}


def _native_policy(raw: Mapping[str, Any]) -> Any:
    return opened(raw.get("policy"))


_GATEWAY = _Form(
    AzureKind.SUBNET,
    "subnetId",
    ("natGateway",),
    _identified_by("natGatewayId"),
    "natGatewayId",
    False,
)
_TABLE = _Form(
    AzureKind.SUBNET,
    "subnetId",
    ("routeTable",),
    _identified_by("routeTableId"),
    "routeTableId",
    False,
)
_ADDRESS = _Form(
    AzureKind.NAT_GATEWAY,
    "natGatewayId",
    ("publicIpAddresses",),
    _identified_by("publicIpAddressId"),
    "publicIpAddressId",
)
_PREFIX = replace(
    _ADDRESS,
    path=("publicIpPrefixes",),
    made_of=_identified_by("publicIpPrefixId"),
    said_by="publicIpPrefixId",
)
_ROUTE = _Form(AzureKind.ROUTE_TABLE, "routeTableName", ("routes",), _route, "addressPrefix")
_ACCESS = ("properties", "accessPolicies")
_POLICY = _Form(AzureKind.VAULT, "keyVaultId", _ACCESS, access_policy, "objectId")
_NATIVE_POLICY = _Form(AzureKind.VAULT, "vaultName", _ACCESS, _native_policy, "policy")
_FORMS = {
    "network/subnetnatgatewayassociation": _GATEWAY,
    "network/subnetroutetableassociation": _TABLE,
    "network/natgatewaypublicipassociation": _ADDRESS,
    "network/natgatewaypublicipprefixassociation": _PREFIX,
    "network/route": _ROUTE,
    "keyvault/accesspolicy": _POLICY,
    "index/subnetnatgatewayassociation": _GATEWAY,
    "index/subnetroutetableassociation": _TABLE,
    "index/natgatewaypublicipassociation": _ADDRESS,
    "index/natgatewaypublicipprefixassociation": _PREFIX,
    "index/route": _ROUTE,
    "index/keyvaultaccesspolicy": _POLICY,
}
"""By module and type of pulumi-azure and azurerm, in lower case."""


@lru_cache(maxsize=4096)
def _form_of(token: str) -> _Form | None:
    package, _, rest = token.partition(":")
    module, _, name = rest.partition(":")
    if package in ("azure", "azurerm"):
        return _FORMS.get(module.casefold())
    is_policy = (module.partition("/")[0].casefold(), name.casefold()) == (
        "keyvault",
        "accesspolicy",
    )
    return _NATIVE_POLICY if is_policy and package.startswith("azure-native") else None


def is_attachment(token: str) -> bool:
    """Whether resources of a type only add something to another resource."""
    return _form_of(token) is not None


def attached(
    resources: Sequence[AzureResource], attachments: Iterable[Resource]
) -> tuple[AzureResource, ...]:
    """The resources with what is added to them.

    What is added to a resource that is not there, or not known yet, is left out.
    """
    found = {one.urn: one for one in resources}
    lookups: dict[AzureKind, Lookup] = {}
    for one in sorted(attachments, key=lambda one: one.urn):
        form = _form_of(one.type)
        if form is None:
            continue
        lookup = lookups.get(form.to)
        if lookup is None:
            lookup = lookups[form.to] = Lookup(each for each in resources if each.kind is form.to)
        referred = lookup.referred_to(one.references.get(form.named_by, ()))
        named = one.properties.get(form.named_by)
        targets = referred or lookup.spoken_of((), named)
        for target in targets:
            found[target.urn] = _added(found[target.urn], form, one)
        if not targets and form.to is AzureKind.SUBNET:
            _add_in_networks(found, form, one, folded(named))
    return tuple(found.values())


def _added(target: AzureResource, form: _Form, one: Resource) -> AzureResource:
    value, referred = form.made_of(one.properties), one.references.get(form.said_by, ())
    properties = dict(target.properties)
    if not form.is_list:
        properties[form.path[0]] = value
    else:
        if isinstance(value, Mapping) and referred:
            value = {**value, REFERRED: tuple(referred)}
        _append(properties, form.path, value)
    references: dict[str, tuple[str, ...]] = dict(target.references)
    first = form.path[0]
    references[first] = (*references.get(first, ()), *referred)
    return replace(target, properties=properties, references=references)


def _append(properties: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    *above, last = path
    for key in above:
        inner = opened(properties.get(key))
        if isinstance(inner, UnknownValue):
            return
        properties[key] = properties = dict(inner) if isinstance(inner, Mapping) else {}
    there = opened(properties.get(last))
    if isinstance(there, UnknownValue):
        return
    properties[last] = [*(there if isinstance(there, list | tuple) else ()), value]


def _add_in_networks(
    found: dict[str, AzureResource], form: _Form, one: Resource, subnet_id: str
) -> None:
    """Add to a subnet in the list of its network, by its ID."""
    network_id, separator, name = subnet_id.rpartition("/subnets/")
    if not separator:
        return
    networks = Lookup(each for each in found.values() if each.kind is AzureKind.VIRTUAL_NETWORK)
    for network in networks.spoken_of((), network_id):
        subnets = network.at("subnets")
        if not isinstance(subnets, list | tuple):
            continue
        value = form.made_of(one.properties)
        changed = [
            {**opened(each), form.path[0]: value}
            if folded(value_at(each, "name")) == name
            else each
            for each in subnets
        ]
        found[network.urn] = replace(network, properties={**network.properties, "subnets": changed})
