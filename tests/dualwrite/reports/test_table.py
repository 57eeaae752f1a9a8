"""The table for people, whole outputs compared."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from dualwrite.judging.configuration import Configuration, read_configuration
from dualwrite.judging.judge import judge_each
from dualwrite.model.verdicts import Kind, Level, Result, Verdict
from dualwrite.reports.terminal.layout import wrapped
from dualwrite.reports.terminal.results import JudgedPair, print_table
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from support.pairs import ABSENT, TODAY, UNKNOWN, environment, pair


def judged(
    changes: dict[str, dict[str, Any]], configuration: dict[str, Any] | None = None
) -> list[JudgedPair]:
    """Judge pairs, given by name and changes, with environments of their own."""
    pairs = [pair({**environment(name), **change}, name) for name, change in changes.items()]
    settings = read_configuration(configuration, REQUIREMENTS) if configuration else Configuration()
    results = judge_each(pairs, settings, TODAY, REQUIREMENTS)
    return [JudgedPair(one[0].pair if one else "", tuple(one)) for one in results]


def printed(pairs: list[JudgedPair], width: int = 80, **console: Any) -> str:
    output = io.StringIO()
    print_table(pairs, (), Console(file=output, width=width, **console))
    return output.getvalue()


def result(kind: Kind, level: Level = Level.MANDATORY, violation: bool = True) -> Result:
    verdict = Verdict(kind, f"A message of {kind.value}.", f"A remedy of {kind.value}.")
    return Result("DW010", "same-tenant", "a", None, level, verdict, violation)


def test_correct_pairs() -> None:
    assert printed(judged({"contoso-emea": {}, "a": {"link.initialSync": False}})) == (
        "pair          fail  undeclared  unknown  pass  n/a\n"
        "a                0           0        0    21   10\n"
        "contoso-emea     0           0        0    22    9\n"
        "\n"
        "2 pairs judged: accepted (0 mandatory, 0 advisories)\n"
    )


def test_a_failure_has_its_message_the_reason_the_remedy_and_the_source() -> None:
    reason = requirements_by_name()["same-tenant"].reason
    shown_reason = "\n".join(wrapped(f"Why: {reason}", 80, " " * 4, " " * 6))
    verdict = Verdict(Kind.FAIL, 'One is in "a", the other in "b". ' * 3, "Take one of them.")
    failure = Result("DW010", "same-tenant", "a", None, Level.MANDATORY, verdict, True)
    assert printed([JudgedPair("contoso", (failure,))]) == (
        "pair     fail  undeclared  unknown  pass  n/a\n"
        "contoso     1           0        0     0    0\n"
        "\n"
        "contoso\n"
        "  fail  DW010 same-tenant  [mandatory]\n"
        '    One is in "a", the other in "b". One is in "a", the other in "b". One is in\n'
        '      "a", the other in "b".\n'
        f"{shown_reason}\n"
        "    Remedy: Take one of them.\n"
        "    Source: Dual-write system requirements (2026-01-15),\n"
        "      https://learn.microsoft.com/dynamics365/fin-ops-core/dev-itpro/data-entities/"
        "dual-write/dual-write-system-req\n"
        "\n"
        "1 pair judged: refused (1 mandatory, 0 advisories)\n"
    )


def test_an_undeclared_fact_under_violation_is_a_finding_and_an_ignored_one_is_none() -> None:
    changes = {"financeAndOperations.tenantId": ABSENT, "link.distributedTransactions": ABSENT}
    assert printed(judged({"contoso": changes})) == (
        "pair     fail  undeclared  unknown  pass  n/a\n"
        "contoso     0           2        0    20    9\n"
        "\n"
        "contoso\n"
        "  undeclared  DW010 same-tenant  [mandatory]\n"
        "    financeAndOperations.tenantId is not declared.\n"
        "    Remedy: Declare financeAndOperations.tenantId in the pair.\n"
        "\n"
        "1 pair judged: refused (1 mandatory, 0 advisories, 1 undeclared and ignored)\n"
    )


def test_an_unknown_fact_is_advice() -> None:
    assert printed(judged({"contoso": {"financeAndOperations.tenantId": UNKNOWN}})) == (
        "pair     fail  undeclared  unknown  pass  n/a\n"
        "contoso     0           0        1    21    9\n"
        "\n"
        "contoso\n"
        "  unknown  DW010 same-tenant  [advisory]\n"
        "    financeAndOperations.tenantId cannot be judged yet: it is known only after\n"
        "      deployment.\n"
        "\n"
        "1 pair judged: accepted (0 mandatory, 0 advisories, 1 not yet known)\n"
    )


def test_an_unknown_fact_under_block_is_a_violation() -> None:
    found = judged(
        {"contoso": {"financeAndOperations.tenantId": UNKNOWN}},
        {"same-tenant": {"unknown": "block"}},
    )
    output = printed(found)
    assert "\n  unknown  DW010 same-tenant  [mandatory]\n" in output
    assert output.endswith("\n1 pair judged: refused (1 mandatory, 0 advisories)\n")


@pytest.mark.parametrize(
    ("level", "summary"),
    [
        ("mandatory", "refused (1 mandatory, 0 advisories)"),
        ("remediate", "refused (1 mandatory, 0 advisories)"),
        ("advisory", "accepted (0 mandatory, 1 advisory)"),
        ("disabled", "accepted (0 mandatory, 0 advisories)"),
    ],
)
def test_the_level_decides_what_is_refused(level: str, summary: str) -> None:
    found = judged({"a": {"financeAndOperations.tenantId": ABSENT}}, {"same-tenant": level})
    output = printed(found)
    assert output.endswith(f"\n\n1 pair judged: {summary}\n")
    assert (f"DW010 same-tenant  [{level}]" in output) is (level != "disabled")


def test_a_rule_that_broke_counts_as_a_failure() -> None:
    assert printed([JudgedPair("a", (result(Kind.ERROR),))]) == (
        "pair  fail  undeclared  unknown  pass  n/a\n"
        "a        1           0        0     0    0\n"
        "\n"
        "a\n"
        "  error  DW010 same-tenant  [mandatory]\n"
        "    A message of error.\n"
        "    Remedy: A remedy of error.\n"
        "\n"
        "1 pair judged: refused (1 mandatory, 0 advisories)\n"
    )


def test_nothing_is_judged_where_every_requirement_is_disabled() -> None:
    found = judged({"a": {}, "b": {}}, {"all": "disabled"})
    assert printed(found) == "2 pairs: nothing was judged, as every requirement is disabled\n"


def test_many_pairs_without_a_finding_are_counted() -> None:
    correct: dict[str, dict[str, Any]] = {f"p{number:02}": {} for number in range(21)}
    assert printed(judged(correct)) == (
        "21 pairs without a finding\n\n21 pairs judged: accepted (0 mandatory, 0 advisories)\n"
    )
    output = printed(judged({**correct, "bad": {"financeAndOperations.tenantId": ABSENT}}))
    assert output.startswith(
        "pair  fail  undeclared  unknown  pass  n/a\n"
        "bad      0           1        0    21    9\n"
        "21 more pairs without a finding\n"
        "\n"
        "bad\n"
        "  undeclared  DW010 same-tenant  [mandatory]\n"
    )


def test_twenty_pairs_without_a_finding_are_listed() -> None:
    output = printed(judged({f"p{number:02}": {} for number in range(20)}))
    assert output.count("\np") == 20


@pytest.mark.parametrize("width", [40, 48, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal_but_for_long_words_and_headings(width: int) -> None:
    changes = {
        "financeAndOperations": ABSENT,
        "customerEngagement.region": "koreacentral",
        "customerEngagement.geography": ABSENT,
        "link.initialSyncLegalEntities": 41,
    }
    headings = ("  fail  ", "  undeclared  ", "  unknown  ")
    (found,) = judged({"a": changes})
    pairs = [JudgedPair(label, found.results) for label in ("n" * 300, "日本" * 60, "a b")]
    output = printed(pairs, width)
    for line in output.splitlines():
        if len(line.split()) > 1 and not line.startswith(headings):
            assert cell_len(line) <= width


def test_a_long_name_is_folded_in_its_column_by_the_width_of_its_characters() -> None:
    found = [JudgedPair("日本語" * 4, (result(Kind.PASS, violation=False),))]
    assert printed(found, 52) == (
        "pair            fail  undeclared  unknown  pass  n/a\n"
        "日本語日本語日     0           0        0     1    0\n"
        "本語日本語\n"
        "\n"
        "1 pair judged: accepted (0 mandatory, 0 advisories)\n"
    )


def test_a_narrow_terminal_has_no_room_for_columns() -> None:
    found = judged({"contoso": {"financeAndOperations.tenantId": ABSENT}})
    assert printed(found, 40).splitlines()[:5] == [
        "contoso: 1 undeclared, 21 pass, 9 n/a",
        "",
        "contoso",
        "  undeclared  DW010 same-tenant  [mandatory]",
        "    financeAndOperations.tenantId is",
    ]


def test_a_long_summary_is_broken() -> None:
    changes = {"financeAndOperations.tenantId": ABSENT, "link.distributedTransactions": ABSENT}
    output = printed(judged({"contoso": changes}), 40)
    assert output.endswith(
        "\n1 pair judged: refused (1 mandatory, 0\n  advisories, 1 undeclared and ignored)\n"
    )


def test_colour_is_for_terminals_and_no_color_turns_it_off() -> None:
    found = judged({"a": {"financeAndOperations.tenantId": ABSENT}})
    coloured = printed(found, force_terminal=True, color_system="standard")
    without = printed(found, force_terminal=True, color_system="standard", no_color=True)
    assert "\x1b[33mundeclared\x1b[0m" in coloured
    assert "\x1b[1;31mrefused\x1b[0m" in coloured
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", without)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == printed(found)


@pytest.mark.parametrize(
    "name", ["\x1b[31mred", "a\nb", "rtl\u202eevil", "[bold]x[/bold]", ":smile:"]
)
def test_what_a_name_holds_is_shown_and_never_obeyed(name: str) -> None:
    """The names of pairs come printable from the command line; messages are made so here."""
    verdict = Verdict(Kind.FAIL, f"In {name}.", f"Change {name}.")
    one = Result("DW010", "same-tenant", "a", None, Level.MANDATORY, verdict, True)
    output = printed([JudgedPair("[bold]a", (one,))], force_terminal=False)
    shown = name.encode("unicode_escape").decode() if not name.isprintable() else name
    assert f"    In {shown}.\n" in output
    assert f"    Remedy: Change {shown}.\n" in output
    assert "\n[bold]a\n" in output
