"""Which virtual networks there will be: one in each Azure region that the location needs."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Any

from dualwrite.text.quoting import counted, joined, printable, quoted
from dualwrite.vocabulary.network import InjectionLocation, addresses_needed
from dualwrite.vocabulary.regions import Region, RegionError, parse_region

from .addressing import GivenRange, Need, RangeError, RegionNetwork, parse_range, plan_networks
from .environment import SECTION, Environment
from .model import (
    EnvironmentsModel,
    NetworkModel,
    RegionNetworkModel,
    read_mapping,
    read_section,
)

_WHERE = "network"
_REGIONS = f"{_WHERE}.regions"


def read_networks(
    raw: object,
    environment: Environment,
    location: InjectionLocation | None,
    problems: list[str],
) -> tuple[RegionNetwork, ...]:
    """Read ``network`` and plan what it leaves open.

    :param location: ``None`` where it is not known, which is a problem already.
    """
    own: list[str] = []
    model = read_section(NetworkModel, raw, _WHERE, own)
    need = _need(model.environments, environment, own)
    pool = _range(model.address_space, f"{_WHERE}.addressSpace", own)
    given = _given(model.regions, own)
    regions: tuple[Region, ...] = ()
    if location is not None:
        regions = _regions(location, environment.region, given, own)
    networks: list[RegionNetwork] = []
    # What is planned from parts that are wrong would only repeat that they are.
    if regions and not own:
        networks, own = plan_networks(regions, pool, given, need)
    problems += own
    return tuple(networks)


def _need(raw: object, environment: Environment, problems: list[str]) -> Need:
    production, others = (1, 0) if environment.is_production else (0, 1)
    if raw is not None:
        where = f"{_WHERE}.environments"
        before = len(problems)
        model = read_section(EnvironmentsModel, raw, where, problems)
        production, others = model.production, model.others
        if production + others == 0 and len(problems) == before:
            problems.append(f"{where}: no environment. Count those that the networks are to serve.")
    addresses = addresses_needed(production, others)
    need = Need(
        addresses,
        f"{addresses} addresses (for {counted(production, 'production environment')},"
        f" {counted(others, 'other')}, and those that Azure reserves)",
    )
    if need.prefix < 0:
        problems.append(f"{_WHERE}.environments: IPv4 has no range with {need.reason}.")
    return need


def _range(text: str | None, where: str, problems: list[str]) -> IPv4Network | None:
    if text is None:
        return None
    try:
        return parse_range(text)
    except RangeError as error:
        problems.append(f"{where}: {error}")
        return None


def _given(raw: object, problems: list[str]) -> dict[Region, GivenRange]:
    if raw is None:
        return {}
    content = read_mapping(raw, _REGIONS, "a mapping from Azure regions", problems)
    given: dict[Region, GivenRange] = {}
    for name, entry in content.items():
        where = f"{_REGIONS}.{printable(str(name))}"
        model = read_section(RegionNetworkModel, entry, where, problems)
        ranges = GivenRange(
            _range(model.address_space, f"{where}.addressSpace", problems),
            _range(model.subnet, f"{where}.subnet", problems),
        )
        region = _region(name, where, problems)
        if region in given:
            problems.append(f"{where}: {region} stands there twice, in two spellings.")
        if region is not None:
            given[region] = ranges
    return given


def _region(name: object, where: str, problems: list[str]) -> Region | None:
    try:
        return parse_region(str(name))
    except RegionError as error:
        problems.append(f"{where}: {error}")
        return None


def _regions(
    location: InjectionLocation,
    environment_region: Region | None,
    given: Mapping[Region, Any],
    problems: list[str],
) -> tuple[Region, ...]:
    """The one set of regions that is needed; several only where nothing decides, with a problem."""
    groups = [group for group in location.region_groups if set(given) <= set(group)]
    if not groups:
        problems.append(
            f"{_REGIONS}: {joined(sorted(one.name for one in given))}; accepted for"
            f" {location.geography}: {_described(location)} (article vnet-support-overview)."
        )
        return ()
    if len(groups) > 1:
        groups = [group for group in groups if environment_region in group] or groups
    if len(groups) > 1:
        problems.append(
            f"{SECTION}.region: {location.geography} has several sets of Azure regions for"
            f" networks: {_described(location)}. The one with the environment's own region is"
            f" needed{_not_in_any(environment_region)}. Declare that region, or name the set's"
            f" regions in {_REGIONS}."
        )
        return ()
    return groups[0]


def _described(location: InjectionLocation) -> str:
    return ", or ".join(joined([one.name for one in group]) for group in location.region_groups)


def _not_in_any(region: Region | None) -> str:
    return "" if region is None else f", and {quoted(region.name)} is in none"
