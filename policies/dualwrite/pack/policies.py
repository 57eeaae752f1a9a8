"""Each requirement as one Pulumi policy, on the SDK's public classes only.

A policy keeps no state: what it is configured with comes with each request. So it answers the same
in any host that runs Pulumi policies, ours (``servicer.py``) or the SDK's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from pulumi_policy import (
    Policy,
    PolicyComplianceFramework,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from ..configuration import Setting, read_setting
from ..estate import Estate, in_order
from ..judgement import judge
from ..pair import Pair
from ..requirement import Requirement, Scope
from ..verdicts import Kind, Result
from .ledger import Ledger
from .levels import at_level, level_of
from .properties import plain
from .schemas import parameter_schema
from .settings import SettingReader
from .texts import violation_text

PAIR_TYPE = "dualwrite:index:EnvironmentPair"
"""The type token of the component that carries a pair's facts."""

Clock = Callable[[], date]


class NotKnownYet(UnknownValueError):
    """Ends a policy with an advisory, whatever the policy's level: Pulumi's own way for unknowns."""

    def __init__(self, message: str) -> None:
        super().__init__(UNKNOWN_STRING_VALUE, [])
        self.message = message


def make_policies(
    requirements: tuple[Requirement[Any], ...], today: Clock, ledger: Ledger
) -> list[Policy]:
    """Make one policy a requirement, in their order.

    :param today: gives the day that decides what is in service, in UTC; asked at each request.
    :param ledger: keeps what the policies find.
    """
    pairs = _PairReader()
    return [
        _stack_policy(requirement, today, pairs, ledger)
        if requirement.scope is Scope.STACK
        else _resource_policy(requirement, today, pairs, ledger)
        for requirement in requirements
    ]


class _PairReader:
    """Reads the pair out of a resource, once for all policies that are shown the same properties."""

    def __init__(self) -> None:
        self._last: tuple[Any, Pair] | None = None

    def read(self, properties: Any, name: str, urn: str) -> Pair:
        last = self._last  # one read of the attribute: requests may come on several threads
        if last is not None and last[0] is properties:
            return last[1]
        pair = pair_of(plain(properties), name, urn)
        self._last = (properties, pair)
        return pair


def pair_of(properties: Mapping[str, Any], name: str, urn: str | None) -> Pair:
    """Read a resource's properties as a pair; what cannot be read becomes a malformed fact."""
    from ..declaration import read_pair  # the schema takes time to load, and few stacks have pairs

    pair, _ = read_pair(properties, name, urn=urn)
    return pair


def _resource_policy(
    requirement: Requirement[Any], today: Clock, pairs: _PairReader, ledger: Ledger
) -> Policy:
    settings = SettingReader(partial(read_setting, requirement))

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        if args.resource_type != PAIR_TYPE:
            return
        setting = settings.read(args.get_config(), report)
        if setting is None:
            return
        setting = at_level(setting, report)
        pair = pairs.read(args.props, args.name, args.urn)
        result = judge(requirement, pair, Estate([pair]), setting, today())
        ledger.note(requirement, setting, result)
        if result.violation:
            report(violation_text(requirement, result), None)
        elif result.verdict.kind is Kind.UNKNOWN:
            raise NotKnownYet(result.verdict.message)
        elif result.verdict.kind is Kind.NOT_APPLICABLE:
            args.not_applicable(result.verdict.message)

    return ResourceValidationPolicy(validate=validate, **_described(requirement))


def _stack_policy(
    requirement: Requirement[Any], today: Clock, pairs: _PairReader, ledger: Ledger
) -> Policy:
    settings = SettingReader(partial(read_setting, requirement))

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        found = [
            pairs.read(resource.props, resource.name, resource.urn)
            for resource in args.resources
            if resource.resource_type == PAIR_TYPE
        ]
        if not found:
            return
        setting = settings.read(args.get_config(), report)
        if setting is None:
            return
        setting = at_level(setting, report)
        advisories = []
        for result in _judged(requirement, found, setting, today()):
            ledger.note(requirement, setting, result)
            if result.violation:
                report(violation_text(requirement, result), result.urn)
            elif result.verdict.kind is Kind.UNKNOWN:
                advisories.append(f"{result.pair}: {result.verdict.message}")
        if advisories:
            raise NotKnownYet("\n".join(advisories))

    return StackValidationPolicy(validate=validate, **_described(requirement))


def _judged(
    requirement: Requirement[Any], pairs: list[Pair], setting: Setting, today: date
) -> Iterator[Result]:
    estate = Estate(pairs)
    for pair in in_order(pairs):
        yield judge(requirement, pair, estate, setting, today)


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
