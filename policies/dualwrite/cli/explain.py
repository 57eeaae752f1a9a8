"""``dualwrite explain``: everything about one requirement."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from ..parameter_docs import parameter_docs
from ..reports.layout import plain, wrapped, write
from ..requirement import Requirement
from ..requirements import REQUIREMENTS
from ..suggestions import did_you_mean
from ..text import quoted
from . import exits
from .consoles import output_console, writing_output


def run_explain(name_or_id: str) -> int:
    """Print what one requirement checks, why, how to fix it and how to configure it."""
    wanted = name_or_id.strip().casefold()
    found = next((one for one in REQUIREMENTS if wanted in (one.id.casefold(), one.name)), None)
    if found is None:
        names = [name for one in REQUIREMENTS for name in (one.name, one.id)]
        print(
            f"dualwrite: {quoted(name_or_id)} is no requirement.{did_you_mean(wanted, names)}"
            " dualwrite requirements lists them.",
            file=sys.stderr,
        )
        return exits.WRONG_INPUT
    console = output_console()
    heading = ((f"{found.id} {found.name}", "bold"),)
    with writing_output():
        write(console, [heading, *map(plain, _lines(found, console.width))])
    return exits.ACCEPTED


def _lines(requirement: Requirement[Any], width: int) -> Iterator[str]:
    yield from wrapped(requirement.title, width, "  ", "  ")
    for title, text in (
        ("Why it matters", requirement.reason),
        ("How to fix it", requirement.remedy),
        ("Decided by", ", ".join(requirement.facts)),
    ):
        yield from ("", f"{title}:", *wrapped(text, width, "  ", "  "))
    yield ""
    yield f"Default level: {requirement.level.value}. Severity: {requirement.severity.value}."
    yield from ("", "Parameters (in the policy pack's configuration):")
    for one in parameter_docs(requirement):
        text = f"{one.name} (default {one.default}): {one.description}"
        yield from wrapped(text, width, "  ", "    ")
    yield from ("", "Sources:")
    for source in requirement.sources:
        text = f"{source.article} ({source.dated}): {source.url}"
        yield from wrapped(text, width, "  ", "    ")
