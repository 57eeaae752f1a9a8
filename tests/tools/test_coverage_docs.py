"""The page of coverage: what its table says is what the judge says of pairs that resources make up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from dualwrite.discovery.observer import Observer
from dualwrite.discovery.pairing.configured_facts import ConfiguredFacts, read_configured_facts
from dualwrite.discovery.pairing.pairs import join
from dualwrite.discovery.readers.reader import Known
from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.model.observation import Observation
from dualwrite.model.schema import fact_paths
from dualwrite.model.verdicts import Kind
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from dualwrite.text.yaml_text import parse_yaml
from support.markdown import code_blocks
from support.recorded_inputs import BRIDGED, NATIVE, before_creation, changed
from tools.docs.coverage import facts_example
from tools.docs.coverage_matrix import SourceKind, Way, When, source_kinds, ways
from tools.docs.examples import ExampleError, every_fact, examples_day

PAGE = Path(__file__).resolve().parents[2] / "docs" / "coverage.md"
KINDS = {one.name: one for one in source_kinds()}
OF_PAIRS = [one for one in REQUIREMENTS if not one.concerns_companions]
"""Azure resources decide the others, whatever kind of source the pair comes from."""
GUID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"


def found(requirement: str, kind: SourceKind) -> list[tuple[set[str], str]]:
    """What is to be declared for a requirement, and when it is decided then."""
    every = ways(requirements_by_name()[requirement], kind)
    return [(set(one.declared), one.when.value) for one in every]


def test_the_kinds_are_those_of_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    heading = next(line for line in text.splitlines() if line.startswith("| requirement |"))
    assert [one.strip() for one in heading.strip("|").split("|")] == ["requirement", *KINDS]


@pytest.mark.parametrize("kind", ["component", "mapping", "manifest"])
def test_what_says_every_fact_decides_everything_at_preview(kind: str) -> None:
    assert set(KINDS[kind].known) == set(fact_paths())
    for requirement in OF_PAIRS:
        assert ways(requirement, KINDS[kind]) == [Way((), When.PREVIEW)]


@pytest.mark.parametrize(
    ("requirement", "kind", "expected"),
    [
        (
            "finance-operations-application-version",
            "native",
            [
                ({"financeAndOperations.applicationVersion"}, "preview"),
                ({"financeAndOperations.platformVersion"}, "preview"),
            ],
        ),
        ("customer-engagement-platform-version", "bridged", [(set(), "update")]),
        ("single-instance", "native", [(set(), "update")]),
        ("same-tenant", "native", [({"financeAndOperations.tenantId"}, "preview")]),
        ("same-tenant", "native, unified", [(set(), "preview")]),
        ("same-datacenter", "bridged", [({"financeAndOperations.region"}, "preview")]),
        ("supported-geography", "native", [(set(), "preview")]),
        (
            "dual-write-solutions",
            "native",
            [({"customerEngagement.dualWriteSolutions", "link.apps"}, "preview")],
        ),
        ("dual-write-solutions", "bridged", [({"link.apps"}, "preview")]),
    ],
)
def test_the_judge_decides_what_a_cell_says(
    requirement: str, kind: str, expected: list[tuple[set[str], str]]
) -> None:
    assert found(requirement, KINDS[kind]) == expected


def test_alternatives_are_found_and_nothing_is_asked_for_that_another_makes_needless() -> None:
    nothing = SourceKind("nothing", {})
    assert found("supported-geography", nothing) == [
        ({"financeAndOperations.region"}, "preview"),
        ({"customerEngagement.region"}, "preview"),
        ({"customerEngagement.geography"}, "preview"),
    ]
    urls = ("financeAndOperations.url", "financeAndOperations.environmentId")
    others = ("customerEngagement.url", "customerEngagement.environmentId")
    assert found("single-instance", nothing) == [
        ({one, other}, "preview") for one in urls for other in others
    ]


def test_a_fact_that_is_known_later_makes_it_late() -> None:
    kind = SourceKind("late", {"customerEngagement.tenantId": Known.UPDATE})
    assert found("same-tenant", kind) == [({"financeAndOperations.tenantId"}, "update")]


def test_a_correct_pair_that_fails_is_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {**every_fact(), "link": {**every_fact()["link"], "liveSyncLegalEntities": 251}}
    monkeypatch.setattr("tools.docs.coverage_matrix.every_fact", lambda: wrong)
    with pytest.raises(ExampleError, match="DW008 is fail for the kind component"):
        ways(requirements_by_name()["live-sync-legal-entities"], KINDS["component"])


def kinds_of_verdicts(
    observations: Iterable[Observation], configured: ConfiguredFacts
) -> dict[str, Kind]:
    (joined,) = join(observations, configured)
    results = judge_all([joined.pair], Configuration(), examples_day(), REQUIREMENTS)
    of_pairs = {one.id for one in OF_PAIRS}
    return {one.requirement: one.verdict.kind for one in results if one.id in of_pairs}


def resources(kind: str) -> list[Observation]:
    """What a new, correct environment of a kind says in a preview, as the engine shows it."""
    recorded = before_creation(BRIDGED if kind.startswith("bridged") else NATIVE, "contoso-erp")
    properties: dict[str, Any] = {"environmentType": "Production"}
    domain = "dataverse.domain" if kind.startswith("bridged") else "dataverse.domainName"
    properties |= {"location": "europe", "azureRegion": "westeurope", domain: "contoso"}
    properties["dataverse.templateMetadata"] = None
    properties["dataverse.templates"] = ["D365_FinOps_ProjOps"]
    if kind == "native":
        properties |= {"dataverse.templates": ["D365_Sales"], "linkedAppId": GUID}
    return Observer().observe(changed(recorded, properties))


def entry(kind: SourceKind) -> ConfiguredFacts:
    """An entry of ``dualwrite:facts`` with all that no such environment says."""
    sections: dict[str, dict[str, Any]] = {"customerEngagement": {}}
    for section, facts in every_fact().items():
        for key, value in facts.items() if isinstance(facts, Mapping) else ():
            if f"{section}.{key}" not in kind.known:
                sections.setdefault(section, {})[key] = value
    own = sections.pop("customerEngagement")
    return read_configured_facts({"https://contoso.crm4.dynamics.com": {**own, **sections}})


@pytest.mark.parametrize("name", ["native", "native, unified", "bridged, unified"])
def test_real_resources_are_decided_when_the_table_says_so(name: str) -> None:
    """But for what compares pairs, as the table has two of them."""
    kinds = kinds_of_verdicts(resources(name), entry(KINDS[name]))
    expected = {
        one.name: Kind.PASS if when is When.PREVIEW else Kind.UNKNOWN
        for one in OF_PAIRS
        for when in {way.when for way in ways(one, KINDS[name])}
    }
    del kinds["single-instance"], expected["single-instance"]
    assert kinds == expected


def test_the_entry_of_the_page_leaves_nothing_undeclared() -> None:
    (block,) = [
        one
        for one in code_blocks(PAGE.read_text(encoding="utf-8"))
        if one.language == "yaml" and "dualwrite:facts" in one.content
    ]
    assert block.content == facts_example()
    facts = parse_yaml(block.content)["config"]["dualwrite:facts"]
    kinds = kinds_of_verdicts(resources("native"), read_configured_facts(facts))
    late = {"customer-engagement-platform-version"}
    assert {one for one, kind in kinds.items() if kind is not Kind.PASS} == late


def test_every_fact_is_in_the_table_of_readers_or_in_the_list_of_the_others() -> None:
    text = PAGE.read_text(encoding="utf-8")
    _, _, after = text.partition("## What the readers read")
    part, _, _ = after.partition("## Where to declare the rest")
    named = re.findall(r"`((?:financeAndOperations|customerEngagement|link)\.\w+)`", part)
    assert sorted(named) == sorted(fact_paths())
