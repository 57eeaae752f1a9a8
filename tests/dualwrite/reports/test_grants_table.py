"""The table of exemptions: any width, any name, any order."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dualwrite.judging.exemption_review import ReviewedGrant
from dualwrite.model.verdicts import Level
from dualwrite.reports.terminal.exemptions import ListedGrant, State, print_grants
from dualwrite.requirements import requirements_by_name
from support.configurations import grant
from support.documents import HOSTILE_NAMES
from support.pairs import TODAY


def listed(
    state: State = State.IN_FORCE,
    missed_by: tuple[str, ...] = (),
    notices: tuple[str, ...] = (),
    requirement: str = "same-tenant",
    hints: tuple[str, ...] = (),
    **changes: Any,
) -> ListedGrant:
    made = grant(**changes)
    days = made.days_left(TODAY)
    reviewed = ReviewedGrant(requirements_by_name()[requirement], made, days, (), notices, hints)
    return ListedGrant(reviewed, state, missed_by)


def printed(
    *grants: ListedGrant, width: int = 80, colour: bool = False, review: Level = Level.ADVISORY
) -> str:
    file = io.StringIO()
    system = "standard" if colour else None
    console = Console(
        file=file, width=width, force_terminal=colour, color_system=system, highlight=False
    )
    print_grants(grants, review, console)
    return file.getvalue()


def test_a_narrow_terminal() -> None:
    one = listed(
        State.MISSED,
        ("contoso-prod",),
        requirement="finance-operations-application-version",
        expiresOn="2026-11-01",
    )
    assert printed(one, width=40) == (
        "expired, missed  DW001\n"
        "    finance-operations-application-version\n"
        "    EX-2026-014\n"
        "    Pairs: contoso-prod\n"
        "    Until 2026-11-01 (23 days ago),\n"
        "      waiver, owner\n"
        "      erp-platform@contoso.com\n"
        "    Reason: Region move under way\n"
        "    Its violations are back:\n"
        "      contoso-prod\n"
        "\n"
        "1 exemption: 1 expired, missed\n"
    )


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_no_line_is_wider_but_for_one_long_word(width: int) -> None:
    grants = [listed(state, tuple("abc"), ("same-tenant: x",)) for state in State]
    for line in printed(*grants, width=width).splitlines():
        assert len(line) < max(width, 40) or len(line.split()) == 1


def test_many_names_are_counted() -> None:
    names = [f"pair-{number:02}" for number in range(12)]
    found = printed(listed(State.MISSED, tuple(names), pairs=names), width=200)
    shown = (
        "pair-00, pair-01, pair-02, pair-03, pair-04, pair-05, pair-06, pair-07, pair-08, pair-09"
    )
    assert f"    Pairs: {shown} and 2 others\n" in found
    assert f"    Its violations are back: {shown} and 2 others\n" in found
    found = printed(listed(pairs=names[:11]), width=200)
    assert f"    Pairs: {shown} and 1 other\n" in found


def test_what_they_hold_is_escaped() -> None:
    found = printed(
        *(listed(id=one, pairs=[one], owner=one, reason=one * 10) for one in HOSTILE_NAMES)
    )
    lines = found.split("\n")
    assert all(line.isprintable() for line in lines)
    assert sum(line.startswith("in force") for line in lines) == len(HOSTILE_NAMES)
    assert "    Pairs: <script>alert(1)</script>" in lines
    assert "    Pairs: line\\nbreak\\r\\nand\\ttab" in lines
    assert "    Pairs: right-to-left \\u202e\\u2066mark" in lines
    assert "    Pairs: nul-ish \\x1b[31m\\x07" in lines


def test_a_notice_does_not_repeat_the_grant_it_stands_under() -> None:
    subject = 'same-tenant: exemption "EX-2026-014" (owner erp-platform@contoso.com)'
    notices = (f"{subject} has no ticket.", "something quite different")
    assert printed(listed(notices=notices)).splitlines()[4:6] == [
        "    [advisory] Has no ticket.",
        "    [advisory] Something quite different",
    ]


@pytest.mark.parametrize(
    ("review", "levels"),
    [
        (Level.ADVISORY, ["advisory", "advisory"]),
        (Level.MANDATORY, ["mandatory", "advisory"]),
        (Level.DISABLED, ["disabled", "disabled"]),
    ],
)
def test_what_is_said_of_a_grant_has_its_level(review: Level, levels: list[str]) -> None:
    found = printed(listed(notices=("It is long.",), hints=("It is elsewhere.",)), review=review)
    assert found.splitlines()[4:6] == [
        f"    [{levels[0]}] It is long.",
        f"    [{levels[1]}] It is elsewhere.",
    ]


def test_the_state_has_a_colour_on_a_terminal() -> None:
    first = printed(listed(State.MISSED), colour=True).splitlines()[0]
    assert first == "\x1b[1;31mexpired, missed\x1b[0m  DW010 same-tenant  EX-2026-014"


@given(st.lists(st.sampled_from(State), min_size=1, max_size=12))
def test_what_needs_somebody_stands_first_and_the_rest_in_its_order(states: list[State]) -> None:
    found = printed(*(listed(state, id=f"<{at}>") for at, state in enumerate(states)))
    order = [int(line.partition("<")[2][:-1]) for line in found.splitlines() if line.endswith(">")]
    quiet = {State.IN_FORCE, State.DISABLED}
    loud = [
        at for state in State if state not in quiet for at, one in enumerate(states) if one is state
    ]
    assert order == loud + [at for at, one in enumerate(states) if one in quiet]


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_the_days_are_said(day: date) -> None:
    days = (day - TODAY).days
    noun = "day" if abs(days) == 1 else "days"
    said = f"{-days} {noun} ago" if days < 0 else f"{days} {noun} left"
    assert f"    Until {day} ({said}), waiver, owner" in printed(listed(expiresOn=day.isoformat()))
