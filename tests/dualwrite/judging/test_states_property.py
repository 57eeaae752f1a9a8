"""States of facts: what is not said, or not known yet, never turns a failure into a pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dualwrite.judging.configuration import Setting
from dualwrite.judging.judge import judge
from dualwrite.judging.parameters import Parameters
from dualwrite.judging.requirement import Requirement, Scope
from dualwrite.model.declaration import read_pair
from dualwrite.model.estate import Estate
from dualwrite.model.schema import fact_paths
from dualwrite.model.verdicts import Kind, Result
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from support.pairs import ABSENT, TODAY, UNKNOWN, declaration, pair
from support.properties import examples

APPLICATION = "financeAndOperations.applicationVersion"
PLATFORM = "financeAndOperations.platformVersion"
FINANCE_REGION = "financeAndOperations.region"
CUSTOMER_REGION = "customerEngagement.region"
GEOGRAPHY = "customerEngagement.geography"
FINANCE_NAMES = ("financeAndOperations.url", "financeAndOperations.environmentId")
CUSTOMER_NAMES = ("customerEngagement.url", "customerEngagement.environmentId")

FINANCE_URLS = (
    *(f"https://{name}.operations.dynamics.com" for name in "abc"),
    "https://a.cloudax.dynamics.com",
    "https://a.sandbox.operations.eu.dynamics.com",
)
CUSTOMER_URLS = (
    *(f"https://{name}.crm4.dynamics.com" for name in "abc"),
    "https://a.api.crm4.dynamics.com",
    "https://a.crm9.dynamics.com",
)
GUIDS = tuple(f"00000000-0000-0000-0000-00000000000{digit}" for digit in "123")
REGIONS = (
    "westeurope",
    "northeurope",
    "eastus",
    "westus2",
    "norwayeast",
    "austriaeast",
    "eastus2euap",
    "usgovvirginia",
    "usgovarizona",
)
GEOGRAPHIES = (
    "europe",
    "unitedstates",
    "unitedstatesfirstrelease",
    "norway",
    "usgov",
    "usgovhigh",
)
APPLICATIONS = (
    "8.1.3",
    "10.0.8",
    "10.0.9",
    "10.0.383.20012",
    "10.0.383.20013",
    "10.0.39",
    "10.0.40",
    "10.0.46",
    "10.0.48",
    "10.0.48.8",
    "10.0.2645.66",
    "10.0.50",
    "10.0.99",
)
PLATFORMS = (
    "PU32",
    "7.0.5493.1",
    "PU33",
    "PU62",
    "PU63",
    "7.0.7198.187",
    "7.0.7198.188",
    "7.0.7279.120",
    "7.0.7279.121",
    "PU70",
    "PU72",
    "7.0.7996.40",
    "PU999",
)
_CORES = ["DualWriteCoreAnchor", "msdyn_DualWriteAppCoreAnchor"]
SOLUTIONS = (
    [],
    _CORES,
    [*_CORES, "msdyn_Dynamics365FinanceExtendedAnchor"],
    ["msdyn_Dynamics365FinanceExtendedAnchor", *_CORES],
    ["DualWriteCoreAnchor", "Dynamics365FinanceAndOperationsAnchor"],
)
POOLS: dict[str, tuple[Any, ...]] = {
    "financeAndOperations.url": FINANCE_URLS,
    "financeAndOperations.environmentId": GUIDS,
    "financeAndOperations.tenantId": GUIDS[:2],
    FINANCE_REGION: REGIONS,
    "financeAndOperations.environmentType": ("production", "trial", "cloudHosted"),
    APPLICATION: APPLICATIONS,
    PLATFORM: PLATFORMS,
    "financeAndOperations.crossCompanyDataSharing": (False, True),
    "financeAndOperations.bypassesDataEvents": (False, True),
    "financeAndOperations.consecutiveUpdatesPaused": (0, 1, 2),
    "customerEngagement.url": CUSTOMER_URLS,
    "customerEngagement.environmentId": GUIDS,
    "customerEngagement.tenantId": GUIDS[:2],
    CUSTOMER_REGION: REGIONS,
    GEOGRAPHY: GEOGRAPHIES,
    "customerEngagement.environmentType": ("production", "trial", "default"),
    "customerEngagement.platformVersion": ("9.1.0.11731", "9.1.0.11732", "9.2.25091.212"),
    "customerEngagement.prospectToCash": (False, True),
    "customerEngagement.prospectToCashVersion": ("15.0.0.1", "15.0.0.2"),
    "customerEngagement.dualWriteCoreVersion": ("1.0.24073.2", "1.0.24073.3", "1.0.24073"),
    "customerEngagement.dynamics365AppsEnabled": (False, True),
    "customerEngagement.dualWriteSolutions": SOLUTIONS,
    "link.initialSync": (False, True),
    "link.initialSyncLegalEntities": (40, 41),
    "link.liveSyncLegalEntities": (250, 251),
    "link.distributedTransactions": (False, True),
    "link.apps": (["finance"], ["humanResources", "supplyChain"]),
}
OWN_PARAMETERS: dict[str, list[dict[str, Any]]] = {
    "same-datacenter": [{"scope": "region"}, {"scope": "geography"}],
    "supported-geography": [{"geographies": ["europe"]}, {"geographies": ["usgov", "norway"]}],
}


def test_the_pools_cover_every_fact() -> None:
    assert tuple(POOLS) == fact_paths()


@st.composite
def parameters_of(draw: st.DrawFn, requirement: Requirement[Any]) -> Parameters:
    """Parameters of a requirement: its own, and every way to treat what is not declared."""
    own = draw(st.sampled_from([{}, *OWN_PARAMETERS.get(requirement.name, [])]))
    common = {
        "undeclared": draw(st.sampled_from(["violation", "ignore"])),
        "unknown": draw(st.sampled_from(["advise", "block"])),
    }
    return requirement.parameters.model_validate({**common, **own})


NEIGHBOURS = st.lists(
    st.fixed_dictionaries(
        {path: st.sampled_from([*POOLS[path], ABSENT]) for path in FINANCE_NAMES + CUSTOMER_NAMES}
    ),
    min_size=1,
    max_size=2,
)


@dataclass(frozen=True)
class Case:
    """One requirement on one pair, and the same with some facts taken away."""

    requirement: Requirement[Any]
    parameters: Parameters
    facts: dict[str, Any]
    removals: dict[str, Any]
    neighbours: list[dict[str, Any]]

    def before(self) -> Result:
        """The result with all facts."""
        return self._judged(self.facts)

    def after(self) -> Result:
        """The result without those that are taken away."""
        return self._judged({**self.facts, **self.removals})

    def _judged(self, facts: dict[str, Any]) -> Result:
        subject, _ = read_pair(declaration(facts), "subject")
        others = [pair(one, f"other{index}") for index, one in enumerate(self.neighbours)]
        setting = Setting(self.requirement.level, self.parameters)
        return judge(self.requirement, subject, Estate([subject, *others]), setting, TODAY)


def _contradicts_itself(facts: dict[str, Any]) -> bool:
    _, problems = read_pair(declaration(facts), "subject")
    return any(re.search(" lies in | contradicts ", problem.text) for problem in problems)


@st.composite
def cases(draw: st.DrawFn, requirement: Requirement[Any], removed: list[Any]) -> Case:
    """A requirement's facts, most of them declared, and some of these taken away."""
    facts = {
        path: draw(st.sampled_from([*POOLS[path]] * 3 + [ABSENT, UNKNOWN]))
        for path in requirement.facts
    }
    # What contradicts something else is an error of input, and to leave one out its remedy.
    assume(not _contradicts_itself(facts))
    declared = [path for path, value in facts.items() if value not in (ABSENT, UNKNOWN)]
    removals = {path: draw(st.sampled_from([None, *removed])) for path in declared}
    return Case(
        requirement,
        draw(parameters_of(requirement)),
        facts,
        {path: value for path, value in removals.items() if value is not None},
        draw(NEIGHBOURS) if requirement.scope is Scope.STACK else [],
    )


def _stands_in(case: Case) -> bool:
    """Whether a declared fact takes the place of one that was left out, as interface.md settles it.

    Only for what is left out: what is unknown has no other fact in its place.
    """
    after = {**case.facts, **case.removals}

    def replaced(left_out: str, *others: str) -> bool:
        return case.removals.get(left_out) is ABSENT and any(
            after[other] not in (ABSENT, UNKNOWN) for other in others
        )

    if case.requirement.id in ("DW001", "DW002", "DW014", "DW015"):
        # "An undeclared applicationVersion is decided by platformVersion through the table"; and
        # the other way round.
        return replaced(APPLICATION, PLATFORM) or replaced(PLATFORM, APPLICATION)
    if case.requirement.id == "DW006":
        # "Each side needs url or environmentId": one of the two names an environment.
        return any(
            replaced(url, id_) or replaced(id_, url) for url, id_ in (FINANCE_NAMES, CUSTOMER_NAMES)
        )
    if case.requirement.id in ("DW010", "DW011", "DW019") and _is_unified(after):
        # One environment has one tenant, one place and one purpose, whichever side declares it.
        # What it is may be known later: the two are the same all the same.
        return ABSENT in (case.removals.get(path) for path in case.requirement.facts[:2])
    if case.requirement.id == "DW020":
        # The address tells it where no type is declared.
        return replaced("financeAndOperations.environmentType", FINANCE_NAMES[0])
    if case.requirement.id == "DW016":
        # "With none known it is undeclared": one known side is enough.
        places = (FINANCE_REGION, CUSTOMER_REGION, GEOGRAPHY)
        return any(replaced(one, *(other for other in places if other != one)) for one in places)
    return False


def _is_unified(facts: dict[str, Any]) -> bool:
    one, other = facts.get(FINANCE_NAMES[1]), facts.get(CUSTOMER_NAMES[1])
    return one == other and one not in (ABSENT, UNKNOWN)


OF_PAIRS = [one for one in REQUIREMENTS if not one.concerns_companions]
"""Those on Azure resources have states of their own: ``test_azure_states_property.py``."""
EVERY_REQUIREMENT = pytest.mark.parametrize("requirement", OF_PAIRS, ids=lambda one: one.id)
EXAMPLES = examples(150)


@EVERY_REQUIREMENT
@EXAMPLES
@given(data=st.data())
def test_an_unknown_fact_never_ends_a_failure(
    requirement: Requirement[Any], data: st.DataObject
) -> None:
    case = data.draw(cases(requirement, [UNKNOWN]))
    before, after = case.before(), case.after()
    allowed = {
        Kind.FAIL: {Kind.FAIL, Kind.UNDECLARED, Kind.UNKNOWN},
        Kind.UNDECLARED: {Kind.FAIL, Kind.UNDECLARED, Kind.UNKNOWN},
    }.get(before.verdict.kind, set(Kind) - {Kind.ERROR})
    assert after.verdict.kind in allowed
    if before.verdict.kind is Kind.FAIL and case.parameters.unknown == "block":
        ignored = case.parameters.undeclared == "ignore"
        assert after.violation or (ignored and after.verdict.kind is Kind.UNDECLARED)


@EVERY_REQUIREMENT
@EXAMPLES
@given(data=st.data())
def test_a_fact_that_is_left_out_never_ends_a_failure(
    requirement: Requirement[Any], data: st.DataObject
) -> None:
    case = data.draw(cases(requirement, [UNKNOWN, ABSENT]))
    before, after = case.before(), case.after()
    assert Kind.ERROR not in (before.verdict.kind, after.verdict.kind)
    if before.verdict.kind is not Kind.FAIL or _stands_in(case):
        return
    assert after.verdict.kind in (Kind.FAIL, Kind.UNDECLARED, Kind.UNKNOWN)
    if case.parameters.undeclared == "violation" and case.parameters.unknown == "block":
        assert after.violation


@EVERY_REQUIREMENT
@EXAMPLES
@given(data=st.data())
def test_initial_sync_alone_can_make_a_requirement_applicable_or_not(
    requirement: Requirement[Any], data: st.DataObject
) -> None:
    case = data.draw(cases(requirement, [UNKNOWN, ABSENT]))
    for result, facts in (
        (case.before(), case.facts),
        (case.after(), {**case.facts, **case.removals}),
    ):
        expected = requirement.id == "DW007" and facts["link.initialSync"] is False
        assert (result.verdict.kind is Kind.NOT_APPLICABLE) is expected


@pytest.mark.parametrize(
    "requirement",
    [one for one in OF_PAIRS if one.id != "DW022"],  # which looks at all of them
    ids=lambda one: one.id,
)
@examples(40)
@given(
    others=st.fixed_dictionaries(
        {path: st.sampled_from([*pool, ABSENT, UNKNOWN]) for path, pool in POOLS.items()}
    ),
    data=st.data(),
)
def test_only_the_facts_that_a_requirement_names_decide_it(
    requirement: Requirement[Any], others: dict[str, Any], data: st.DataObject
) -> None:
    case = data.draw(cases(requirement, []))
    unnamed = {path: one for path, one in others.items() if path not in requirement.facts}
    assume(not _contradicts_itself({**unnamed, **case.facts}))
    assert replace(case, facts={**unnamed, **case.facts}).before() == case.before()


@pytest.mark.parametrize("mode", ["ignore", "violation"])
@pytest.mark.parametrize("blocked", ["advise", "block"])
@pytest.mark.parametrize(
    "requirement",
    # All but those that ask where facts come from: a partner that is known later is a partner.
    [one for one in OF_PAIRS if one.id not in ("DW021", "DW022")],
    ids=lambda one: one.id,
)
def test_nothing_declared_is_never_a_pass(
    requirement: Requirement[Any], mode: str, blocked: str
) -> None:
    parameters = requirement.parameters.model_validate({"undeclared": mode, "unknown": blocked})
    nothing = dict.fromkeys(requirement.facts, ABSENT)
    left_out = Case(requirement, parameters, nothing, {}, []).before()
    assert (left_out.verdict.kind, left_out.violation) == (Kind.UNDECLARED, mode == "violation")
    unknown = Case(requirement, parameters, dict.fromkeys(nothing, UNKNOWN), {}, []).before()
    assert (unknown.verdict.kind, unknown.violation) == (Kind.UNKNOWN, blocked == "block")


@pytest.mark.parametrize(
    ("name", "facts", "left_out", "message"),
    [
        (
            "finance-operations-application-version",
            {APPLICATION: "10.0.383.20012", PLATFORM: "PU33"},
            APPLICATION,
            'The finance and operations application is 10.0.9 (taken from platform "PU33").',
        ),
        (
            "mandatory-dual-write-update",
            {APPLICATION: "10.0.46", PLATFORM: "PU32"},
            PLATFORM,
            'The finance and operations platform is PU70 (taken from application "10.0.46").',
        ),
        (
            "supported-geography",
            {FINANCE_REGION: "norwayeast", CUSTOMER_REGION: "westeurope"},
            FINANCE_REGION,
            "",
        ),
    ],
)
def test_what_stands_in_for_a_fact_that_is_left_out_does_not_for_an_unknown_one(
    name: str, facts: dict[str, Any], left_out: str, message: str
) -> None:
    requirement = requirements_by_name()[name]
    facts = {GEOGRAPHY: ABSENT, **facts}
    for removal, kind in ((ABSENT, Kind.PASS), (UNKNOWN, Kind.UNKNOWN)):
        case = Case(requirement, requirement.parameters(), facts, {left_out: removal}, [])
        assert case.before().verdict.kind is Kind.FAIL
        assert case.after().verdict.kind is kind
        if kind is Kind.PASS:
            assert case.after().verdict.message == message


def test_a_region_that_the_table_does_not_place_is_placed_by_the_declared_geography() -> None:
    """Otherwise the declared region would fail where the unknown one passes."""
    requirement = requirements_by_name()["supported-geography"]
    parameters = requirement.parameters.model_validate({"geographies": ["usgov"]})
    facts = {FINANCE_REGION: ABSENT, CUSTOMER_REGION: "usgovarizona", GEOGRAPHY: "usgov"}
    assert Case(requirement, parameters, facts, {}, []).before().verdict.kind is Kind.PASS
    without = Case(requirement, parameters, facts, {GEOGRAPHY: ABSENT}, [])
    assert without.after().verdict.kind is Kind.FAIL
