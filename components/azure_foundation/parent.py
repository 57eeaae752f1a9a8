"""Which pair a foundation is the child of."""

from __future__ import annotations

import pulumi
from pulumi.resource import DependencyResource

from dualwrite.model.resource import name_in
from dualwrite.text.quoting import quoted

from ..environment_pair import TYPE

_STACK = "pulumi:pulumi:Stack"
"""The parent of what has none: programs in other languages send it along."""


def pair_of(opts: pulumi.ResourceOptions | None, problems: list[str]) -> str:
    """The name of the pair that is the parent; empty where the parent is none, which is a problem."""
    kind, name = _type_and_name(opts.parent if opts is not None else None)
    if kind == TYPE:
        return name
    found = "missing" if kind == _STACK else f"a resource of type {quoted(kind)}"
    problems.append(
        f"opts.parent: {found}; accepted: an EnvironmentPair, so that the pair is judged first."
    )
    return ""


def _type_and_name(parent: pulumi.Resource | None) -> tuple[str, str]:
    """The type and the name of a parent; a program in another language tells its URN."""
    if parent is None:
        return _STACK, ""
    if isinstance(parent, DependencyResource):
        urn = _urn_of(parent)
        return _type_in(urn), name_in(urn)
    return parent.pulumi_resource_type, parent.pulumi_resource_name


def _urn_of(parent: DependencyResource) -> str:
    """The URN that stands for a resource of another process. It is known from the start.

    So the coroutine that gives it ends at its first step, and need not be waited for, which a
    constructor cannot do.
    """
    try:
        parent.urn.future().send(None)
    except StopIteration as ended:
        return str(ended.value)
    raise RuntimeError("the URN of a parent in another process is not known")


def _type_in(urn: str) -> str:
    """The type of a resource; those of its parents stand before a dollar sign."""
    return urn.split("::", 3)[2].rpartition("$")[2]
