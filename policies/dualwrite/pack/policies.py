"""Each requirement as one Pulumi policy, on the SDK's public classes only.

A policy keeps no settings: what it is configured with comes with each request. So it answers the
same in any host that runs Pulumi policies, ours (``servicer.py``) or the SDK's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pulumi_policy import (
    Policy,
    PolicyComplianceFramework,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationPolicy,
)

from ..judging.requirement import Requirement, Scope
from .ledger import Ledger
from .operation import Operation
from .pairs import ShownPairs
from .remediation import RemediationPolicy
from .resource_judge import Clock, Judging
from .settings import level_of, parameter_schema


def make_policies(
    requirements: tuple[Requirement[Any], ...], today: Clock, ledger: Ledger, operation: Operation
) -> list[Policy]:
    """Make the policies of each requirement, in their order.

    A requirement that one resource can decide has two of the same name: one sees each resource, before
    it is created; the other sees the pairs that several resources make up.

    :param today: gives the day that decides what is in service, in UTC; asked at each request.
    :param ledger: keeps what the policies find.
    :param operation: what the policies share: the stack's settings, and what was reported already.
    """
    shown = ShownPairs(operation)
    return [
        policy
        for one in requirements
        for policy in _policies(one, Judging(one, today, ledger, operation, shown))
    ]


def _policies(requirement: Requirement[Any], judging: Judging) -> Iterator[Policy]:
    described = _described(requirement)
    alone = {Scope.PAIR: judging.resource, Scope.COMPANION: judging.companion}.get(
        requirement.scope
    )
    if requirement.remediation:
        yield RemediationPolicy(judging.fixes, validate=alone or _nothing_alone, **described)
    elif alone is not None:
        yield ResourceValidationPolicy(validate=alone, **described)
    yield StackValidationPolicy(validate=judging.stack, **described)


def _nothing_alone(args: ResourceValidationArgs, report: ReportViolation) -> None:
    """What needs the whole stack is judged there."""


def _described(requirement: Requirement[Any]) -> dict[str, Any]:
    source = requirement.sources[0]
    return {
        "name": requirement.name,
        "description": f"{requirement.id}: {requirement.title}",
        "enforcement_level": level_of(requirement.level),
        "config_schema": PolicyConfigSchema(parameter_schema(requirement)),
        "display_name": f"{requirement.id} {requirement.name}",
        "severity": Severity(requirement.severity.value),
        "framework": PolicyComplianceFramework(
            name="Microsoft Dynamics 365 dual-write system requirements",
            version=source.dated.isoformat(),
            reference=source.url,
            specification=f"{requirement.id}: {requirement.title}",
        ),
        "tags": ["dynamics-365", "dual-write", requirement.id],
        "remediation_steps": requirement.remedy,
        "url": source.url,
    }
