"""The index of the requirements' pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dualwrite.judging.parameters import Parameters, parameter_docs
from dualwrite.judging.requirement import Requirement
from dualwrite.requirements import REQUIREMENTS

from .markdown import code, document, escaped, link, paragraph, table
from .page import generated_note

_LONGEST_DEFAULT = 20


def index() -> str:
    """Write the index."""
    return document(
        generated_note("policies/dualwrite/requirements/"),
        "# Requirements",
        paragraph(
            "One requirement is one Pulumi policy. The name is the policy's name; the ID never"
            " changes and is never used again. The level and the parameters are defaults:"
            f" {link('configuration', '../configuration.md')}. The facts that decide them are keys"
            f" of a {link('pair', '../pairs.md')}."
        ),
        table(("ID", "name", "says", "level", "parameters (default)"), map(_row, REQUIREMENTS)),
        paragraph(
            f"Every policy also takes {_joined_common()}; each page says what they do there."
        ),
    )


def _row(requirement: Requirement[Any]) -> tuple[str, ...]:
    return (
        requirement.id,
        link(requirement.name, f"{requirement.name}.md"),
        escaped(requirement.title),
        requirement.level.value,
        ", ".join(_own_parameters(requirement)),
    )


def _own_parameters(requirement: Requirement[Any]) -> Iterator[str]:
    for one in parameter_docs(requirement):
        if one.name in Parameters.model_fields:
            continue
        short = len(one.default) <= _LONGEST_DEFAULT
        yield f"{code(one.name)} ({code(one.default)})" if short else code(one.name)


def _joined_common() -> str:
    return " and ".join(code(name) for name in Parameters.model_fields)
