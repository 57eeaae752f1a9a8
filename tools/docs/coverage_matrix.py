"""What each kind of source lets a requirement be decided by: found out by judging a pair of that kind.

The pair is the correct one of the examples. What such a source says when it is previewed is declared
in it, what it says only once it is deployed is unknown, and all else is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from itertools import combinations
from typing import Any

from dualwrite.discovery.readers import READERS
from dualwrite.discovery.readers.provisioning import KNOWN as KNOWN_OF_UNIFIED
from dualwrite.discovery.readers.reader import Known
from dualwrite.judging.configuration import default_setting
from dualwrite.judging.judge import judge
from dualwrite.judging.requirement import Requirement
from dualwrite.model.declaration import read_pair
from dualwrite.model.estate import Estate
from dualwrite.model.facts import UnknownValue
from dualwrite.model.observation import CUSTOMER_ENGAGEMENT, FINANCE_AND_OPERATIONS
from dualwrite.model.pair import Pair
from dualwrite.model.schema import fact_paths
from dualwrite.model.verdicts import Kind

from .examples import ExampleError, every_fact, examples_day

_ENVIRONMENT_IDS = tuple(
    f"{side}.environmentId" for side in (FINANCE_AND_OPERATIONS, CUSTOMER_ENGAGEMENT)
)
_ANOTHER = {
    "financeAndOperations.url": "https://another.operations.dynamics.com",
    "financeAndOperations.environmentId": "0d3f7a52-1c44-4a7e-8c1b-5a6f9e2d3b10",
    "customerEngagement.url": "https://another.crm4.dynamics.com",
    "customerEngagement.environmentId": "7be10c3d-95f2-4d0a-b6f7-21c8d4e5a990",
}
"""The identity of a second pair: the requirements that compare pairs need two."""


@dataclass(frozen=True)
class SourceKind:
    """A kind of source: which facts it says, and when."""

    name: str
    known: Mapping[str, Known]
    is_unified: bool = False


class When(Enum):
    """When a requirement is decided."""

    PREVIEW = "preview"
    UPDATE = "update"


@dataclass(frozen=True)
class Way:
    """One way to get a requirement decided: what has to be declared for it, and when it is then."""

    declared: tuple[str, ...]
    when: When


def source_kinds() -> list[SourceKind]:
    """The kinds, in the order of the page."""
    by_name = {one.name: one.known for one in READERS}
    packages = by_name["application-packages"]
    every: Mapping[str, Known] = dict.fromkeys(fact_paths(), Known.PREVIEW)
    # The last one counts: that an environment is new makes its ID unknown to its packages, too.
    bridged = {**packages, **by_name["bridged"]}
    return [
        SourceKind("component", by_name["component"]),
        SourceKind("native", by_name["native"]),
        SourceKind("native, unified", {**by_name["native"], **KNOWN_OF_UNIFIED}, True),
        SourceKind("bridged", bridged),
        SourceKind("bridged, unified", {**bridged, **KNOWN_OF_UNIFIED}, True),
        SourceKind("mapping", every),  # it has an expression for any fact
        SourceKind("manifest", every),
    ]


def ways(requirement: Requirement[Any], kind: SourceKind) -> list[Way]:
    """All ways to get a requirement decided, none of which declares more than it needs.

    :raises ExampleError: where a correct pair fails, or nothing that is declared decides.
    """
    missing = [path for path in requirement.facts if path not in kind.known]
    found: list[Way] = []
    for number in range(len(missing) + 1):
        for declared in combinations(missing, number):
            if any(set(one.declared) <= set(declared) for one in found):
                continue
            when = _decided(requirement, kind, declared)
            if when is not None:
                found.append(Way(declared, when))
    if not found:
        raise ExampleError(f"{requirement.id} is never decided for the kind {kind.name}")
    return found


def _decided(
    requirement: Requirement[Any], kind: SourceKind, declared: tuple[str, ...]
) -> When | None:
    """When the requirement is decided by what such a source says and what is declared beside it."""
    pair = _pair(kind, declared)
    estate = Estate([pair, _pair(kind, declared, _ANOTHER)])
    result = judge(requirement, pair, estate, default_setting(requirement), examples_day())
    outcome = result.verdict.kind
    if outcome is Kind.UNDECLARED:
        return None
    if outcome in (Kind.PASS, Kind.UNKNOWN):
        return When.PREVIEW if outcome is Kind.PASS else When.UPDATE
    raise ExampleError(
        f"{requirement.id} is {outcome.value} for the kind {kind.name}: {result.verdict.message}"
    )


def _pair(
    kind: SourceKind, declared: tuple[str, ...], identity: Mapping[str, str] | None = None
) -> Pair:
    values = {**dict(_leaves(every_fact())), **(identity or {})}
    if kind.is_unified:
        finance, customer = _ENVIRONMENT_IDS
        values[finance] = values[customer]
    raw: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        section, _, key = path.partition(".")
        if path in declared or kind.known.get(path) is Known.PREVIEW:
            raw.setdefault(section, {})[key] = value
        elif path in kind.known:
            raw.setdefault(section, {})[key] = UnknownValue()
    pair, _ = read_pair(raw, "another" if identity else "contoso")
    return replace(pair, in_one_environment=kind.is_unified)


def _leaves(declaration: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for section, facts in declaration.items():
        if isinstance(facts, Mapping):
            for key, value in facts.items():
                yield f"{section}.{key}", value
