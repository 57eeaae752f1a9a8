"""The names in Azure that the foundations of one program have taken: no two may share one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import pulumi
from pulumi.resource import DependencyResource
from pulumi.runtime.settings import SETTINGS

from dualwrite.text.quoting import joined, quoted

from .plan import Plan
from .refusing import refusal


class Claim(NamedTuple):
    """The names of one foundation. All other names are unique in its resource group."""

    pair: str
    group: str
    """Unique in the subscription."""
    unique: tuple[str, ...]
    """Those of key vault and storage account, which are unique in all of Azure."""


Claims = dict[str, Claim]
"""By the name of the foundation in the program."""

_OF_RUNS: WeakKeyDictionary[Any, Claims] = WeakKeyDictionary()
"""Of programs in this process, by the connection to the engine that each run has."""
_OF_STACKS: dict[tuple[str, str, str], Claims] = {}
"""Of programs in other processes, by organization, project and stack: there the provider is asked
for one component at a time, with a connection of its own."""


def claim_names(name: str, plan: Plan, opts: pulumi.ResourceOptions | None) -> None:
    """Take the names of a foundation for it.

    One that is declared again under its own name (by another run for the same stack) only replaces
    what it had.

    :param name: the foundation's name in the program.
    :param opts: its options, which tell where the program runs.
    :raises pulumi.RunError: where another foundation of the program has one of the names.
    """
    claims = _claims_of(opts)
    claim = _claim_of(plan)
    others = {key: one for key, one in claims.items() if key != name}
    problems = [
        problem for other, taken in others.items() for problem in _collisions(claim, other, taken)
    ]
    if problems:
        raise refusal(name, problems)
    claims[name] = claim


def _claims_of(opts: pulumi.ResourceOptions | None) -> Claims:
    in_this_process = not isinstance(opts and opts.parent, DependencyResource)
    if in_this_process and SETTINGS.monitor is not None:
        return _OF_RUNS.setdefault(SETTINGS.monitor, {})
    stack = (pulumi.get_organization(), pulumi.get_project(), pulumi.get_stack())
    return _OF_STACKS.setdefault(stack, {})


def _claim_of(plan: Plan) -> Claim:
    unique: list[str] = []
    if plan.encryption is not None:
        unique.append(plan.names.key_vault)
    if plan.storage is not None:
        unique.append(plan.names.storage_account)
    return Claim(plan.pair, plan.names.resource_group, tuple(unique))


def _collisions(claim: Claim, other: str, taken: Claim) -> Iterator[str]:
    """What two foundations share. To Azure, names have no case (article resource-name-rules).

    Groups of different pairs may have the same name: pairs can have a subscription each.
    """
    known = {one.lower() for one in taken.unique}
    shared = [one for one in claim.unique if one.lower() in known]
    remedy = "baseName or nameSuffix"
    if claim.pair == taken.pair and claim.group.lower() == taken.group.lower():
        shared.insert(0, claim.group)
        remedy = "baseName"
    if shared:
        names = joined([quoted(one) for one in shared])
        yield (
            f"baseName: the AzureFoundation {quoted(other)} of this program has {names} in Azure"
            f" already. Give this one a {remedy} of its own."
        )
