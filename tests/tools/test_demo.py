"""What the demo expects is what the command line finds in the same stacks, and it says what differs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dualwrite.requirements import REQUIREMENTS
from support.command_line import dualwrite, verdicts
from support.example_stacks import BROKEN
from tools.demo import EXPECTED, TODAY, Outcome, summarize

BESIDE_PAIRS = {one.name for one in REQUIREMENTS if one.concerns_companions}
"""What no file that declares pairs can break: tests/engine/test_example_stacks.py runs the program."""


@pytest.mark.parametrize("stack", EXPECTED)
def test_the_demo_expects_what_the_command_line_finds(stack: str) -> None:
    found = dualwrite("check", f"Pulumi.{stack}.yaml", "--format", "json", "--today", TODAY)
    names = {one.id: one.name for one in REQUIREMENTS}
    failed = {
        (names[identifier], pair)
        for (pair, identifier), verdict in verdicts(found.output).items()
        if verdict not in ("pass", "notApplicable")
    }
    assert failed == {one for one in EXPECTED[stack].findings if one[0] not in BESIDE_PAIRS}


def test_fabrikam_breaks_every_requirement_that_a_declared_pair_can_break() -> None:
    of_pairs = {one.name for one in REQUIREMENTS if not one.concerns_companions}
    left = of_pairs - set(BROKEN)
    assert left == {"pair-completeness", "conflicting-facts"}
    broken = {(name, pair) for name, pairs in BROKEN.items() for pair in pairs}
    assert broken == EXPECTED["fabrikam"].findings


def summary(capsys: pytest.CaptureFixture[str], **outcomes: Outcome) -> tuple[int, str]:
    """The exit code, and what is printed of the stacks."""
    code = summarize({**EXPECTED, **outcomes})
    return code, capsys.readouterr().out.partition("\n\n")[0]


def test_the_summary_shows_the_azure_side_of_each_stack(capsys: pytest.CaptureFixture[str]) -> None:
    assert summary(capsys) == (
        0,
        """
=== Summary
  stack      result   pairs  Azure resources  requirements broken
  contoso    passed       2               30                    0
  fabrikam   refused      2                0                   20
  northwind  refused      1               14                    4""",
    )


def test_the_demo_fails_where_the_azure_side_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = summary(capsys, contoso=replace(EXPECTED["contoso"], azure=0))
    assert (code, shown.splitlines()[3:5]) == (
        1,
        [
            "  contoso    passed       2                0                    0",
            "    expected: 30 Azure resources",
        ],
    )


def test_the_demo_fails_where_another_violation_was_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    expected = EXPECTED["northwind"]
    (tenant,) = (one for one in expected.findings if one[0] == "azure-resource-tenant")
    found = expected.findings - {tenant} | {("same-tenant", "northwind")}
    code, shown = summary(capsys, northwind=replace(expected, refused=False, findings=found))
    assert (code, shown.splitlines()[5:]) == (
        1,
        [
            "  northwind  passed       1               14                    4",
            "    expected: refused",
            "    expected, but not found: azure-resource-tenant of northwind-azure-key-vault",
            "    found, but not expected: same-tenant of northwind",
        ],
    )


def test_the_demo_fails_where_pairs_are_missing(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = summary(capsys, contoso=replace(EXPECTED["contoso"], pairs=1))
    assert (code, shown.splitlines()[4]) == (1, "    expected: 2 pairs")
