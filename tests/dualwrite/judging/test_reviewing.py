"""What is said about grants: each thing to look at, once, with the grant, its owner and the pairs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from dualwrite.judging.configuration import read_configuration
from dualwrite.judging.exemption_review import (
    ExemptionReviewParameters,
    Outcome,
    ReviewedGrant,
    review,
)
from dualwrite.judging.exemptions import Grant, Grants
from dualwrite.judging.judge import judge_all, review_all
from dualwrite.model.verdicts import Kind
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from support.grants import grant, last_day
from support.pairs import ABSENT, TODAY, environment, pair

TENANTS = requirements_by_name()["same-tenant"]
SUBJECT = 'same-tenant: exemption "EX-2026-014" (owner erp-platform@contoso.com)'


def reviewed(
    grants: Iterable[dict[str, Any]],
    kinds: dict[str, Kind],
    **parameters: Any,
) -> list[ReviewedGrant]:
    return review(
        [(TENANTS, Grants([Grant.model_validate(one) for one in grants]))],
        [Outcome("DW010", name, kind) for name, kind in kinds.items()],
        TODAY,
        ExemptionReviewParameters(**parameters),
    )


def notices(
    grants: Iterable[dict[str, Any]], kinds: dict[str, Kind], **parameters: Any
) -> list[str]:
    return [text for one in reviewed(grants, kinds, **parameters) for text in one.notices]


EXEMPT = {"contoso": Kind.EXEMPT}


def test_a_grant_that_is_used_and_far_from_its_end_needs_nobody() -> None:
    (found,) = reviewed([grant()], {"contoso": Kind.EXEMPT, "fabrikam": Kind.FAIL})
    assert (found.requirement, found.grant.id) == (TENANTS, "EX-2026-014")
    assert (found.days_left, found.covers, found.notices) == (68, ("contoso",), ())


@pytest.mark.parametrize(
    ("days", "warn", "said"),
    [
        (31, 30, None),
        (30, 30, "expires in 30 days, on 2026-12-24; then its violations are back."),
        (1, 30, "expires in 1 day, on 2026-11-25; then its violations are back."),
        (0, 30, "expires today; then its violations are back."),
        (0, 0, None),
        (1, 1, "expires in 1 day, on 2026-11-25; then its violations are back."),
        (2, 1, None),
        (-1, 30, None),
    ],
)
def test_a_grant_that_expires_soon(days: int, warn: int, said: str | None) -> None:
    kinds = EXEMPT if days >= 0 else {"contoso": Kind.FAIL}
    found = notices([last_day(TODAY + timedelta(days))], kinds, warn_days=warn)
    assert found == ([] if said is None else [f"{SUBJECT} {said}"])


@pytest.mark.parametrize("kind", [Kind.PASS, Kind.NOT_APPLICABLE, Kind.UNDECLARED])
def test_a_grant_that_its_pair_does_not_need(kind: Kind) -> None:
    """Undeclared is here what is ignored: a violation would be exempt."""
    (found,) = reviewed([grant()], {"contoso": kind})
    said = f'{SUBJECT} is not used: "contoso" does not need it. Remove it.'
    assert (found.notices, found.hints) == ((said,), ())


def test_a_grant_without_any_pair_is_only_a_hint() -> None:
    """Another stack with the same configuration may have the pair."""
    (found,) = reviewed([grant()], {"fabrikam": Kind.FAIL})
    said = f'{SUBJECT} is not used: there is no pair "contoso" here.'
    assert (found.notices, found.hints) == ((), (said,))


def test_where_there_is_no_pair_at_all_nothing_is_said() -> None:
    (found,) = reviewed([last_day(TODAY, ticket=ABSENT)], {}, require_ticket=True)
    assert (found.notices, found.hints) == ((), ())


def test_several_pairs_that_do_not_need_a_grant_are_named_up_to_five() -> None:
    kinds = {f"pair-{number}": Kind.PASS for number in range(8)}
    assert notices([grant(pairs=["pair-*"])], kinds) == [
        f'{SUBJECT} is not used: "pair-0", "pair-1", "pair-2", "pair-3", "pair-4" and 3 others do'
        " not need it. Remove it."
    ]


@pytest.mark.parametrize("kind", [Kind.UNKNOWN, Kind.ERROR])
def test_a_grant_that_may_yet_be_needed_is_not_called_unused(kind: Kind) -> None:
    assert notices([grant(pairs=["contoso", "fabrikam"])], {"contoso": kind}) == []


def test_a_grant_of_azure_resources_is_not_called_unused_where_there_are_none() -> None:
    """A manifest has none, and the program may."""
    geography = requirements_by_name()["azure-resource-geography"]
    grants = [(geography, Grants([Grant.model_validate(grant(pairs=["contoso"]))]))]
    for kind, number in ((Kind.NOT_APPLICABLE, 0), (Kind.PASS, 1)):
        outcomes = [Outcome("DW031", "contoso", kind)]
        (found,) = review(grants, outcomes, TODAY, ExemptionReviewParameters())
        assert len(found.notices) == number
    assert len(notices([grant(pairs=["contoso"])], {"contoso": Kind.NOT_APPLICABLE})) == 1


def test_one_covered_pair_is_enough_to_be_used() -> None:
    (found,) = reviewed(
        [grant(pairs=["c*", "fabrikam"])],
        {"fabrikam": Kind.PASS, "contoso-b": Kind.EXEMPT, "contoso-a": Kind.EXEMPT},
    )
    assert (found.covers, found.notices) == (("contoso-a", "contoso-b"), ())


@pytest.mark.parametrize(
    ("days", "maximum", "said"),
    [
        (180, 180, None),
        (181, 180, "has 181 days left, until 2027-05-24; 180 are the most (maximumDays)."),
        (31, 31, None),
        (32, 31, "has 32 days left, until 2026-12-26; 31 are the most (maximumDays)."),
    ],
)
def test_a_grant_that_is_too_long(days: int, maximum: int, said: str | None) -> None:
    found = notices([last_day(TODAY + timedelta(days))], EXEMPT, maximum_days=maximum)
    assert found == ([] if said is None else [f"{SUBJECT} {said}"])


def test_a_grant_without_a_ticket_where_one_is_required() -> None:
    without = grant(ticket=ABSENT)
    said = f"{SUBJECT} has no ticket, and one is required (requireTicket)."
    assert notices([without], EXEMPT) == []
    assert notices([without], EXEMPT, require_ticket=True) == [said]
    assert notices([grant()], EXEMPT, require_ticket=True) == []


def test_grants_that_overlap_are_told_on_the_later_ones() -> None:
    grants = [grant(), grant(id="B", pairs=["*"]), grant(id="C"), grant(id="D", pairs=["other"])]
    found = reviewed(grants, {"contoso": Kind.EXEMPT, "other": Kind.EXEMPT})
    owner = "(owner erp-platform@contoso.com)"
    assert [one.notices for one in found] == [
        (),
        (
            f'same-tenant: exemption "B" {owner} overlaps exemption "EX-2026-014": both cover'
            ' "contoso", and the one that ends last counts. Keep one.',
        ),
        (
            f'same-tenant: exemption "C" {owner} overlaps exemption "EX-2026-014": both cover'
            ' "contoso", and the one that ends last counts. Keep one.',
        ),
        (
            f'same-tenant: exemption "D" {owner} overlaps exemption "B": both cover "other", and the'
            " one that ends last counts. Keep one.",
        ),
    ]
    assert [one.covers for one in found] == [
        ("contoso",),
        ("contoso", "other"),
        ("contoso",),
        ("other",),
    ]


def test_an_expired_grant_overlaps_nothing_and_is_said_where_it_is_missed() -> None:
    expired = last_day(TODAY - timedelta(1), id="OLD", ticket=ABSENT)
    found = reviewed([expired, grant()], EXEMPT, require_ticket=True)
    assert [(one.days_left, one.covers, one.notices) for one in found] == [
        (-1, (), ()),
        (68, ("contoso",), ()),
    ]


def test_everything_that_is_to_be_said_of_one_grant() -> None:
    loose = last_day(TODAY + timedelta(10), ticket=ABSENT)
    assert notices(
        [loose], {"contoso": Kind.PASS}, warn_days=20, maximum_days=5, require_ticket=True
    ) == [
        f"{SUBJECT} expires in 10 days, on 2026-12-04; then its violations are back.",
        f'{SUBJECT} is not used: "contoso" does not need it. Remove it.',
        f"{SUBJECT} has 10 days left, until 2026-12-04; 5 are the most (maximumDays).",
        f"{SUBJECT} has no ticket, and one is required (requireTicket).",
    ]


def test_all_policies_with_grants_are_reviewed_but_for_disabled_ones() -> None:
    broken = {"customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"}
    pairs = [pair(broken), pair(environment("other"), "other")]
    raw: dict[str, Any] = {
        "same-datacenter": {"exemptions": [grant(pairs=["other"])]},
        "same-tenant": {"exemptions": [grant()]},
        "one-version": {"enforcementLevel": "disabled", "exemptions": [grant()]},
    }
    configuration = read_configuration(raw, REQUIREMENTS)
    results = judge_all(pairs, configuration, TODAY, REQUIREMENTS)
    found = review_all(results, configuration, TODAY, REQUIREMENTS)
    assert [(one.requirement.id, one.covers, len(one.notices)) for one in found] == [
        ("DW010", ("contoso",), 0),
        ("DW011", (), 1),
    ]
    silent = read_configuration({**raw, "exemptions": "disabled"}, REQUIREMENTS)
    assert [one.notices for one in review_all(results, silent, TODAY, REQUIREMENTS)] == [(), ()]
    assert review_all(results, read_configuration({}, REQUIREMENTS), TODAY, REQUIREMENTS) == []


def test_one_that_does_not_cover_the_verdict_any_more_is_told() -> None:
    (found,) = reviewed([grant(covers="undeclared")], {"contoso": Kind.FAIL})
    told = (
        f'{SUBJECT} does not cover "contoso": it is for undeclared alone, and the verdict is another'
        " one now. Mend the pair, or decide anew."
    )
    assert (found.covers, found.notices, found.hints) == ((), (told,), ())


def test_those_that_do_not_say_what_they_cover_are_told_once_a_policy_and_never_block() -> None:
    grants = [grant(covers=ABSENT), grant(id="other", pairs=["fabrikam"], covers=ABSENT)]
    first, second = reviewed(grants, {"contoso": Kind.EXEMPT, "fabrikam": Kind.EXEMPT})
    told = (
        f"{SUBJECT} does not say what it covers, nor does 1 other; that is undeclared and fail alike."
        " Add covers: undeclared, fail, or both."
    )
    assert (first.notices, first.hints) == ((), (told,))
    assert (second.notices, second.hints) == ((), ())


def test_those_for_different_verdicts_do_not_overlap() -> None:
    grants = [grant(covers="undeclared"), grant(id="other", covers="fail")]
    outcomes = [Outcome("DW010", "contoso", Kind.EXEMPT, Kind.FAIL)]
    given = [(TENANTS, Grants([Grant.model_validate(one) for one in grants]))]
    first, second = review(given, outcomes, TODAY, ExemptionReviewParameters())
    assert (first.covers, second.covers) == ((), ("contoso",))
    assert [*first.notices, *second.notices] == [
        f'{SUBJECT} is not used: "contoso" does not need it. Remove it.'
    ]
