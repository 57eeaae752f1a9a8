"""``dualwrite requirements``: the whole table."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from dualwrite.judging.exemption_review import REVIEW, ExemptionReview
from dualwrite.judging.requirement import Requirement
from dualwrite.requirements import REQUIREMENTS
from support.command_line import Completed, dualwrite

PARAMETERS = {
    "DW001": 'minimum ("10.0.9")',
    "DW002": 'minimum ("PU33")',
    "DW003": 'minimum ("9.1.0000.11732")',
    "DW007": "maximum (40)",
    "DW008": "maximum (250)",
    "DW011": 'scope ("region")',
    "DW012": 'undeclared ("ignore")',
    "DW013": 'undeclared ("ignore")',
    "DW014": "maximumPaused (1), warnDays (60)",
    "DW021": 'mappings ("")',
    "DW033": 'delegate (["snet-powerplatform", "powerplatform", "power-platform"])',
    "DW900": "maximumDays (180), warnDays (30), requireTicket (false)",
    "DW016": 'geographies (["asia", "australia", "canada", "europe", "france", "germany", "india",'
    ' "japan", "southamerica", "switzerland", "unitedarabemirates", "unitedkingdom",'
    ' "unitedstates"])',
}


def row(requirement: Requirement[Any] | ExemptionReview, width: int) -> str:
    indent = " " * 18
    lines = [f"{requirement.id}  {requirement.level.value:<9}  {requirement.name}"]
    lines += textwrap.wrap(requirement.title, width - 19, break_on_hyphens=False)
    if requirement.id in PARAMETERS:
        text = f"Parameters: {PARAMETERS[requirement.id]}"
        lines += textwrap.wrap(
            text, width - 19, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False
        )
    return "\n".join([lines[0], *(indent + line for line in lines[1:])])


@pytest.mark.parametrize("width", [80, 200])
def test_the_table_has_id_level_name_title_and_parameters(width: int) -> None:
    every = (*REQUIREMENTS, REVIEW)
    rows = "\n\n".join(row(one, width) for one in every)
    variables = {} if width == 80 else {"COLUMNS": str(width)}
    assert dualwrite("requirements", variables=variables) == Completed(
        0,
        f"ID     level      requirement\n{rows}\n\n"
        'Every requirement, DW900 excepted, also takes undeclared ("violation"), unknown'
        f'{" " if width > 80 else chr(10)}("advise") and exemptions ([]).\n'
        "dualwrite explain NAME-OR-ID says why, how to fix it and how to configure it.\n",
        "",
    )


def test_no_line_is_wider_than_the_terminal() -> None:
    output = dualwrite("requirements").output
    assert max(map(len, output.splitlines())) <= 80
    assert all(line == line.rstrip() for line in output.splitlines())
