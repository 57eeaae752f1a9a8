"""``dualwrite requirements``: the table of requirements."""

from __future__ import annotations

from collections.abc import Iterator

from ...judging.parameters import ParameterDoc, Parametrized, parameter_docs
from ...model.verdicts import Level
from ...reports.terminal.layout import Line, plain, wrapped, write
from ...requirements.registry import ALL_RULES
from ...text.quoting import joined
from ..consoles import output_console, writing_output

_ID_WIDTH = 7
_LEVEL_WIDTH = max(len(one.value) for one in Level) + 2
_COMMON = {"undeclared": '"violation"', "unknown": '"advise"', "exemptions": "[]"}
"""The parameters of every requirement, with the defaults that most of them have."""


def run_requirements() -> None:
    """Print one row a requirement: ID, level, name, what it says, its own parameters."""
    console = output_console()
    with writing_output():
        write(console, _table(console.width))


def _table(width: int) -> Iterator[Line]:
    yield ((f"{'ID':<{_ID_WIDTH}}{'level':<{_LEVEL_WIDTH}}requirement", "bold"),)
    indent = " " * (_ID_WIDTH + _LEVEL_WIDTH)
    for one in ALL_RULES:
        level = f"{one.level.value:<{_LEVEL_WIDTH}}"
        yield ((f"{one.id:<{_ID_WIDTH}}", ""), (level, ""), (one.name, "bold"))
        yield from map(plain, wrapped(one.title, width, indent, indent))
        yield from map(plain, wrapped(_own_parameters(one), width, indent, indent + "  "))
        yield plain()
    common = joined([f"{name} ({default})" for name, default in _COMMON.items()])
    text = f"Every requirement, DW900 excepted, also takes {common}."
    yield from map(plain, wrapped(text, width))
    text = "dualwrite explain NAME-OR-ID says why, how to fix it and how to configure it."
    yield from map(plain, wrapped(text, width))


def _own_parameters(policy: Parametrized) -> str:
    own = [one for one in parameter_docs(policy) if not _is_common(one)]
    shown = ", ".join(f"{one.name} ({one.default})" for one in own)
    return f"Parameters: {shown}" if own else ""


def _is_common(parameter: ParameterDoc) -> bool:
    return _COMMON.get(parameter.name) == parameter.default
