"""What the facts of a pair say against each other, where no single value is in conflict.

One environment with two sides cannot be in two tenants: that is a conflict. An address may be that of
another geography, because an environment can have moved, and a version may be mistyped: that is told,
and blocks only where what is not known blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...judging.requirement import Examination
from ...model.facts import Fact, State
from ...model.pair import Pair
from ...model.verdicts import Verdict
from ...text.quoting import quoted
from ...vocabulary.hosts import Host, dataverse_suffixes
from ...vocabulary.identifiers import EnvironmentUrl
from ...vocabulary.regions import Geography, GeographyError, Region, lies_outside, parse_geography
from .versions import contradiction
from .wording import shown

_ONE_DIRECTORY = {"public": "public", "gcc": "public"}
"""The commercial cloud and GCC share Microsoft Entra; every other cloud has its own."""


def split_environment(pair: Pair, examination: Examination[Any]) -> Verdict:
    """A unified environment, whose two sides are one, is in one tenant and one region."""
    if not pair.is_unified:
        return examination.passes()
    finance, customer = pair.finance_and_operations, pair.customer_engagement
    differing = [
        f"{one.path} is {shown(one)} and {other.path} is {shown(other)}"
        for one, other in (
            (finance.tenant_id, customer.tenant_id),
            (finance.region, customer.region),
        )
        if _differ(one, other)
    ]
    if _is_outside(finance.region, customer.geography):
        differing.append(
            f"{finance.region.path} {shown(finance.region)} is not in {customer.geography.path}"
            f" {shown(customer.geography)}"
        )
    if not differing:
        return examination.passes()
    for fact in (finance.environment_id, customer.environment_id):
        examination.is_declared(fact)
    for fact in _facts(pair):
        examination.is_declared(fact)
    return examination.fails(
        f"Both sides are one environment, with one environmentId, but {'; '.join(differing)}."
    )


def _facts(pair: Pair) -> tuple[Fact[Any], ...]:
    finance, customer = pair.finance_and_operations, pair.customer_engagement
    return (
        finance.tenant_id,
        customer.tenant_id,
        finance.region,
        customer.region,
        customer.geography,
    )


def _differ(one: Fact[Any], other: Fact[Any]) -> bool:
    return one.is_declared and other.is_declared and bool(one.read() != other.read())


def _is_outside(region: Fact[Region], geography: Fact[Geography]) -> bool:
    return (
        region.is_declared
        and geography.is_declared
        and lies_outside(region.read(), geography.read())
    )


def _versions(pair: Pair, examination: Examination[Any]) -> Verdict:
    told = contradiction(pair, examination)
    return examination.cannot_tell(told) if told else examination.passes()


def _customer_address(pair: Pair, examination: Examination[Any]) -> Verdict:
    side = pair.customer_engagement
    return _address(side.url, (side.geography, side.region), examination)


def _finance_address(pair: Pair, examination: Examination[Any]) -> Verdict:
    side = pair.finance_and_operations
    return _address(side.url, (side.region,), examination)


def _address(
    url: Fact[EnvironmentUrl], places: tuple[Fact[Any], ...], examination: Examination[Any]
) -> Verdict:
    """Whether the geography that an address stands for is the one that is declared beside it."""
    known = _known(url)
    if known is None or known.geography is None or not known.geography_is_certain:
        return examination.passes()
    try:
        geography = parse_geography(known.geography)
    except GeographyError:  # a location that the other table does not have
        return examination.passes()
    for fact in places:
        if not fact.is_declared or not _contradicts(geography, fact.read()):
            continue
        examination.read(url)
        examination.read(fact)
        said = (
            "" if url.is_secret else f" stands for the geography {quoted(geography.location)}, and"
        )
        return examination.cannot_tell(
            f"The address {shown(url)}{said} does not fit {fact.path} {shown(fact)}. An"
            " environment that was moved keeps its address; otherwise one of the two is wrong."
        )
    return examination.passes()


def _contradicts(geography: Geography, declared: Geography | Region) -> bool:
    if isinstance(declared, Region):
        location = declared.geography.location if declared.geography is not None else None
        return lies_outside(declared, geography) and location in dataverse_suffixes()
    # A geography whose own address no source gives may have any.
    return declared != geography and declared.location in dataverse_suffixes()


def _clouds(pair: Pair, examination: Examination[Any]) -> Verdict:
    finance, customer = pair.finance_and_operations.url, pair.customer_engagement.url
    one, other = _known(finance), _known(customer)
    if one is None or other is None or one.cloud is None or other.cloud is None:
        return examination.passes()
    if _ONE_DIRECTORY.get(one.cloud, one.cloud) == _ONE_DIRECTORY.get(other.cloud, other.cloud):
        return examination.passes()
    examination.read(finance)
    examination.read(customer)
    return examination.cannot_tell(
        f"The addresses {shown(finance)} and {shown(customer)} are of different clouds, which share"
        " no tenant: one of the two is wrong."
    )


def _known(url: Fact[EnvironmentUrl]) -> Host | None:
    return url.read().known if url.state is State.DECLARED else None


DOUBTS: tuple[Callable[[Pair, Examination[Any]], Verdict], ...] = (
    _customer_address,
    _finance_address,
    _clouds,
    _versions,
)
"""What is told of a pair without being a failure."""
