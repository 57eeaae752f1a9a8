"""What a grant makes of each verdict, on the days around its last one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.configuration import Configuration, Setting, read_configuration
from dualwrite.judging.exemptions import Grant, Grants, with_grants
from dualwrite.judging.judge import judge, judge_all
from dualwrite.model.estate import Estate
from dualwrite.model.verdicts import Evidence, Exemption, Kind, Result, Verdict
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from support.grants import grant, granting, last_day
from support.pairs import ABSENT, TODAY, UNKNOWN, pair

TENANTS = requirements_by_name()["same-tenant"]
OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
BROKEN = {"customerEngagement.tenantId": OTHER_TENANT}
LAST = date(2027, 1, 31)


def result_of(
    changes: dict[str, Any],
    *grants: dict[str, Any],
    today: date = TODAY,
    **parameters: str,
) -> Result:
    raw = {"same-tenant": {"exemptions": list(grants), **parameters}}
    subject = pair(changes)
    setting = read_configuration(raw, REQUIREMENTS).setting(TENANTS)
    return judge(TENANTS, subject, Estate([subject]), setting, today)


def failing() -> Result:
    return result_of(BROKEN)


def test_a_failure_is_exempt_and_keeps_what_it_would_have_been() -> None:
    plain = failing()
    exempt = result_of(BROKEN, grant())
    assert exempt.verdict == Verdict(
        Kind.EXEMPT,
        plain.verdict.message,
        plain.verdict.remedy,
        plain.verdict.evidence,
        Exemption(
            id="EX-2026-014",
            category="waiver",
            reason="Region move under way, ends with the cut-over",
            owner="erp-platform@contoso.com",
            approved_by="cto@contoso.com",
            ticket="https://tickets.contoso.com/ERP-14",
            expires_on=LAST,
            days_left=68,
            instead_of=Kind.FAIL,
        ),
    )
    assert (plain.violation, plain.blocks) == (True, True)
    assert (exempt.violation, exempt.blocks, exempt.level) == (False, False, plain.level)


def test_an_undeclared_fact_that_would_block_is_exempt() -> None:
    found = result_of({"customerEngagement.tenantId": ABSENT}, grant())
    assert found.verdict.kind is Kind.EXEMPT
    assert found.verdict.exemption is not None
    assert found.verdict.exemption.instead_of is Kind.UNDECLARED
    assert found.verdict.message == "customerEngagement.tenantId is not declared."


def test_a_malformed_fact_is_a_failure_and_exempt() -> None:
    found = result_of({"customerEngagement.tenantId": "contoso.com"}, grant())
    assert (found.verdict.kind, found.violation) == (Kind.EXEMPT, False)


@pytest.mark.parametrize(
    ("changes", "parameters", "kind"),
    [
        ({}, {}, Kind.PASS),
        ({"customerEngagement.tenantId": UNKNOWN}, {}, Kind.UNKNOWN),
        ({"customerEngagement.tenantId": UNKNOWN}, {"unknown": "block"}, Kind.UNKNOWN),
        ({"customerEngagement.tenantId": ABSENT}, {"undeclared": "ignore"}, Kind.UNDECLARED),
    ],
)
@pytest.mark.parametrize("last", [LAST, date(2026, 1, 1)])
def test_what_a_grant_does_not_touch(
    changes: dict[str, Any], parameters: dict[str, str], kind: Kind, last: date
) -> None:
    without = result_of(changes, **parameters)
    assert without.verdict.kind is kind
    assert result_of(changes, last_day(last), **parameters) == without


@pytest.mark.parametrize("kind", [one for one in Kind if one not in (Kind.FAIL, Kind.UNDECLARED)])
def test_no_other_verdict_becomes_exempt(kind: Kind) -> None:
    verdict = Verdict(kind, "A message.", "A remedy.", (Evidence("link.initialSync", True),))
    assert (
        with_grants(verdict, Grants([Grant.model_validate(grant())]), "contoso", TODAY) is verdict
    )


def test_a_pair_that_is_not_named_is_not_covered() -> None:
    assert result_of(BROKEN, grant(pairs=["contoso-*", "fabrikam"])) == failing()


@pytest.mark.parametrize(
    ("last", "today", "exempt"),
    [
        ("2027-01-31", "2027-01-30", True),
        ("2027-01-31", "2027-01-31", True),
        ("2027-01-31", "2027-02-01", False),
        ("2028-02-29", "2028-02-28", True),
        ("2028-02-29", "2028-02-29", True),
        ("2028-02-29", "2028-03-01", False),
        ("9999-12-31", "2026-11-24", True),
        ("2026-11-23", "2026-11-24", False),
    ],
)
def test_a_matrix_of_dates(last: str, today: str, exempt: bool) -> None:
    found = result_of(BROKEN, grant(expiresOn=last), today=date.fromisoformat(today))
    assert (found.verdict.kind, found.violation) == (
        (Kind.EXEMPT, False) if exempt else (Kind.FAIL, True)
    )


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (
            date(2026, 11, 23),
            'Exemption "EX-2026-014" expired on 2026-11-23 (1 day ago); its owner is'
            " erp-platform@contoso.com.",
        ),
        (
            date(2026, 10, 24),
            'Exemption "EX-2026-014" expired on 2026-10-24 (31 days ago); its owner is'
            " erp-platform@contoso.com.",
        ),
    ],
)
def test_an_expired_grant_covers_nothing_and_the_message_says_which_when_and_whose(
    last: date, said: str
) -> None:
    plain, found = failing(), result_of(BROKEN, last_day(last))
    assert found.verdict == Verdict(
        Kind.FAIL,
        f"{plain.verdict.message} {said}",
        plain.verdict.remedy,
        plain.verdict.evidence,
    )
    assert (found.violation, found.level) == (True, plain.level)


def test_of_several_grants_the_one_that_ends_last_counts() -> None:
    found = result_of(
        BROKEN,
        grant(id="A", expiresOn="2026-01-01"),
        grant(id="B", expiresOn="2026-12-24"),
        grant(id="C", expiresOn="2027-03-01"),
        grant(id="D", expiresOn="2027-03-01", pairs=["*"]),
        grant(id="E", expiresOn="2028-01-01", pairs=["fabrikam"]),
    )
    assert found.verdict.exemption is not None
    assert found.verdict.exemption.id == "C"


def test_of_several_expired_grants_the_latest_is_named() -> None:
    found = result_of(
        BROKEN, grant(id="A", expiresOn="2026-11-20"), grant(id="B", expiresOn="2026-11-01")
    )
    assert 'Exemption "A" expired on 2026-11-20' in found.verdict.message
    assert '"B"' not in found.verdict.message


def test_a_grant_is_for_one_requirement_only() -> None:
    subject = pair({**BROKEN, "customerEngagement.region": "northeurope"})
    configuration = granting("same-tenant", grant())
    kinds = {
        one.requirement: one.verdict.kind
        for one in judge_all([subject], configuration, TODAY, REQUIREMENTS)
    }
    assert (kinds["same-tenant"], kinds["same-datacenter"]) == (Kind.EXEMPT, Kind.FAIL)


def test_a_rule_that_breaks_is_never_exempt(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Verdict:
        raise ZeroDivisionError

    monkeypatch.setattr(type(TENANTS), "check", broken)
    found = result_of(BROKEN, grant())
    assert (found.verdict.kind, found.violation) == (Kind.ERROR, True)


@given(
    changes=st.sampled_from(
        [
            {},
            BROKEN,
            {"customerEngagement.tenantId": ABSENT},
            {"customerEngagement.tenantId": UNKNOWN},
        ]
    ),
    undeclared=st.sampled_from(["violation", "ignore"]),
    unknown=st.sampled_from(["advise", "block"]),
    grants=st.lists(
        st.tuples(st.sampled_from(["contoso", "c*", "fabrikam"]), st.integers(-3, 3)), max_size=4
    ),
)
def test_exempt_means_a_violation_that_a_grant_in_force_names(
    changes: dict[str, Any], undeclared: str, unknown: str, grants: list[tuple[str, int]]
) -> None:
    raw = [
        last_day(TODAY + timedelta(days), id=str(number), pairs=[name])
        for number, (name, days) in enumerate(grants)
    ]
    without = result_of(changes, undeclared=undeclared, unknown=unknown)
    found = result_of(changes, *raw, undeclared=undeclared, unknown=unknown)
    covered = any(days >= 0 and name != "fabrikam" for name, days in grants)
    exemptable = without.violation and without.verdict.kind in (Kind.FAIL, Kind.UNDECLARED)
    assert (found.verdict.kind is Kind.EXEMPT) == (covered and exemptable)
    if found.verdict.kind is not Kind.EXEMPT:
        assert (found.verdict.kind, found.violation) == (without.verdict.kind, without.violation)


def test_without_a_grant_nothing_changes() -> None:
    subject = pair(BROKEN)
    setting = Setting(TENANTS.level, TENANTS.parameters())
    assert judge(TENANTS, subject, Estate([subject]), setting, TODAY) == failing()
    assert judge_all([subject], Configuration(), TODAY, REQUIREMENTS)[9] == failing()


UNDECLARED = {"customerEngagement.tenantId": ABSENT}


@pytest.mark.parametrize("covers", ["undeclared", "fail", ["undeclared", "fail"], ABSENT])
@pytest.mark.parametrize(("changes", "kind"), [(BROKEN, Kind.FAIL), (UNDECLARED, Kind.UNDECLARED)])
def test_it_covers_the_verdict_that_it_was_given_for(
    changes: dict[str, Any], kind: Kind, covers: Any
) -> None:
    found = result_of(changes, grant(covers=covers))
    if covers is ABSENT or kind.value in covers:
        assert found.verdict.kind is Kind.EXEMPT
        return
    plain = result_of(changes)
    told = f'Exemption "EX-2026-014" does not cover it: it is for {covers} alone.'
    assert (found.verdict.kind, found.blocks) == (kind, True)
    assert found.verdict.message == f"{plain.verdict.message} {told}"


def test_one_that_ends_last_counts_among_those_that_cover_the_verdict() -> None:
    longer = last_day(date(2027, 6, 30), id="undeclared", covers="undeclared")
    shorter = last_day(date(2027, 1, 1), id="fail", covers="fail")
    exemption = result_of(BROKEN, longer, shorter).verdict.exemption
    assert exemption is not None
    assert exemption.id == "fail"
