"""The examples of the pages: pairs that pass and pairs that fail, as manifests, and judged.

They are judged for the day of the version tables, on the newest release that is in service on it:
so they are made anew with the tables, and the same tables make the same pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import yaml

from dualwrite.discovery.sources.reading import read_document
from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.judging.requirement import Requirement, Scope
from dualwrite.model.declaration import read_pair
from dualwrite.model.facts import UnreadableValue
from dualwrite.model.observation import Conflict, Origin, Statement
from dualwrite.model.pair import Pair
from dualwrite.model.schema import fact_paths
from dualwrite.model.verdicts import Kind, Result
from dualwrite.requirements import REQUIREMENTS
from dualwrite.vocabulary.versions import ReleaseRow, platform_of, releases, table_date

from .azure_examples import failing_facts, failing_side, pair_beside, passing_side

Declaration = dict[str, Any]
"""One pair as people write it, with ``name``."""

_TENANT = "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"
_MORE_THAN_IS_NEEDED = (
    "financeAndOperations.environmentId",
    "customerEngagement.environmentId",
    "customerEngagement.geography",
)
"""Facts that a correct pair can do without: nothing is decided by them, or by them alone."""


class ExampleError(Exception):
    """An example does not show what its page says."""


@dataclass(frozen=True)
class Example:
    """Pairs, and the facts in them, by path, that the example is about."""

    pairs: tuple[Declaration, ...]
    marked: Mapping[int, Collection[str]]
    """The paths by the pair's position."""

    def as_yaml(self, remark: str) -> str:
        """Return the manifest, with ``remark`` on the lines that the example is about."""
        return manifest(self.pairs, self.marked, remark)

    def results(self) -> list[Result]:
        """Judge the manifest as ``dualwrite check`` does."""
        return judged(yaml.safe_load(self.as_yaml("")))


@dataclass(frozen=True)
class ObservedExample:
    """A pair as several resources make it up, where no declaration can show what is wrong with it."""

    pair: Pair

    def results(self) -> list[Result]:
        """Judge the pair as the pack does."""
        return judge_all([self.pair], Configuration(), examples_day(), REQUIREMENTS)


def examples_day() -> date:
    """The day that all examples are judged for."""
    return table_date()


def release_in_service() -> ReleaseRow:
    """The newest release that is in service on the day of the examples."""
    day = examples_day()
    return next(
        row
        for row in reversed(releases())
        if row.general_availability is not None and row.general_availability <= day
    )


def every_fact() -> Declaration:
    """A correct pair that declares every fact that the schema has."""
    release = release_in_service().release
    pair: Declaration = {
        "name": "contoso",
        "financeAndOperations": {
            "url": "https://contoso.operations.dynamics.com",
            "environmentId": "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60",
            "tenantId": _TENANT,
            "region": "West Europe",
            "environmentType": "production",
            "applicationVersion": str(release),
            "platformVersion": str(platform_of(release)),
            "crossCompanyDataSharing": False,
            "bypassesDataEvents": False,
            "consecutiveUpdatesPaused": 0,
        },
        "customerEngagement": {
            "url": "https://contoso.crm4.dynamics.com",
            "environmentId": "2b9d5a73-6f5c-4f0a-8a57-0f4f7c1d2e33",
            "tenantId": _TENANT,
            "region": "westeurope",
            "geography": "europe",
            "environmentType": "production",
            "platformVersion": "9.2.25091.00212",
            "prospectToCash": False,
            "prospectToCashVersion": "15.0.0.1",
            "dualWriteCoreVersion": "1.0.25031.2",
            "dynamics365AppsEnabled": True,
            "dualWriteSolutions": [
                "DualWriteCoreAnchor",
                "msdyn_DualWriteAppCoreAnchor",
                "msdyn_Dynamics365FinanceExtendedAnchor",
            ],
        },
        "link": {
            "initialSync": True,
            "initialSyncLegalEntities": 12,
            "liveSyncLegalEntities": 12,
            "distributedTransactions": False,
            "apps": ["finance"],
        },
    }
    missing = [path for path in fact_paths() if not has_fact(pair, path)]
    if missing:
        raise ExampleError(f"every_fact() lacks {', '.join(missing)}: give each a correct value")
    return pair


def correct_pair(name: str = "contoso") -> Declaration:
    """A correct pair with environments of its own, and only the facts that a pass needs."""
    pair = every_fact()
    for path in _MORE_THAN_IS_NEEDED:
        section, _, key = path.partition(".")
        del pair[section][key]
    pair["name"] = name
    pair["financeAndOperations"]["url"] = f"https://{name}.operations.dynamics.com"
    pair["customerEngagement"]["url"] = f"https://{name}.crm4.dynamics.com"
    return pair


def has_fact(pair: Declaration, path: str) -> bool:
    """Whether a declaration has a fact."""
    section, _, key = path.partition(".")
    return key in pair.get(section, {})


def with_facts(pair: Declaration, facts: Mapping[str, Any]) -> Declaration:
    """Return a declaration with facts set by path."""
    changed = deepcopy(pair)
    for path, value in facts.items():
        section, _, key = path.partition(".")
        changed.setdefault(section, {})[key] = value
    return changed


def passing_example(requirement: Requirement[Any]) -> Example:
    """Pairs that satisfy every requirement; what decides this one is marked.

    :raises ExampleError: where one of them does not pass everything.
    """
    names = ("contoso", "fabrikam") if requirement.scope is Scope.STACK else ("contoso",)
    pairs = tuple(correct_pair(name) for name in names)
    marked = [path for path in requirement.facts if has_fact(pairs[0], path)]
    example = Example(pairs, {position: marked for position in range(len(pairs))})
    accepted = (Kind.PASS, Kind.NOT_APPLICABLE)  # it has no Azure resources
    refused = sorted({one.id for one in example.results() if one.verdict.kind not in accepted})
    if refused:
        raise ExampleError(f"the correct pair does not pass {', '.join(refused)}")
    return example


def failing_example(requirement: Requirement[Any]) -> Example | ObservedExample:
    """Pairs that break the requirement, by its own ``example``; what breaks it is marked.

    :raises ExampleError: where they do not.
    """
    example: Example | ObservedExample
    if requirement.concerns_companions:
        facts = failing_facts(requirement, correct_pair())
        example = ObservedExample(pair_beside(facts, failing_side(requirement)))
    elif requirement.scope is Scope.STACK:
        example = _BY_SEVERAL_RESOURCES[requirement.id]()
    else:
        pair = with_facts(correct_pair(), requirement.example)
        example = Example((pair,), {0: tuple(requirement.example)})
    if requirement.id not in broken_by(example):
        raise ExampleError(f"the example of {requirement.id} does not break it")
    return example


def beside_example(requirement: Requirement[Any]) -> ObservedExample:
    """A pair with Azure resources that satisfy the requirement.

    :raises ExampleError: where they do not.
    """
    example = ObservedExample(pair_beside(correct_pair(), passing_side(requirement)))
    (found,) = [one for one in example.results() if one.id == requirement.id]
    if found.verdict.kind is not Kind.PASS:
        raise ExampleError(f"the Azure resources of {requirement.id} do not pass it: {found}")
    return example


def _shared_environment() -> Example:
    """Two pairs with one customer engagement environment: what ``example`` can only describe."""
    first, second = correct_pair(), correct_pair("fabrikam")
    path = "customerEngagement.url"
    shared = with_facts(second, {path: first["customerEngagement"]["url"]})
    return Example((first, shared), {0: (path,), 1: (path,)})


def _half() -> ObservedExample:
    """A customer engagement environment that nobody declares a partner of."""
    declared = correct_pair()
    pair, _ = read_pair({"customerEngagement": declared["customerEngagement"]}, declared["name"])
    return ObservedExample(replace(pair, is_half=True))


def _in_conflict() -> ObservedExample:
    """A pair, and a resource for one of its environments that says something else."""
    declared, path = correct_pair(), "customerEngagement.region"
    statements = tuple(
        Statement(path, spelling, Origin(label, f"urn:pulumi:prod::erp::{resource}"))
        for label, spelling, resource in (
            ("pair", "westeurope", "dualwrite:index:EnvironmentPair::contoso"),
            ("environment", "northeurope", "powerplatform:index:Environment::contoso-ce"),
        )
    )
    facts = with_facts(declared, {path: UnreadableValue("2 places say different things.")})
    name = facts.pop("name")
    pair, _ = read_pair(facts, name)
    return ObservedExample(replace(pair, conflicts=(Conflict(path, statements),)))


_BY_SEVERAL_RESOURCES: Mapping[str, Callable[[], Example | ObservedExample]] = {
    "DW006": _shared_environment,
    "DW021": _half,
    "DW022": _in_conflict,
}
"""By requirement, what ``example`` can only describe."""


def broken_by(example: Example | ObservedExample) -> tuple[str, ...]:
    """The IDs of the requirements that an example breaks."""
    return tuple(sorted({one.id for one in example.results() if one.verdict.kind is Kind.FAIL}))


def judged(
    document: object, requirements: Sequence[Requirement[Any]] = REQUIREMENTS
) -> list[Result]:
    """Read a parsed manifest and judge it for the day of the examples, under the defaults.

    :raises InputError: where it is refused.
    """
    source = read_document(document, "manifest.yaml")
    return judge_all(source.pairs, Configuration(), examples_day(), requirements)


def manifest(
    pairs: Sequence[Declaration], marked: Mapping[int, Collection[str]], remark: str = ""
) -> str:
    """Write pairs as a manifest, with a remark on the lines of the marked facts."""
    lines = ["pairs:"]
    for position, pair in enumerate(pairs):
        lines.append(f"  - name: {pair['name']}")
        for section, facts in pair.items():
            if section == "name":
                continue
            lines.append(f"    {section}:")
            for key, value in facts.items():
                first, *items = _lines(key, value)
                if remark and f"{section}.{key}" in marked.get(position, ()):
                    first += f"  # {remark}"
                lines += (f"      {line}" for line in (first, *items))
    return "\n".join(lines)


def _lines(key: str, value: Any) -> Iterator[str]:
    """A key with its value; the items of a list on lines of their own."""
    if isinstance(value, list):
        yield f"{key}:"
        yield from (f"  - {_scalar(item)}" for item in value)
    else:
        yield f"{key}: {_scalar(value)}"


def _scalar(value: Any) -> str:
    return str(yaml.safe_dump(value, width=1000).splitlines()[0])
