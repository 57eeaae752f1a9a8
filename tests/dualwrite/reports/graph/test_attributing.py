"""Which verdicts are about which Azure resources: by what they name, and else by judging these alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from dualwrite.judging.configuration import Configuration, read_configuration
from dualwrite.judging.judge import judge_each
from dualwrite.judging.requirement import Examination, Requirement
from dualwrite.model.estate import Estate
from dualwrite.model.verdicts import Kind
from dualwrite.reports.graph.azure_drawing import Judging, results_about
from dualwrite.reports.graph.outcome import JudgedPair
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from support.companions import companions, with_companions
from support.grants import grant
from support.pairs import ABSENT, TODAY, UNKNOWN
from tools.docs.examples import ObservedExample, failing_example

NOTHING_WRONG = (Kind.PASS, Kind.NOT_APPLICABLE)
NAMES = ("west", "north", "westSubnet", "northSubnet", "injection", "vault", "storage")


def about(
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    facts: Mapping[str, Any] | None = None,
    configuration: Configuration | None = None,
) -> dict[str, list[str]]:
    """By name of a resource, the requirements with something wrong that are about it alone."""
    tags = {name: {"tags": {"dualwrite-pair": "contoso"}} for name in NAMES}
    merged = {name: {**tags[name], **(changes or {}).get(name, {})} for name in NAMES}
    pair = with_companions(companions(*NAMES, changes=merged), facts)
    configuration = configuration or Configuration()
    (results,) = judge_each([pair], configuration, TODAY, REQUIREMENTS)
    judging = Judging(configuration, Estate([pair]), TODAY)
    judged = JudgedPair("contoso", pair, tuple(results))
    found = {
        one.name: [
            each.id
            for each in results_about((one,), judged, judging)
            if each.verdict.kind not in NOTHING_WRONG
        ]
        for one in pair.companions
    }
    return {name: ids for name, ids in found.items() if ids}


def test_nothing_is_wrong_with_correct_resources() -> None:
    assert about() == {}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"storage": {"location": "eastus"}}, {"storage": ["DW031"]}),
        (
            {"storage": {"location": "eastus"}, "vault": {"location": "eastus"}},
            {"storage": ["DW031"], "vault": ["DW031"]},
        ),
        ({"westSubnet": {"natGateway": ABSENT}}, {"westSubnet": ["DW034"]}),
        ({"injection": {"location": "uk"}}, {"injection": ["DW032"]}),
        ({"vault": {"location": UNKNOWN}}, {"vault": ["DW031"]}),
        ({"storage": {"minimumTlsVersion": "TLS1_0"}}, {"storage": ["DW037"]}),
    ],
    ids=["elsewhere", "several", "subnet", "policy", "unknown", "storage"],
)
def test_a_verdict_is_about_what_it_names(
    changes: Mapping[str, Mapping[str, Any]], wanted: dict[str, list[str]]
) -> None:
    assert about(changes) == wanted


def test_what_is_not_known_is_named_beside_a_failure() -> None:
    changes = {"storage": {"location": "eastus"}, "vault": {"location": UNKNOWN}}
    assert about(changes) == {"storage": ["DW031"], "vault": ["DW031"]}


def test_a_fact_of_the_pair_is_about_all_of_them() -> None:
    absent = dict.fromkeys(("customerEngagement.tenantId", "financeAndOperations.tenantId"), ABSENT)
    assert about({}, absent) == {name: ["DW030"] for name in NAMES}


def test_where_not_all_are_named_they_are_judged_alone() -> None:
    """The message on tags names five of the resources, and counts the others."""
    changes = {name: {"tags": ABSENT} for name in NAMES}
    taking = [name for name in NAMES if not name.endswith("Subnet")]
    extra = [f"vault-{number}" for number in range(5)]
    assert len(taking) == 5
    tagless = companions("vault", changes={"vault": {"tags": ABSENT}})[0]
    others = tuple(replace(tagless, name=name, urn=f"{tagless.urn}{name}") for name in extra)
    pair = with_companions((*others, *companions(*NAMES, changes=changes)))
    (results,) = judge_each([pair], Configuration(), TODAY, REQUIREMENTS)
    judging = Judging(Configuration(), Estate([pair]), TODAY)
    judged = JudgedPair("contoso", pair, tuple(results))
    told = {
        one.name
        for one in pair.companions
        if "DW038" in [each.id for each in _wrong(results_about((one,), judged, judging))]
    }
    assert told == {*extra, *taking}


def _wrong(results: list[Any]) -> list[Any]:
    return [one for one in results if one.verdict.kind not in NOTHING_WRONG]


def test_an_exempt_verdict_is_about_what_it_names() -> None:
    settings = {"azure-resource-geography": {"exemptions": [grant(pairs=["contoso"])]}}
    found = about(
        {"storage": {"location": "eastus"}}, None, read_configuration(settings, REQUIREMENTS)
    )
    assert found == {"storage": ["DW031"]}


def test_a_broken_rule_is_about_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Any, pair: Any, examination: Examination[Any]) -> Any:
        raise KeyError("x")

    requirement = requirements_by_name()["azure-resource-geography"]
    monkeypatch.setattr(type(requirement), "check", broken)
    assert about() == {name: ["DW031"] for name in NAMES}


@pytest.mark.parametrize(
    "requirement", [one for one in REQUIREMENTS if one.concerns_companions], ids=lambda one: one.id
)
def test_what_breaks_a_requirement_is_named(requirement: Requirement[Any]) -> None:
    """Else every box of a pair would look broken."""
    example = failing_example(requirement)
    assert isinstance(example, ObservedExample)
    (result,) = [one for one in example.results() if one.id == requirement.id]
    names = [name for one in example.pair.companions for name in (one.label, one.called)]
    assert result.verdict.kind is Kind.FAIL
    assert [name for name in names if name in result.verdict.message]


def test_no_other_requirement_is_about_azure_resources() -> None:
    pair = with_companions(companions("storage"), {"link.liveSyncLegalEntities": 251})
    (results,) = judge_each([pair], Configuration(), TODAY, REQUIREMENTS)
    judging = Judging(Configuration(), Estate([pair]), TODAY)
    found = results_about(pair.companions, JudgedPair("c", pair, tuple(results)), judging)
    assert [one.id for one in found] == [one.id for one in REQUIREMENTS if one.concerns_companions]
