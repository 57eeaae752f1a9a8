"""``dualwrite explain``: everything about one requirement."""

from __future__ import annotations

from collections.abc import Iterator

from ...judging.parameters import parameter_docs
from ...reports.terminal.layout import plain, wrapped, write
from ...requirements.registry import Rule
from .. import exits
from ..consoles import output_console, writing_output
from ..lookup import rule_called


def run_explain(name_or_id: str) -> int:
    """Print what one requirement checks, why, how to fix it and how to configure it.

    :raises OptionError: where there is no such requirement.
    """
    found = rule_called(name_or_id)
    console = output_console()
    heading = ((f"{found.id} {found.name}", "bold"),)
    with writing_output():
        write(console, [heading, *map(plain, _lines(found, console.width))])
    return exits.ACCEPTED


def _lines(requirement: Rule, width: int) -> Iterator[str]:
    yield from wrapped(requirement.title, width, "  ", "  ")
    for title, text in (
        ("Why it matters", requirement.reason),
        ("How to fix it", requirement.remedy),
        ("What Pulumi changes at the level remediate", requirement.remediation),
        ("Decided by", ", ".join(requirement.facts)),
    ):
        if text:
            yield from ("", f"{title}:", *wrapped(text, width, "  ", "  "))
    yield ""
    yield f"Default level: {requirement.level.value}. Severity: {requirement.severity.value}."
    yield from ("", "Parameters (in the policy pack's configuration):")
    for one in parameter_docs(requirement):
        text = f"{one.name} (default {one.default}): {one.description}"
        yield from wrapped(text, width, "  ", "    ")
    if requirement.sources:
        yield from ("", "Sources:")
    for source in requirement.sources:
        text = f"{source.article} ({source.dated}): {source.url}"
        yield from wrapped(text, width, "  ", "    ")
