"""All requirements: the table of the public contract, and what holds for each of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dualwrite.requirements
from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.judging.parameters import Parameters
from dualwrite.judging.requirement import Requirement, Scope
from dualwrite.model.declaration import read_pair
from dualwrite.model.facts import State
from dualwrite.model.schema import fact_paths
from dualwrite.model.verdicts import Kind, Level, Severity
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from dualwrite.text.yaml_text import parse_yaml
from support.companions import judged_with, tagged_companions
from support.pairs import (
    ABSENT,
    TODAY,
    UNKNOWN,
    declaration,
    environment,
    judged,
    pair,
    verdict,
)

GEOGRAPHIES = [
    "asia",
    "australia",
    "canada",
    "europe",
    "france",
    "germany",
    "india",
    "japan",
    "southamerica",
    "switzerland",
    "unitedarabemirates",
    "unitedkingdom",
    "unitedstates",
]

TABLE: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    (
        "DW001",
        "finance-operations-application-version",
        "application 10.0.9 (build 10.0.383.20013) or later",
        "mandatory",
        {"minimum": "10.0.9"},
    ),
    (
        "DW002",
        "finance-operations-platform-update",
        "platform update 33 (7.0.5559) or later",
        "mandatory",
        {"minimum": "PU33"},
    ),
    (
        "DW003",
        "customer-engagement-platform-version",
        "platform 9.1.0000.11732 or later",
        "mandatory",
        {"minimum": "9.1.0000.11732"},
    ),
    (
        "DW004",
        "no-prospect-to-cash",
        "the Prospect to cash solution for Data integrator is not installed",
        "mandatory",
        {},
    ),
    ("DW005", "no-trial-instance", "the F&O environment is not a trial", "mandatory", {}),
    (
        "DW006",
        "single-instance",
        "one F&O instance is paired with one CE instance, and the other way round",
        "mandatory",
        {},
    ),
    (
        "DW007",
        "initial-sync-legal-entities",
        "at most 40 legal entities in initial synchronization",
        "mandatory",
        {"maximum": 40},
    ),
    (
        "DW008",
        "live-sync-legal-entities",
        "at most 250 legal entities in live synchronization",
        "mandatory",
        {"maximum": 250},
    ),
    (
        "DW009",
        "no-cross-company-data-sharing",
        "cross-company data sharing is off",
        "mandatory",
        {},
    ),
    ("DW010", "same-tenant", "both apps are in one Microsoft Entra tenant", "mandatory", {}),
    (
        "DW011",
        "same-datacenter",
        "both apps are in one Azure region",
        "mandatory",
        {"scope": "region"},
    ),
    (
        "DW012",
        "no-bypassed-data-events",
        "customizations do not bypass the Insert/Update/Delete events",
        "advisory",
        {"undeclared": "ignore"},
    ),
    (
        "DW013",
        "no-distributed-transactions",
        "nothing relies on a transaction across both apps",
        "advisory",
        {"undeclared": "ignore"},
    ),
    (
        "DW014",
        "one-version",
        "the F&O release is in service today, and at most one update in a row is paused",
        "advisory",
        {"maximumPaused": 1, "warnDays": 60},
    ),
    (
        "DW015",
        "mandatory-dual-write-update",
        "PU63 ≥ 7.0.7198.188 or PU64 ≥ 7.0.7279.121 or any later platform; dual-write core ≥"
        " 1.0.24073.3 (required by Microsoft since 2024-11-30)",
        "mandatory",
        {},
    ),
    (
        "DW016",
        "supported-geography",
        "the pair is in a geography that dual-write lists",
        "advisory",
        {"geographies": GEOGRAPHIES},
    ),
    (
        "DW017",
        "dynamics-365-apps-enabled",
        '"Enable Dynamics 365 apps" was chosen at creation; it cannot be added later',
        "mandatory",
        {},
    ),
    (
        "DW018",
        "dual-write-solutions",
        "the dual-write core and application core solutions are installed, in the documented order,"
        " for the apps that the pair uses",
        "advisory",
        {},
    ),
    (
        "DW019",
        "environment-type-parity",
        "production is paired with production, sandbox with sandbox",
        "advisory",
        {},
    ),
    (
        "DW020",
        "supported-deployment",
        "the F&O environment is not cloud-hosted, not on-premises, not a demo",
        "mandatory",
        {},
    ),
    (
        "DW021",
        "pair-completeness",
        "every side that is marked for dual-write has a partner in the stack or a declared one"
        " outside",
        "advisory",
        {"mappings": ""},
    ),
    (
        "DW022",
        "conflicting-facts",
        "what several resources say of one fact agrees",
        "mandatory",
        {},
    ),
    (
        "DW030",
        "azure-resource-tenant",
        "azure-native resources tied to a pair use a provider in the pair's tenant (where the"
        " provider declares one), and their tenantId inputs (vault, identity) name it",
        "mandatory",
        {},
    ),
    (
        "DW031",
        "azure-resource-geography",
        "they stand in an Azure region of the pair's geography",
        "mandatory",
        {},
    ),
    (
        "DW032",
        "enterprise-policy-location",
        "an enterprise policy's location is the Power Platform region of the pair's CE environment",
        "mandatory",
        {},
    ),
    (
        "DW033",
        "network-injection-subnets",
        "both regions are covered, the subnet is delegated, dedicated to one policy, and has"
        " addresses enough for the environments (30 production, 10 others, 5 reserved)",
        "mandatory",
        {"delegate": ["snet-powerplatform", "powerplatform", "power-platform"]},
    ),
    (
        "DW034",
        "network-injection-egress",
        "a delegated subnet has a NAT gateway (or a declared route to a firewall)",
        "advisory",
        {},
    ),
    (
        "DW035",
        "encryption-key-vault",
        "the vault of an encryption policy has soft delete and purge protection; the key is RSA"
        " 2048; where the stack declares role assignments, the policy's identity has its role;"
        " network access as documented",
        "mandatory",
        {},
    ),
    (
        "DW036",
        "managed-capabilities-environment-type",
        "a trial or Teams environment is in no enterprise policy",
        "mandatory",
        {},
    ),
    (
        "DW037",
        "storage-account-access",
        "a storage account of a pair takes no TLS version before 1.2, and lets nobody read blobs"
        " anonymously",
        "advisory",
        {},
    ),
    ("DW038", "pair-tag", "the Azure resources of a pair have its name as a tag", "advisory", {}),
)
"""ID, name, what it says, level, and the parameters with their defaults: the public contract."""

HELPERS = {"registry"}
OF_PAIRS = [one for one in REQUIREMENTS if not one.concerns_companions]
"""Those that pairs alone decide. The others have their tests beside their own Azure resources."""
FOLDER = Path(dualwrite.requirements.__file__).parent
EXAMPLES = Path(__file__).parents[3] / "examples"

every_requirement = pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda one: one.id)
every_requirement_of_pairs = pytest.mark.parametrize(
    "requirement", OF_PAIRS, ids=lambda one: one.id
)
every_requirement_of_companions = pytest.mark.parametrize(
    "requirement",
    [one for one in REQUIREMENTS if one.concerns_companions],
    ids=lambda one: one.id,
)
every_requirement_of_facts = pytest.mark.parametrize(
    "requirement", [one for one in OF_PAIRS if one.facts], ids=lambda one: one.id
)
every_requirement_of_values = pytest.mark.parametrize(
    "requirement",
    [one for one in OF_PAIRS if one.id not in ("DW021", "DW022")],
    ids=lambda one: one.id,
)
"""All but those that ask where facts come from: a partner that is known later is a partner."""
every_requirement_of_one_pair = pytest.mark.parametrize(
    "requirement",
    [one for one in REQUIREMENTS if one.scope is Scope.PAIR],
    ids=lambda one: one.id,
)


def module_of(requirement: Requirement[Any]) -> str:
    """The module that a requirement stands in."""
    return type(requirement).__module__.rpartition(".")[2]


# The table.


def test_ids_are_unique_and_in_order() -> None:
    assert [one.id for one in REQUIREMENTS] == [
        f"DW{number:03}" for number in (*range(1, 23), *range(30, 39))
    ]


def test_the_table() -> None:
    found = [
        (one.id, one.name, one.level.value, one.parameters().model_dump(by_alias=True))
        for one in REQUIREMENTS
    ]
    assert found == [
        (
            identifier,
            name,
            level,
            {"undeclared": "violation", "unknown": "advise", "exemptions": (), **parameters},
        )
        for identifier, name, _, level, parameters in TABLE
    ]


@pytest.mark.parametrize(("row", "requirement"), list(zip(TABLE, REQUIREMENTS, strict=True)))
def test_titles_say_what_the_table_says(row: tuple[Any, ...], requirement: Any) -> None:
    """Every number of the table stands in the title; the words may differ."""
    numbers = re.findall(r"\d+(?:\.\d+)*", row[2].partition("(required")[0])
    assert [one for one in numbers if one not in requirement.title] == []


def test_requirements_by_name() -> None:
    assert list(requirements_by_name()) == [name for _, name, *_ in TABLE]
    assert list(requirements_by_name().values()) == list(REQUIREMENTS)


def test_each_module_is_named_after_its_requirement() -> None:
    modules = [module_of(one) for one in REQUIREMENTS]
    assert modules == [one.name.replace("-", "_") for one in REQUIREMENTS]
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert files == {*modules, *HELPERS}


@every_requirement
def test_each_class_is_named_after_its_requirement(requirement: Requirement[Any]) -> None:
    words = requirement.name.split("-")
    assert type(requirement).__name__ == "".join(word.capitalize() for word in words)


@every_requirement
def test_each_requirement_has_its_tests(requirement: Requirement[Any]) -> None:
    assert (Path(__file__).parent / f"test_{module_of(requirement)}.py").is_file()


def test_the_requirements_that_see_a_whole_stack() -> None:
    found = [one.id for one in REQUIREMENTS if one.scope is Scope.STACK]
    assert found == ["DW006", "DW021", "DW022", "DW033", "DW034", "DW035", "DW038"]


def test_the_requirements_that_one_azure_resource_decides() -> None:
    found = [one.id for one in REQUIREMENTS if one.scope is Scope.COMPANION]
    assert found == ["DW030", "DW031", "DW032", "DW036", "DW037"]


# Attributes.


@every_requirement
def test_every_text_is_filled_with_whole_sentences(requirement: Requirement[Any]) -> None:
    for text in (requirement.title, requirement.reason, requirement.remedy):
        assert re.fullmatch(r"[A-Z].*\.", text), text
        assert "  " not in text
    assert requirement.title.count(". ") == 0
    assert (type(requirement).__doc__ or "").strip()
    assert requirement.level in (Level.MANDATORY, Level.ADVISORY)
    assert isinstance(requirement.severity, Severity)


@every_requirement
def test_every_requirement_cites_dated_articles(requirement: Requirement[Any]) -> None:
    assert requirement.sources
    assert len(set(requirement.sources)) == len(requirement.sources)
    for source in requirement.sources:
        assert source.article
        assert re.match(
            r"https://learn\.microsoft\.com/(dynamics365|power-platform|azure)/", source.url
        )
        assert date(2019, 1, 1) < source.dated <= TODAY


@every_requirement
def test_facts_are_paths_of_the_schema(requirement: Requirement[Any]) -> None:
    # Any fact can be in conflict, and no list of them would say anything; of some Azure resources
    # everything is in the resources.
    without = ("DW022", "DW034", "DW035", "DW037", "DW038")
    assert bool(requirement.facts) is (requirement.id not in without)
    assert set(requirement.facts) <= set(fact_paths())
    assert len(set(requirement.facts)) == len(requirement.facts)


@every_requirement
def test_every_parameter_is_described(requirement: Requirement[Any]) -> None:
    assert issubclass(requirement.parameters, Parameters)
    for name, field in requirement.parameters.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


@every_requirement
def test_parameters_that_nobody_knows_are_refused(requirement: Requirement[Any]) -> None:
    with pytest.raises(ValueError, match="Extra inputs"):
        requirement.parameters.model_validate({"maximun": 1})


@every_requirement
@pytest.mark.parametrize(
    ("name", "accepted", "refused"),
    [("undeclared", ("violation", "ignore"), "fail"), ("unknown", ("advise", "block"), "ignore")],
)
def test_every_policy_takes_the_common_parameters(
    requirement: Requirement[Any], name: str, accepted: tuple[str, ...], refused: str
) -> None:
    for value in accepted:
        assert getattr(requirement.parameters.model_validate({name: value}), name) == value
    with pytest.raises(ValueError, match="Input should be"):
        requirement.parameters.model_validate({name: refused})


@pytest.mark.parametrize(
    ("identifier", "parameter"),
    [("DW007", "maximum"), ("DW008", "maximum"), ("DW014", "maximumPaused"), ("DW014", "warnDays")],
)
def test_numbers_are_whole_and_not_negative(identifier: str, parameter: str) -> None:
    model = next(one.parameters for one in REQUIREMENTS if one.id == identifier)
    for value, taken in ((0, 0), (7, 7), (7.0, 7)):
        dumped = model.model_validate({parameter: value}).model_dump(by_alias=True)
        assert dumped[parameter] == taken
        assert type(dumped[parameter]) is int
    for refused in (-1, 1.5, "40", True, None, float("nan"), float("inf")):
        with pytest.raises(
            ValueError, match=r"accepted: (a whole number, 0 or more|9007199254740991 at most)"
        ):
            model.model_validate({parameter: refused})


# Correct pairs pass, and each example fails.


@every_requirement_of_pairs
def test_the_correct_pair_passes(requirement: Requirement[Any]) -> None:
    result = judged(requirement)
    assert (result.verdict.kind, result.verdict.message) == (Kind.PASS, "")
    assert result.violation is False


@every_requirement_of_companions
def test_what_is_about_azure_resources_passes_a_correct_side_and_no_pair_without_one(
    requirement: Requirement[Any],
) -> None:
    found = judged_with(requirement, tagged_companions())
    assert (found.verdict.kind, found.verdict.message, found.violation) == (Kind.PASS, "", False)
    nothing = dict.fromkeys(fact_paths(), ABSENT)
    for facts in ({}, nothing, dict.fromkeys(fact_paths(), UNKNOWN)):
        found = judged_with(requirement, (), facts)
        assert (found.verdict.kind, found.violation) == (Kind.NOT_APPLICABLE, False)
        assert found.verdict.evidence == ()


def test_the_example_manifest_passes_every_rule() -> None:
    document = parse_yaml((EXAMPLES / "pairs.yaml").read_text(encoding="utf-8"))
    pairs = []
    for raw in document["pairs"]:
        facts = dict(raw)
        name = facts.pop("name")
        found, problems = read_pair(facts, name)
        assert problems == ()
        pairs.append(found)
    results = judge_all(pairs, Configuration(), TODAY, REQUIREMENTS)
    assert len(results) == len(REQUIREMENTS) * len(pairs)
    others = {
        (one.id, one.pair): one.verdict for one in results if one.verdict.kind is not Kind.PASS
    }
    # Initial synchronization is not asked for there.
    of_pairs = {one.id for one in OF_PAIRS}
    assert [key for key in others if key[0] in of_pairs] == [("DW007", "contoso-americas")]
    assert {one.kind for one in others.values()} == {Kind.NOT_APPLICABLE}


@every_requirement_of_one_pair
def test_the_example_breaks_the_requirement(requirement: Requirement[Any]) -> None:
    _, problems = read_pair(declaration(requirement.example), "contoso")
    assert problems == ()
    result = judged(requirement, requirement.example)
    assert result.verdict.kind is Kind.FAIL
    assert result.verdict.remedy == requirement.remedy
    assert result.violation is True
    assert result.blocks is (requirement.level is Level.MANDATORY)
    # An address goes with its geography, and decides nothing here.
    assert {*requirement.example} - {"customerEngagement.url"} <= set(requirement.facts)


def test_the_example_of_single_instance_is_another_pairs_environment() -> None:
    requirement = requirements_by_name()["single-instance"]
    (path,) = requirement.example
    assert path in requirement.facts
    section, _, key = path.partition(".")
    taken = {path: declaration()[section][key]}
    second = pair({**environment("second"), **taken}, "second")
    result = judged(requirement, others=(second,))
    assert (result.verdict.kind, result.verdict.remedy) == (Kind.FAIL, requirement.remedy)
    assert result.blocks is True


# States of facts, for every rule.


@every_requirement_of_one_pair
def test_a_rule_reads_no_fact_but_its_own(requirement: Requirement[Any]) -> None:
    others = [path for path in fact_paths() if path not in requirement.facts]
    for value in (ABSENT, UNKNOWN, object()):
        changes = dict.fromkeys(others, value)
        assert verdict(requirement, changes) == verdict(requirement)


@every_requirement_of_facts
def test_no_facts_at_all_are_undeclared_and_named(requirement: Requirement[Any]) -> None:
    nothing = dict.fromkeys(fact_paths(), ABSENT)
    result = judged(requirement, nothing)
    assert result.verdict.kind is Kind.UNDECLARED
    assert any(path in result.verdict.message for path in requirement.facts)
    assert any(path in result.verdict.remedy for path in requirement.facts)
    assert result.violation is (requirement.id not in ("DW012", "DW013"))
    assert all(one.value is None for one in result.verdict.evidence)


@every_requirement_of_values
def test_everything_known_after_deployment_is_an_advisory(requirement: Requirement[Any]) -> None:
    changes = dict.fromkeys(fact_paths(), UNKNOWN)
    result = judged(requirement, changes)
    assert result.verdict.kind is Kind.UNKNOWN
    assert any(path in result.verdict.message for path in requirement.facts)
    assert result.violation is False
    blocked = judged(requirement, changes, requirement.parameters(unknown="block"))
    assert blocked.verdict == result.verdict
    assert blocked.violation is True
    assert blocked.blocks is (requirement.level is Level.MANDATORY)


@every_requirement_of_facts
def test_undeclared_facts_can_be_ignored(requirement: Requirement[Any]) -> None:
    nothing = dict.fromkeys(fact_paths(), ABSENT)
    ignored = judged(requirement, nothing, requirement.parameters(undeclared="ignore"))
    assert (ignored.verdict.kind, ignored.violation) == (Kind.UNDECLARED, False)
    strict = judged(requirement, nothing, requirement.parameters(undeclared="violation"))
    assert (strict.verdict.kind, strict.violation) == (Kind.UNDECLARED, True)


@every_requirement_of_facts
def test_values_that_cannot_be_read_are_violations_and_never_exceptions(
    requirement: Requirement[Any],
) -> None:
    for value in ([[]], {}, None, "\x1b[31m", float("nan"), -1, object()):
        result = judged(requirement, dict.fromkeys(requirement.facts, value))
        assert result.verdict.kind is Kind.FAIL
        assert result.verdict.remedy.startswith("Correct ")
        assert "\x1b" not in result.verdict.message
        assert all("\x1b" not in str(one.value) for one in result.verdict.evidence)


_NOT_DECLARED = st.sampled_from([ABSENT, UNKNOWN])


@given(data=st.data())
def test_a_failure_never_becomes_a_pass_because_a_fact_is_missing(data: st.DataObject) -> None:
    """Starting from each requirement's own example, facts of it go missing.

    Examples whose two facts contradict each other are no part of this: the fact that is left then
    decides alone, as the public contract says of versions and of geographies.
    """
    requirement = data.draw(
        st.sampled_from([one for one in REQUIREMENTS if one.scope is Scope.PAIR])
    )
    missing = data.draw(
        st.dictionaries(st.sampled_from(requirement.facts), _NOT_DECLARED, min_size=1)
    )
    changed = verdict(requirement, {**requirement.example, **missing})
    assert changed.kind in (Kind.FAIL, Kind.UNDECLARED, Kind.UNKNOWN)


@given(data=st.data())
def test_a_missing_fact_never_makes_a_correct_pair_fail(data: st.DataObject) -> None:
    missing = data.draw(st.dictionaries(st.sampled_from(fact_paths()), _NOT_DECLARED))
    kinds = {
        one.verdict.kind for one in judge_all([pair(missing)], Configuration(), TODAY, REQUIREMENTS)
    }
    # There are no Azure resources beside it.
    assert kinds <= {Kind.PASS, Kind.UNDECLARED, Kind.UNKNOWN, Kind.NOT_APPLICABLE}


@given(missing=st.dictionaries(st.sampled_from(fact_paths()), _NOT_DECLARED))
def test_evidence_is_what_was_declared(missing: dict[str, Any]) -> None:
    subject = pair(missing)
    declared = {one.path: one.spelling for one in subject.facts() if one.state is State.DECLARED}
    for result in judge_all([subject], Configuration(), TODAY, REQUIREMENTS):
        named = [one.fact for one in result.verdict.evidence]
        assert len(set(named)) == len(named)
        assert set(named) <= set(requirements_by_name()[result.requirement].facts)
        for one in result.verdict.evidence:
            assert one.value == declared.get(one.fact)
