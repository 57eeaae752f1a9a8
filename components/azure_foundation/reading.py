"""From the arguments to a plan, or to one error that says everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pulumi

from dualwrite.text.quoting import quoted
from dualwrite.vocabulary.network import InjectionLocation, injection_location
from dualwrite.vocabulary.regions import Region

from .addressing import RegionNetwork
from .environment import SECTION, Environment, injection_of, read_environment
from .model import (
    EncryptionModel,
    FoundationModel,
    LogsModel,
    Model,
    StorageModel,
    read_section,
)
from .naming import Names, Parts, name_problems, unique_suffix
from .network_plan import read_networks
from .plan import Encryption, Plan
from .refusing import refusal
from .tags import read_tags

_ANY_SUFFIX = "xxxxxx"
"""Stands for a suffix that is not known, or not needed, where only the length of a name counts."""


class _Sections(NamedTuple):
    """The parts that are asked for."""

    networks: tuple[RegionNetwork, ...] | None
    encryption: Encryption | None
    logs: LogsModel | None
    storage: StorageModel | None


def read_plan(name: str, args: object, parent: str, problems: list[str]) -> Plan:
    """Read all arguments.

    :param name: the foundation's name, for messages.
    :param parent: the name of the pair that is its parent; empty where there is none, which is a
        problem already.
    :param problems: takes everything that is wrong.
    :raises pulumi.RunError: with all problems, if there are any.
    """
    model = read_section(FoundationModel, args, "", problems)
    problems += _empty_parts(args)
    pair = _pair_name(parent, model.pair, problems)
    environment = read_environment(model.customer_engagement, pair, problems)
    location = None
    if model.network is not None or model.encryption is not None:
        location = injection_of(environment, problems)
    sections = _read_sections(model, environment, location, problems)
    region = model.region
    if region is None and not _has(args, "region"):
        region = _region_of(environment, problems)
    names = _read_names(model, pair, environment, sections, problems, _has(args, "nameSuffix"))
    if names.base:
        found = name_problems(names, _parts(model, location))
        problems += [f"baseName: {one}" for one in found]
    tags = read_tags(model.tags, pair, model.storage is not None, problems)
    if problems or region is None:
        raise refusal(name, problems)
    policy_location = "" if location is None else location.policy_location
    return Plan(pair, region, names, tags, policy_location, *sections)


def _read_sections(
    model: FoundationModel,
    environment: Environment,
    location: InjectionLocation | None,
    problems: list[str],
) -> _Sections:
    networks = None
    if model.network is not None:
        networks = read_networks(model.network, environment, location, problems)
    encryption = None
    if model.encryption is not None:
        encryption = _read_encryption(model.encryption, environment, problems)
    return _Sections(
        networks,
        encryption,
        _optional(LogsModel, model.logs, "logs", problems),
        _optional(StorageModel, model.storage, "storage", problems),
    )


def _empty_parts(args: object) -> Iterator[str]:
    """Parts that are there without a value, as an empty key in YAML is: nobody can mean nothing."""
    content = args if isinstance(args, Mapping) else {}
    for key in ("network", "encryption", "logs", "storage"):
        if key in content and content[key] is None:
            yield f"{key}: null; accepted: a mapping, if only {{}}. Leave the key out to go without."


def _has(args: object, key: str) -> bool:
    return isinstance(args, Mapping) and key in args


def _pair_name(parent: str, given: str | None, problems: list[str]) -> str:
    if parent and given and parent != given:
        problems.append(
            f"pair: {quoted(given)} is not the parent, which is {quoted(parent)}. Leave it out."
        )
    return parent or given or ""


def _optional(model: type[Model], raw: object, where: str, problems: list[str]) -> Model | None:
    return None if raw is None else read_section(model, raw, where, problems)


def _read_encryption(
    raw: object, environment: Environment, problems: list[str]
) -> Encryption | None:
    options = read_section(EncryptionModel, raw, "encryption", problems)
    if environment.tenant_id is None:
        problems.append(f"{SECTION}.tenantId: missing. The key vault of encryption is made in it.")
        return None
    return Encryption(environment.tenant_id, options)


def _region_of(environment: Environment, problems: list[str]) -> Region | None:
    """Where the resource group is, unless it is said: where the environment is.

    Where only its geography is known, the first of the regions that networks need; by name, since
    the order of a table may change, and a resource group cannot be moved.
    """
    if environment.region is not None:
        return environment.region
    location = injection_location(environment.geography) if environment.geography else None
    if location is not None and len(location.region_groups) == 1:
        return min(location.region_groups[0], key=lambda one: one.name)
    if environment.is_readable:
        problems.append(
            "region: missing. Write the Azure region of the resource group, or declare"
            f" {SECTION}.region as plain text."
        )
    return None


def _read_names(
    model: FoundationModel,
    pair: str,
    environment: Environment,
    sections: _Sections,
    problems: list[str],
    has_suffix: bool,
) -> Names:
    suffix, tenant = model.name_suffix, environment.tenant_id
    if suffix is None and isinstance(tenant, str):
        suffix = unique_suffix((tenant, pulumi.get_project(), pulumi.get_stack(), pair))
    is_needed = sections.encryption is not None or sections.storage is not None
    if suffix is None and is_needed and environment.is_readable and not has_suffix:
        problems.append(
            "nameSuffix: missing. The names of vault and storage account are unique in all of Azure;"
            f" by default they follow from {SECTION}.tenantId, which is no plain text here."
        )
    return Names(model.base_name or pair, suffix or _ANY_SUFFIX)


def _parts(model: FoundationModel, location: InjectionLocation | None) -> Parts:
    """What is asked for, also where it cannot be planned: names are judged all the same."""
    groups = location.region_groups if location is not None and model.network is not None else ()
    return Parts(
        tuple(region for group in groups for region in group),
        model.encryption is not None,
        model.logs is not None,
        model.storage is not None,
    )
