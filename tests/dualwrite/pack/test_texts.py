"""What the pack says reaches the logs of pipelines through Pulumi: no text of a program is a command."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dualwrite.model.verdicts import Exemption, Kind, Level, Result, Verdict
from dualwrite.pack.messages import exempt_text, violation_text
from dualwrite.requirements import requirements_by_name

HOSTILE = [
    "::stop-commands::x",
    "##vso[task.setvariable variable=x]y",
    "##[group]x",
    "\x1b[31m",
    "‮x",
]
RULE = requirements_by_name()["same-tenant"]
RESULT = Result("DW010", "same-tenant", "contoso", None, Level.MANDATORY, Verdict(Kind.FAIL), True)


def assert_harmless(text: str) -> None:
    for line in text.split("\n"):
        assert not line.lstrip().startswith("::")
        assert "##vso[" not in line
        assert "##[" not in line
        assert line.isprintable()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_message_is_no_command_and_no_escape(text: str) -> None:
    result = replace(RESULT, verdict=Verdict(Kind.FAIL, text, text))
    assert_harmless(violation_text(RULE, result))


@pytest.mark.parametrize("text", HOSTILE)
def test_neither_is_what_an_exemption_says(text: str) -> None:
    exemption = Exemption(
        text, "waiver", text, text, text, text, date(2027, 1, 1), 3, Kind.UNDECLARED
    )
    verdict = Verdict(Kind.EXEMPT, text, "", (), exemption)
    assert_harmless(exempt_text(replace(RESULT, pair=text, verdict=verdict)))
