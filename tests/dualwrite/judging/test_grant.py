"""Grants: what is accepted, what is refused by name, and which pairs a grant names."""

from __future__ import annotations

from datetime import date, timedelta
from fnmatch import fnmatchcase
from glob import escape
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.configuration import ConfigurationError, read_configuration
from dualwrite.judging.exemptions import Grant, Grants, grant_keys, grant_schema
from dualwrite.requirements import REQUIREMENTS
from support.grants import GRANT, grant
from support.pairs import ABSENT, TODAY


def problem_of(raw: object) -> str:
    with pytest.raises(ConfigurationError) as caught:
        read_configuration({"same-tenant": {"exemptions": [raw]}}, REQUIREMENTS)
    (problem,) = caught.value.problems
    return problem


def read(*grants: dict[str, Any]) -> Grants:
    return Grants([Grant.model_validate(one) for one in grants])


def test_a_grant_is_read() -> None:
    configuration = read_configuration({"same-tenant": {"exemptions": [GRANT]}}, REQUIREMENTS)
    (found,) = configuration.settings["same-tenant"].parameters.exemptions
    assert found.model_dump() == {
        "id": "EX-2026-014",
        "pairs": ("contoso",),
        "covers": ("undeclared", "fail"),
        "category": "waiver",
        "reason": "Region move under way, ends with the cut-over",
        "owner": "erp-platform@contoso.com",
        "approved_by": "cto@contoso.com",
        "ticket": "https://tickets.contoso.com/ERP-14",
        "expires_on": date(2027, 1, 31),
    }


@pytest.mark.parametrize(
    ("covers", "read"),
    [
        ("fail", ("fail",)),
        ("undeclared", ("undeclared",)),
        (["fail"], ("fail",)),
        (["fail", "undeclared"], ("undeclared", "fail")),
    ],
)
def test_what_it_covers_is_one_verdict_or_a_list(covers: object, read: tuple[str, ...]) -> None:
    configuration = read_configuration(
        {"same-tenant": {"exemptions": [grant(covers=covers)]}}, REQUIREMENTS
    )
    (found,) = configuration.settings["same-tenant"].parameters.exemptions
    assert (found.covers, found.covered) == (read, read)


@pytest.mark.parametrize(
    ("covers", "problem"),
    [
        ([], "it is empty."),
        (None, "this is null."),
        ([1], "1 is a number."),
        ("both", '"both" is no verdict that is covered.'),
        ("unknown", '"unknown" is no verdict that is covered.'),
        ("undeclred", '"undeclred" is no verdict that is covered. Did you mean "undeclared"?'),
        (["fail", "fail"], '"fail" is there more than once.'),
    ],
)
def test_what_it_cannot_cover(covers: object, problem: str) -> None:
    assert problem_of(grant(covers=covers)) == (
        f'same-tenant, exemption "EX-2026-014", covers: {problem} Accepted: undeclared, fail, or a'
        " list of both."
    )


@pytest.mark.parametrize("key", ["id", "covers", "approvedBy", "ticket"])
def test_what_may_be_left_out(key: str) -> None:
    configuration = read_configuration(
        {"same-tenant": {"exemptions": [grant(**{key: ABSENT})]}}, REQUIREMENTS
    )
    (found,) = configuration.settings["same-tenant"].parameters.exemptions
    assert found.model_dump(by_alias=True)[key] is None


@pytest.mark.parametrize("key", ["pairs", "category", "reason", "owner", "expiresOn"])
def test_what_may_not_be_left_out_is_named_with_the_grant(key: str) -> None:
    assert problem_of(grant(**{key: ABSENT})) == (
        f'same-tenant, exemption "EX-2026-014", {key}: missing. A grant needs pairs, category,'
        " reason, owner and expiresOn."
    )


WRONG = 'same-tenant, exemption "EX-2026-014", '
NAMES = "accepted: a list of pairs' names or globs."


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"reason": "Because."},
            'reason: "Because." is too short; accepted: the reason, in 10 characters or more.',
        ),
        (
            {"reason": "  a b c d  \n"},
            'reason: "a b c d" is too short; accepted: the reason, in 10 characters or more.',
        ),
        ({"reason": 12}, "reason: 12 is a number; accepted: the reason, in words, as text."),
        ({"owner": " "}, "owner: it is empty; accepted: who answers for it."),
        ({"owner": None}, "owner: this is null; accepted: who answers for it, as text."),
        ({"approvedBy": ["x"]}, "approvedBy: this is a list; accepted: who approved it, as text."),
        ({"ticket": None}, "ticket: this is null; accepted: a ticket, as text."),
        ({"ticket": ""}, "ticket: it is empty; accepted: a ticket."),
        (
            {"category": "waver"},
            'category: "waver" is no category. Did you mean "waiver"? Accepted: waiver (the risk is'
            " accepted) or mitigated (the requirement is met by other means).",
        ),
        (
            {"category": True},
            "category: true is no category. Accepted: waiver (the risk is accepted) or mitigated"
            " (the requirement is met by other means).",
        ),
        ({"pairs": "contoso"}, f'pairs: "contoso" is text; {NAMES}'),
        ({"pairs": []}, f"pairs: it is empty; {NAMES}"),
        ({"pairs": ["a", " "]}, f"pairs: a name is empty; {NAMES}"),
        ({"pairs": ["a", 7]}, f"pairs: 7 is a number; {NAMES}"),
        (
            {"expiresOn": "31.01.2027"},
            'expiresOn: "31.01.2027" is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.',
        ),
        (
            {"expiresOn": "2027-02-29"},
            'expiresOn: "2027-02-29" is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.',
        ),
        (
            {"expiresOn": "2027-01-31T00:00:00Z"},
            'expiresOn: "2027-01-31T00:00:00Z" is not a date. Accepted: YYYY-MM-DD, such as'
            " 2026-11-24.",
        ),
        (
            {"expiresOn": 20270131},
            "expiresOn: 20270131 is a number; accepted: the last day in force, such as 2026-11-24.",
        ),
        (
            {"expires": "2027-01-31"},
            f'expires: unknown key. Did you mean "expiresOn"? Accepted: {", ".join(grant_keys())}.',
        ),
    ],
)
def test_what_is_wrong_is_named_with_the_grant(changes: dict[str, Any], problem: str) -> None:
    assert problem_of(grant(**changes)) == WRONG + problem


def test_a_grant_without_a_usable_id_is_named_by_its_place() -> None:
    for wrong in (ABSENT, "", 7):
        raw = grant(id=wrong, owner="")
        with pytest.raises(ConfigurationError) as caught:
            read_configuration({"same-tenant": {"exemptions": [GRANT, raw]}}, REQUIREMENTS)
        assert all(one.startswith("same-tenant, exemption 2, ") for one in caught.value.problems)


def test_what_is_no_grant_at_all() -> None:
    assert problem_of("contoso") == (
        'same-tenant, exemption 1: "contoso" is text; accepted is a mapping with id, pairs,'
        " covers, category, reason, owner, approvedBy, ticket and expiresOn."
    )
    with pytest.raises(ConfigurationError) as caught:
        read_configuration({"same-tenant": {"exemptions": {"EX-1": GRANT}}}, REQUIREMENTS)
    assert caught.value.problems == (
        "same-tenant.exemptions: this is a mapping; accepted: a list of exemptions.",
    )


def test_an_id_is_used_once_in_a_policy_and_may_be_used_again_in_another() -> None:
    read_configuration(
        {"same-tenant": {"exemptions": [GRANT]}, "same-datacenter": {"exemptions": [GRANT]}},
        REQUIREMENTS,
    )
    with pytest.raises(ConfigurationError) as caught:
        read_configuration({"same-tenant": {"exemptions": [GRANT, GRANT]}}, REQUIREMENTS)
    assert caught.value.problems == (
        'same-tenant.exemptions: 2 exemptions have the id "EX-2026-014"; give each its own.',
    )


def test_every_mistake_of_every_grant_is_listed_and_nothing_is_granted() -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(
            {
                "same-tenant": {
                    "exemptions": [grant(owner=""), grant(id="B", reason="x", until=1)]
                },
                "one-version": {"exemptions": [grant(expiresOn="soon")]},
            },
            REQUIREMENTS,
        )
    assert [one.split(": ")[0] for one in caught.value.problems] == [
        'same-tenant, exemption "EX-2026-014", owner',
        'same-tenant, exemption "B", reason',
        'same-tenant, exemption "B", until',
        'one-version, exemption "EX-2026-014", expiresOn',
    ]


@pytest.mark.parametrize(
    ("last", "today", "in_force", "left"),
    [
        ("2027-01-31", "2027-01-30", True, 1),
        ("2027-01-31", "2027-01-31", True, 0),
        ("2027-01-31", "2027-02-01", False, -1),
        ("2028-02-29", "2028-02-29", True, 0),
        ("2028-02-29", "2028-03-01", False, -1),
        ("2026-12-31", "2027-01-01", False, -1),
        ("9999-12-31", "2026-11-24", True, 2912115),
        ("0001-01-01", "2026-11-24", False, -739943),
    ],
)
def test_the_last_day_counts_whole(last: str, today: str, in_force: bool, left: int) -> None:
    found = Grant.model_validate(grant(expiresOn=last))
    day = date.fromisoformat(today)
    assert (found.in_force(day), found.days_left(day)) == (in_force, left)


@pytest.mark.parametrize(
    ("pattern", "named", "not_named"),
    [
        ("contoso", ["contoso"], ["Contoso", "contoso-prod", "xcontoso", ""]),
        ("contoso-*", ["contoso-", "contoso-prod", "contoso-a\nb"], ["contoso", "xcontoso-a"]),
        ("*", ["", "anything"], []),
        ("*-prod", ["contoso-prod", "-prod"], ["contoso-prod2", "prod"]),
        ("a?c", ["abc", "a.c"], ["ac", "abbc"]),
        ("a[12]", ["a1", "a2", "a[12]"], ["a3", "a12"]),
        ("a[!1]", ["a2", "a[!1]"], ["a1"]),
        ("a[", ["a["], ["a", "ab"]),
        ("a[*]", ["a*", "a[*]"], ["ab", "a"]),
        ("名前*", ["名前", "名前1"], ["名"]),
    ],
)
def test_pairs_are_named_exactly_or_by_globs(
    pattern: str, named: list[str], not_named: list[str]
) -> None:
    grants = read(grant(pairs=[pattern]))
    assert [one for one in (*named, *not_named) if grants.naming(one)] == named


names = st.text(st.sampled_from("ab*?[]!-"), max_size=6)


@given(st.lists(st.lists(names.filter(str.strip), min_size=1, max_size=3), max_size=6), names)
def test_looking_up_finds_what_trying_each_would(patterns: list[list[str]], name: str) -> None:
    grants = read(*(grant(pairs=one) for one in patterns))
    assert grants.positions_naming(name) == [
        position
        for position, one in enumerate(patterns)
        if any(name == pattern or fnmatchcase(name, pattern) for pattern in one)
    ]


@given(names.filter(str.strip), names)
def test_an_escaped_name_names_that_pair_alone(name: str, other: str) -> None:
    grants = read(grant(pairs=[escape(name)]))
    assert grants.naming(name)
    assert bool(grants.naming(other)) == (other in (name, escape(name)))


def test_the_schema_for_the_engine_takes_what_we_take() -> None:
    jsonschema.validate(GRANT, grant_schema())
    assert list(grant_schema()["properties"]) == list(grant_keys())
    assert all(one["description"] for one in grant_schema()["properties"].values())


def test_a_label_is_the_id_or_what_it_covers() -> None:
    assert Grant.model_validate(GRANT).label == 'exemption "EX-2026-014"'
    unnamed = Grant.model_validate(grant(id=ABSENT, pairs=["a", "b*", "c", "d"]))
    assert unnamed.label == 'exemption for "a", "b*" and "c"'


@given(st.dates(), st.integers(-400, 400))
def test_in_force_and_days_left_agree(day: date, days: int) -> None:
    try:
        last = day + timedelta(days)
    except OverflowError:
        return
    found = Grant.model_validate(grant(expiresOn=last.isoformat()))
    assert (found.days_left(day), found.in_force(day)) == (days, days >= 0)
    assert found.in_force(TODAY) == (last >= TODAY)
