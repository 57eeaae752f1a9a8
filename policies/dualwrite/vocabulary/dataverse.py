"""The tables of the readers, read when they are first needed: most stacks need none.

Each row of the data files carries its source and the source's date; this module takes only the
values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .packages import PACKAGES, SINGLE_PACKAGE

_ALSO_FOR_OTHERS = ("hcmcommonanchor", "projectoperations_anchor")
"""Packages of customer engagement apps, on which packages of dual-write depend, or that use them."""
_DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Templates:
    """What the templates of Dataverse databases mean. All names are in lower case."""

    finance_and_operations_prefix: str
    """Begins the names of those that bring finance and operations apps."""
    provisioning_package: str
    """The package that brings them to a database made from another template."""
    platform_tools_package: str
    """What an environment gets before them: it may be about to have finance and operations apps."""
    packages: Mapping[str, tuple[str, ...]]
    """The application packages that a template installs."""
    customer_engagement: frozenset[str]
    """Those that need the schema of the Dynamics 365 apps."""
    without_apps: str
    """The one that can only be chosen without "Enable Dynamics 365 apps"."""


@cache
def templates() -> Templates:
    """The templates (``templates.json``)."""
    table = _read("templates.json")
    finance = table["financeAndOperations"]
    return Templates(
        finance["prefix"].casefold(),
        finance["provisioningPackage"].casefold(),
        finance["platformToolsPackage"].casefold(),
        {row["name"].casefold(): tuple(row["packages"]) for row in finance["templates"]},
        frozenset(
            row["name"].casefold()
            for row in table["customerEngagement"]
            if row["customerEngagement"]
        ),
        table["withoutApps"]["name"].casefold(),
    )


@cache
def packages() -> Mapping[str, str]:
    """The packages that matter to dual-write, by name in lower case, as Microsoft spells them.

    Each stands after those that it depends on.
    """
    names = [one.name for one in PACKAGES]
    return {name.casefold(): name for name in (SINGLE_PACKAGE, *names)}


def marks_for_dual_write(unique_name: str) -> bool:
    """Whether a package, by its name in lower case, is installed for dual-write alone."""
    return unique_name in packages() and unique_name not in _ALSO_FOR_OTHERS


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((_DATA / name).read_text(encoding="utf-8"))
    return content
