"""What the demo expects is what the command line finds in the same stacks."""

from __future__ import annotations

import pytest

from dualwrite.requirements import REQUIREMENTS
from support.command_line import dualwrite, verdicts
from support.example_stacks import BROKEN
from tools.demo import EXPECTED, TODAY


@pytest.mark.parametrize("stack", EXPECTED)
def test_the_demo_expects_what_the_command_line_finds(stack: str) -> None:
    found = dualwrite("check", f"Pulumi.{stack}.yaml", "--format", "json", "--today", TODAY)
    names = {one.id: one.name for one in REQUIREMENTS}
    failed = {
        (names[identifier], pair)
        for (pair, identifier), verdict in verdicts(found.output).items()
        if verdict not in ("pass", "notApplicable")
    }
    assert failed == EXPECTED[stack]


def test_fabrikam_breaks_every_requirement_that_a_declared_pair_can_break() -> None:
    of_pairs = {one.name for one in REQUIREMENTS if not one.concerns_companions}
    left = of_pairs - set(BROKEN)
    assert left == {"pair-completeness", "conflicting-facts"}
    assert {(name, pair) for name, pairs in BROKEN.items() for pair in pairs} == EXPECTED[
        "fabrikam"
    ]
