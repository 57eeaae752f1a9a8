"""States of facts: what is not said, or not known yet, never turns a failure into a pass."""

from __future__ import annotations

from typing import Any

import pytest
from dualwrite.configuration import Setting, default_setting
from dualwrite.declaration import read_pair
from dualwrite.estate import Estate
from dualwrite.judgement import judge
from dualwrite.parameters import Parameters
from dualwrite.requirement import Requirement
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from dualwrite.schema import fact_paths
from dualwrite.verdicts import Kind, Result
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.pairs import ABSENT, TODAY, UNKNOWN, declaration, pair

APPLICATION = "financeAndOperations.applicationVersion"
PLATFORM = "financeAndOperations.platformVersion"
FINANCE_REGION = "financeAndOperations.region"
CUSTOMER_REGION = "customerEngagement.region"
GEOGRAPHY = "customerEngagement.geography"
FINANCE_NAMES = ("financeAndOperations.url", "financeAndOperations.environmentId")
CUSTOMER_NAMES = ("customerEngagement.url", "customerEngagement.environmentId")

URLS = ("https://a.dynamics.com", "https://b.dynamics.com", "https://c.dynamics.com")
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
POOLS: dict[str, tuple[Any, ...]] = {
    "financeAndOperations.url": URLS,
    "financeAndOperations.environmentId": GUIDS,
    "financeAndOperations.tenantId": GUIDS[:2],
    FINANCE_REGION: REGIONS,
    "financeAndOperations.environmentType": ("production", "trial"),
    APPLICATION: APPLICATIONS,
    PLATFORM: PLATFORMS,
    "financeAndOperations.crossCompanyDataSharing": (False, True),
    "financeAndOperations.bypassesDataEvents": (False, True),
    "financeAndOperations.consecutiveUpdatesPaused": (0, 1, 2),
    "customerEngagement.url": URLS,
    "customerEngagement.environmentId": GUIDS,
    "customerEngagement.tenantId": GUIDS[:2],
    CUSTOMER_REGION: REGIONS,
    GEOGRAPHY: GEOGRAPHIES,
    "customerEngagement.environmentType": ("production", "trial"),
    "customerEngagement.platformVersion": ("9.1.0.11731", "9.1.0.11732", "9.2.25091.212"),
    "customerEngagement.prospectToCash": (False, True),
    "customerEngagement.dualWriteCoreVersion": ("1.0.24073.2", "1.0.24073.3", "1.0.24073"),
    "customerEngagement.dynamics365AppsEnabled": (False, True),
    "link.initialSync": (False, True),
    "link.initialSyncLegalEntities": (40, 41),
    "link.liveSyncLegalEntities": (250, 251),
    "link.distributedTransactions": (False, True),
}
FACTS = st.fixed_dictionaries(
    {
        path: st.sampled_from([*pool] * 3 + [ABSENT, UNKNOWN])  # most facts are declared
        for path, pool in POOLS.items()
    }
)
REMOVALS = st.dictionaries(st.sampled_from(fact_paths()), st.sampled_from([ABSENT, UNKNOWN]))
OWN_PARAMETERS: dict[str, list[dict[str, Any]]] = {
    "same-datacenter": [{"scope": "region"}, {"scope": "geography"}],
    "supported-geography": [{"geographies": ["europe"]}, {"geographies": ["unitedstates"]}],
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
    max_size=2,
)


def judged(
    requirement: Requirement[Any],
    facts: dict[str, Any],
    neighbours: list[dict[str, Any]],
    parameters: Parameters,
) -> Result:
    subject, problems = read_pair(declaration(facts), "subject")
    # A region that contradicts the geography is an error of input, and "leave one out" its remedy.
    assume(not any(" lies in " in problem.text for problem in problems))
    others = [pair(changes, f"other{index}") for index, changes in enumerate(neighbours)]
    setting = Setting(default_setting(requirement).level, parameters)
    return judge(requirement, subject, Estate([subject, *others]), setting, TODAY)


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda one: one.id)
@settings(max_examples=1500, deadline=None)
@given(facts=FACTS, removals=REMOVALS, neighbours=NEIGHBOURS, data=st.data())
def test_X(
    requirement: Requirement[Any],
    facts: dict[str, Any],
    removals: dict[str, Any],
    neighbours: list[dict[str, Any]],
    data: st.DataObject,
) -> None:
    parameters = data.draw(parameters_of(requirement))
    before = judged(requirement, facts, neighbours, parameters)
    assume(before.verdict.kind not in (Kind.PASS, Kind.NOT_APPLICABLE))
    removals = {
        p: v for p, v in removals.items() if facts[p] is not ABSENT and facts[p] is not UNKNOWN
    }
    after = judged(requirement, {**facts, **removals}, neighbours, parameters)
    if after.verdict.kind in (Kind.PASS, Kind.NOT_APPLICABLE, Kind.ERROR):
        assert False, (before.verdict, after.verdict, removals)
