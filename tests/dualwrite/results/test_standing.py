"""Where a requirement stands: decided, known later, to be declared, or open; and which facts it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.configuration import Configuration, read_configuration
from dualwrite.judging.judge import judge_each
from dualwrite.judging.requirement import Examination
from dualwrite.model.facts import ENCRYPTED, KNOWN_AFTER_DEPLOYMENT, UnknownValue
from dualwrite.model.pair import Pair
from dualwrite.model.schema import fact_paths
from dualwrite.model.verdicts import Kind
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from dualwrite.results.coverage import Covered, Missing, Standing, covered_pairs
from support.grants import grant
from support.pairs import ABSENT, TODAY, UNKNOWN, pair
from support.properties import examples


def covered(subject: Pair, settings: Mapping[str, Any] | None = None) -> dict[str, Covered]:
    """Where every requirement stands for one pair, by ID."""
    configuration = (
        Configuration() if settings is None else read_configuration(settings, REQUIREMENTS)
    )
    judged = zip([subject], judge_each([subject], configuration, TODAY, REQUIREMENTS), strict=True)
    (found,) = covered_pairs(judged, configuration, TODAY)
    assert found.pair is subject
    return {one.id: one for one in found.requirements}


def one(id_: str, changes: Mapping[str, Any], settings: Mapping[str, Any] | None = None) -> Covered:
    return covered(pair(changes), settings)[id_]


def in_pair(*paths: str) -> tuple[Missing, ...]:
    return tuple(Missing(path, f"Declare {path} in the pair.") for path in paths)


def test_a_correct_pair_is_decided_whole() -> None:
    assert covered(pair()) == {
        each.id: Covered(
            each.id,
            each.name,
            Standing.DECIDED,
            Kind.NOT_APPLICABLE if each.concerns_companions else Kind.PASS,
        )
        for each in REQUIREMENTS
    }


@pytest.mark.parametrize(
    ("id_", "changes", "verdict"),
    [
        ("DW008", {"link.liveSyncLegalEntities": 251}, Kind.FAIL),
        ("DW010", {"customerEngagement.tenantId": "contoso.com"}, Kind.FAIL),
        ("DW007", {"link.initialSync": False}, Kind.NOT_APPLICABLE),
    ],
    ids=["fails", "unreadable", "not applicable"],
)
def test_what_is_judged_is_decided_whatever_the_verdict(
    id_: str, changes: dict[str, Any], verdict: Kind
) -> None:
    name = next(each.name for each in REQUIREMENTS if each.id == id_)
    assert one(id_, changes) == Covered(id_, name, Standing.DECIDED, verdict)


@pytest.mark.parametrize(
    ("id_", "absent", "missing"),
    [
        ("DW004", ["customerEngagement.prospectToCash"], ["customerEngagement.prospectToCash"]),
        (
            "DW010",
            ["financeAndOperations.tenantId", "customerEngagement.tenantId"],
            ["financeAndOperations.tenantId", "customerEngagement.tenantId"],
        ),
        ("DW001", ["financeAndOperations.applicationVersion"], []),
        (
            "DW001",
            ["financeAndOperations.applicationVersion", "financeAndOperations.platformVersion"],
            ["financeAndOperations.applicationVersion"],
        ),
        ("DW011", ["customerEngagement.region"], ["customerEngagement.region"]),
        ("DW016", ["customerEngagement.region", "financeAndOperations.region"], []),
    ],
)
def test_undeclared_facts_are_named_where_no_other_stands_in_for_them(
    id_: str, absent: list[str], missing: list[str]
) -> None:
    found = one(id_, dict.fromkeys(absent, ABSENT))
    assert (found.standing, found.missing) == (
        Standing.DECLARE if missing else Standing.DECIDED,
        in_pair(*missing),
    )


def test_a_fact_that_is_declared_too_coarsely_is_missing_as_well() -> None:
    changes = {
        "financeAndOperations.applicationVersion": ABSENT,
        "financeAndOperations.platformVersion": "PU63",
        "customerEngagement.dualWriteCoreVersion": ABSENT,
    }
    assert one("DW015", changes).missing == (
        Missing(
            "financeAndOperations.platformVersion",
            "Declare financeAndOperations.platformVersion with its build.",
        ),
        *in_pair("customerEngagement.dualWriteCoreVersion"),
    )


def test_a_fact_tells_where_it_can_be_declared() -> None:
    subject = pair({"customerEngagement.prospectToCash": ABSENT})
    fact = replace(subject.customer_engagement.prospect_to_cash, remedy="Declare it elsewhere.")
    side = replace(subject.customer_engagement, prospect_to_cash=fact)
    found = covered(replace(subject, customer_engagement=side))["DW004"]
    assert found.missing == (Missing(fact.path, "Declare it elsewhere."),)


@pytest.mark.parametrize("why", [KNOWN_AFTER_DEPLOYMENT, ENCRYPTED])
def test_a_fact_that_is_not_known_yet_says_why(why: str) -> None:
    path = "customerEngagement.platformVersion"
    assert one("DW003", {path: UnknownValue(why)}) == Covered(
        "DW003",
        "customer-engagement-platform-version",
        Standing.LATER,
        Kind.UNKNOWN,
        (Missing(path, why),),
    )


def test_where_one_fact_is_undeclared_and_another_unknown_there_is_something_to_do() -> None:
    changes = {"financeAndOperations.tenantId": UNKNOWN, "customerEngagement.tenantId": ABSENT}
    assert one("DW010", changes).missing == in_pair("customerEngagement.tenantId")


def test_where_the_tables_end_no_fact_is_missing() -> None:
    changes = {
        "financeAndOperations.applicationVersion": "10.0.99",
        "financeAndOperations.platformVersion": ABSENT,
    }
    found = one("DW014", changes)
    assert (found.standing, found.verdict, found.missing) == (Standing.OPEN, Kind.UNKNOWN, ())
    assert found.message.startswith('The finance and operations application is "10.0.99"; ')


def test_a_broken_rule_leaves_its_requirement_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Any, pair: Pair, examination: Examination[Any]) -> Any:
        raise KeyError("x")

    requirement = requirements_by_name()["same-tenant"]
    monkeypatch.setattr(type(requirement), "check", broken)
    found = one("DW010", {})
    assert (found.standing, found.verdict, found.missing) == (Standing.OPEN, Kind.ERROR, ())
    assert found.message.startswith("The rule DW010 same-tenant itself broke (KeyError in ")


@pytest.mark.parametrize(
    ("value", "standing", "verdict"),
    [
        (ABSENT, Standing.DECLARE, Kind.UNDECLARED),
        (True, Standing.DECIDED, Kind.FAIL),
    ],
)
def test_an_exemption_changes_nothing_of_what_is_missing(
    value: Any, standing: Standing, verdict: Kind
) -> None:
    exempt = {"no-prospect-to-cash": {"exemptions": [grant(pairs=["contoso"])]}}
    found = one("DW004", {"customerEngagement.prospectToCash": value}, exempt)
    assert (found.standing, found.verdict) == (standing, verdict)


def test_a_disabled_policy_is_not_covered() -> None:
    found = covered(pair(), {"same-tenant": "disabled"})
    assert sorted(found) == [each.id for each in REQUIREMENTS if each.id != "DW010"]


def test_a_half_lacks_the_facts_of_its_partner() -> None:
    absent = {path: ABSENT for path in fact_paths() if path.startswith("financeAndOperations.")}
    subject = replace(pair(absent), is_half=True)
    found = covered(subject)
    assert (found["DW021"].standing, found["DW021"].verdict) == (Standing.DECIDED, Kind.FAIL)
    assert found["DW010"].missing == in_pair("financeAndOperations.tenantId")
    assert found["DW003"].verdict is Kind.PASS
    assert {one.id for one in found.values() if one.standing is Standing.DECLARE} == {
        *("DW001", "DW002", "DW005", "DW006", "DW009", "DW010", "DW011", "DW012", "DW014"),
        *("DW015", "DW019", "DW020"),
    }


@examples(30)
@given(st.sets(st.sampled_from(fact_paths())), st.sets(st.sampled_from(fact_paths())))
def test_who_declares_what_is_missing_gets_an_end(absent: set[str], unknown: set[str]) -> None:
    """What is said to be missing is enough: declared correctly, everything is decided or later."""
    changes: dict[str, Any] = {
        **dict.fromkeys(sorted(unknown), UNKNOWN),
        **dict.fromkeys(sorted(absent), ABSENT),
    }
    for _ in fact_paths():
        found = covered(pair(changes)).values()
        missing = {
            each.fact for one in found if one.standing is Standing.DECLARE for each in one.missing
        }
        assert missing <= {path for path in changes if changes[path] is ABSENT}
        if not missing:
            break
        for path in missing:
            del changes[path]
    assert all(one.standing in (Standing.DECIDED, Standing.LATER) for one in found)
    assert all(
        {each.fact for each in one.missing}
        <= {path for path in changes if changes[path] is UNKNOWN}
        for one in found
    )
