"""``dualwrite explain``: one requirement, found by name or ID."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import pytest

from dualwrite.judging.parameters import parameter_docs
from dualwrite.judging.requirement import Requirement
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from support.command_line import Completed, dualwrite


def wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(
        text,
        79,
        initial_indent="  ",
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def expected(requirement: Requirement[Any]) -> Iterator[str]:
    yield f"{requirement.id} {requirement.name}"
    yield from wrapped(requirement.title)
    yield from ("", "Why it matters:", *wrapped(requirement.reason))
    yield from ("", "How to fix it:", *wrapped(requirement.remedy))
    if requirement.remediation:
        heading = "What Pulumi changes at the level remediate:"
        yield from ("", heading, *wrapped(requirement.remediation))
    if requirement.facts:
        yield from ("", "Decided by:", *wrapped(", ".join(requirement.facts)))
    level, severity = requirement.level.value, requirement.severity.value
    yield from ("", f"Default level: {level}. Severity: {severity}.")
    yield from ("", "Parameters (in the policy pack's configuration):")
    for one in parameter_docs(requirement):
        yield from wrapped(f"{one.name} (default {one.default}): {one.description}", "    ")
    yield from ("", "Sources:")
    for source in requirement.sources:
        yield from wrapped(f"{source.article} ({source.dated}): {source.url}", "    ")


@pytest.mark.parametrize("asked", ["same-datacenter", "DW011", "dw011", " Same-Datacenter "])
def test_a_requirement_is_found_by_name_or_id_in_any_case(asked: str) -> None:
    text = "\n".join(expected(requirements_by_name()["same-datacenter"]))
    assert dualwrite("explain", asked) == Completed(0, f"{text}\n", "")


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda one: one.id)
def test_every_requirement_is_explained(requirement: Requirement[Any], capsys: Any) -> None:
    from dualwrite.cli.commands.explain import run_explain

    assert run_explain(requirement.id) == 0
    assert capsys.readouterr().out == "\n".join(expected(requirement)) + "\n"


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("same-datacentre", ' Did you mean "same-datacenter"?'),
        ("tenant", ' Did you mean "same-tenant"?'),
        ("DW0011", ' Did you mean "DW001"?'),
        ("quite another thing", ""),
        ("", ""),
    ],
)
def test_an_unknown_name_is_refused_with_the_likest(asked: str, hint: str) -> None:
    assert dualwrite("explain", asked) == Completed(
        2, "", f'dualwrite: "{asked}" is no requirement.{hint} dualwrite requirements lists them.\n'
    )


def test_control_characters_in_a_name_are_escaped() -> None:
    errors = dualwrite("explain", "\x1b[31m").errors
    assert errors.startswith('dualwrite: "\\u001b[31m" is no requirement.')
