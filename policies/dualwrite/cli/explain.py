"""``dualwrite explain``: everything about one requirement."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from typing import Any

from rich.text import Text

from ..parameter_docs import parameter_docs
from ..requirement import Requirement
from ..requirements import REQUIREMENTS
from ..suggestions import did_you_mean
from ..text import quoted
from . import exits
from .consoles import output_console


def run_explain(name_or_id: str) -> int:
    """Print what one requirement checks, why, how to fix it and how to configure it."""
    wanted = name_or_id.strip().casefold()
    found = [one for one in REQUIREMENTS if wanted in (one.id.casefold(), one.name)]
    if not found:
        names = [name for one in REQUIREMENTS for name in (one.name, one.id)]
        print(
            f"dualwrite: {quoted(name_or_id)} is no requirement.{did_you_mean(wanted, names)}"
            " dualwrite requirements lists them.",
            file=sys.stderr,
        )
        return exits.WRONG_INPUT
    console = output_console()
    requirement = found[0]
    console.print(Text(f"{requirement.id} {requirement.name}", style="bold"))
    for line in _lines(requirement, console.width - 1):
        console.print(Text(line), soft_wrap=True)
    return exits.ACCEPTED


def _lines(requirement: Requirement[Any], width: int) -> Iterator[str]:
    def paragraph(title: str, text: str) -> Iterator[str]:
        yield ""
        yield f"{title}:"
        yield from _indented(text, width)

    yield from _indented(requirement.title, width)
    yield from paragraph("Why it matters", requirement.reason)
    yield from paragraph("How to fix it", requirement.remedy)
    yield from paragraph("Decided by", ", ".join(requirement.facts))
    yield ""
    yield f"Default level: {requirement.level.value}. Severity: {requirement.severity.value}."
    yield ""
    yield "Parameters (in the policy pack's configuration):"
    for one in parameter_docs(requirement):
        yield from _indented(f"{one.name} (default {one.default}): {one.description}", width)
    yield ""
    yield "Sources:"
    for source in requirement.sources:
        yield from _indented(f"{source.article} ({source.dated}): {source.url}", width)


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        max(width, 40),
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
