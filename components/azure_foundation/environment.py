"""What a foundation has to know of the pair's customer engagement environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pulumi

from dualwrite.model.declaration import read_pair
from dualwrite.model.facts import Fact, State, UnknownValue
from dualwrite.vocabulary.network import InjectionLocation, injection_location, table_date
from dualwrite.vocabulary.regions import Geography, Region

from ..environment_pair import _with_outputs_unknown
from .model import read_mapping

SECTION = "customerEngagement"
_PRODUCTION = "production"


class Environment(NamedTuple):
    """The environment, as far as it is known when the program runs."""

    region: Region | None
    geography: Geography | None
    tenant_id: pulumi.Input[str] | None
    """In lower case and without braces, so that its spelling changes neither names nor resources; an
    output as it was given. ``None`` where nobody declared it."""
    is_production: bool
    """Also where its type is not known: a production environment needs more addresses."""
    is_readable: bool
    """Whether its facts could be read; where not, nothing more is said of what they lack."""


_UNREADABLE = Environment(None, None, None, True, False)


def read_environment(raw: object, pair: str, problems: list[str]) -> Environment:
    """Read the facts of the environment, with the rules that the pair itself has for them."""
    if raw is None:
        problems.append(
            f"{SECTION}: missing. Give the mapping that the pair has; it says where the Azure side"
            " has to stand, and in which tenant."
        )
        return _UNREADABLE
    content = read_mapping(raw, SECTION, "a mapping, the one that the pair has", problems)
    if not content and not isinstance(raw, Mapping):
        return _UNREADABLE
    # Of the other side nothing is asked here: it may be anything.
    sides = {SECTION: _with_outputs_unknown(content), "financeAndOperations": UnknownValue()}
    pair_read, found = read_pair(sides, pair)
    problems += map(str, found)
    facts = pair_read.customer_engagement
    region: Region | None = _value(facts.region)
    geography: Geography | None = _value(facts.geography)
    if geography is None and region is not None:
        geography = region.geography
    return Environment(
        region,
        geography,
        _tenant(facts.tenant_id, content),
        _value(facts.environment_type) in (None, _PRODUCTION),
        not found,
    )


def _value(fact: Fact[Any]) -> Any:
    return fact.read() if fact.state is State.DECLARED else None


def _tenant(fact: Fact[str], content: Mapping[str, Any]) -> pulumi.Input[str] | None:
    """The tenant as it is read; as it was given where it is an output, or is a problem already."""
    given: pulumi.Input[str] | None = content.get("tenantId")
    return fact.read() if fact.state is State.DECLARED else given


def injection_of(environment: Environment, problems: list[str]) -> InjectionLocation | None:
    """Where enterprise policies and delegated networks of the environment have to stand."""
    if environment.geography is None:
        if environment.is_readable:
            problems.append(_no_geography())
        return None
    found = injection_location(environment.geography)
    if found is None:
        problems.append(
            f"{SECTION}.geography: the table of {table_date()} has no Azure regions and no location"
            f" of enterprise policies for {environment.geography} (article vnet-support-overview)."
            " Leave out network and encryption."
        )
    return found


def _no_geography() -> str:
    return (
        f"{SECTION}.geography: neither it nor a region that lies in one is declared as plain text."
        " Enterprise policies and their networks stand where the environment does: declare one of"
        " the two."
    )
