"""Builders of observations: a customer engagement environment, the other side, a pair, a package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dualwrite.model.observation import (
    CUSTOMER_ENGAGEMENT,
    FINANCE_AND_OPERATIONS,
    SIDES,
    Observation,
    Origin,
    Role,
)

_TYPES = {
    Role.PAIR: "dualwrite:index:EnvironmentPair",
    Role.ENVIRONMENT: "acme:index:Environment",
    Role.ADDITION: "acme:index:Package",
}
CE_HINT = "Declare it under {url}, as {key}."


def urn_of(name: str, role: Role = Role.ENVIRONMENT) -> str:
    """The URN of a resource in these tests."""
    return f"urn:pulumi:test::project::{_TYPES[role]}::{name}"


def said(name: str, role: Role, facts: Mapping[str, Any], **more: Any) -> Observation:
    """What one resource says; keys of ``facts`` are full paths."""
    return Observation(Origin(name, urn_of(name, role)), role, facts, **more)


def customer(name: str, facts: Mapping[str, Any], **more: Any) -> Observation:
    """A customer engagement environment; keys without a section are its own."""
    more.setdefault("hint", CE_HINT)
    own = _with_section(facts, CUSTOMER_ENGAGEMENT)
    return said(name, Role.ENVIRONMENT, own, side=CUSTOMER_ENGAGEMENT, **more)


def finance(name: str, facts: Mapping[str, Any], **more: Any) -> Observation:
    """A finance and operations environment; keys without a section are its own."""
    own = _with_section(facts, FINANCE_AND_OPERATIONS)
    return said(name, Role.ENVIRONMENT, own, side=FINANCE_AND_OPERATIONS, **more)


def declared(name: str, declaration: Mapping[str, Any], **more: Any) -> Observation:
    """A component that declares a pair: its sections, nested."""
    facts = {
        f"{section}.{key}": value
        for section, content in declaration.items()
        for key, value in content.items()
    }
    more.setdefault("is_final", True)
    return said(name, Role.PAIR, facts, **more)


def package(name: str, unique_name: str, environment: Any, **more: Any) -> Observation:
    """An application package that is installed into an environment."""
    facts = {f"{CUSTOMER_ENGAGEMENT}.environmentId": environment}
    return said(name, Role.ADDITION, facts, installs=(unique_name,), **more)


def _with_section(facts: Mapping[str, Any], side: str) -> dict[str, Any]:
    sections = (*SIDES, "link")
    return {
        path if path.partition(".")[0] in sections else f"{side}.{path}": value
        for path, value in facts.items()
    }
