"""The dual-write packages: what each depends on, and for which app it is.

Source: "Separated Dual-write Application Orchestration package", Microsoft Learn, 2022-04-25. The
unique names are those of the package catalogue in the tests of Microsoft's Terraform provider for
Power Platform (read 2026-11-24); that of Project Operations is in "Environment types and templates"
of the unified experience, 2026-04-06.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..text.quoting import as_found, joined, quoted
from ..text.suggestions import did_you_mean

CORE = "DualWriteCoreAnchor"
APPLICATION_CORE = "msdyn_DualWriteAppCoreAnchor"
_FINANCE = "msdyn_Dynamics365FinanceExtendedAnchor"
_SUPPLY_CHAIN = "msdyn_Dynamics365SupplyChainExtendedAnchor"
_HUMAN_RESOURCES = "msdyn_Dynamics365HCMAnchor"
_HUMAN_RESOURCES_COMMON = "HCMCommonAnchor"
_ASSET_MANAGEMENT = "msdyn_DualWriteAssetManagementAnchor"
_NOTES = "msdyn_Dynamics365NotesAnchor"
_PARTY = "Dynamics365GABParty_Anchor"
_PROJECT_OPERATIONS = "ProjectOperations_Anchor"

SINGLE_PACKAGE = "Dynamics365FinanceAndOperationsAnchor"
"""What all application packages were until 2021-11: one, which installations of that time have."""


@dataclass(frozen=True)
class Package:
    """A package and what it depends on, by unique name."""

    name: str
    app: str | None = None
    """The app whose data it is for; None for one that others need."""
    needs: tuple[str, ...] = ()
    """These must be there, and before it."""
    follows: tuple[str, ...] = ()
    """These must be before it, where they are there."""
    in_single_package: bool = False
    """Whether the single package has its solutions."""


PACKAGES = (
    # No article names an order of these two: the platform's own core is no application package.
    Package(CORE),
    Package(APPLICATION_CORE, in_single_package=True),
    Package(_HUMAN_RESOURCES_COMMON, in_single_package=True),
    Package(_FINANCE, "finance", (APPLICATION_CORE,), in_single_package=True),
    Package(
        _HUMAN_RESOURCES,
        "humanResources",
        (APPLICATION_CORE, _HUMAN_RESOURCES_COMMON),
        in_single_package=True,
    ),
    # The article contradicts itself on supply chain: it lists the two packages of human resources
    # among those to install before, and says at its beginning that who needs no human resources
    # with supply chain management can leave them out. So nobody is told that they are missing, but
    # where they are there, they are to be there first.
    Package(
        _SUPPLY_CHAIN,
        "supplyChain",
        (APPLICATION_CORE, _FINANCE),
        (_HUMAN_RESOURCES_COMMON, _HUMAN_RESOURCES),
        in_single_package=True,
    ),
    Package(_NOTES, "notes", (APPLICATION_CORE, _FINANCE), in_single_package=True),
    Package(_ASSET_MANAGEMENT, "assetManagement", (APPLICATION_CORE,), in_single_package=True),
    # Neither is among the solutions that the article lists for the single package.
    Package(_PARTY, "partyAndGlobalAddressBook", (APPLICATION_CORE, _FINANCE, _SUPPLY_CHAIN)),
    Package(
        _PROJECT_OPERATIONS,
        "projectOperations",
        (APPLICATION_CORE, _FINANCE, _SUPPLY_CHAIN, _ASSET_MANAGEMENT, _HUMAN_RESOURCES),
    ),
)
"""Each stands after those that it depends on."""
NEEDED_BY_ALL = (CORE, APPLICATION_CORE)
"""Dual-write itself, and what its application packages build on."""


APPS = (
    "finance",
    "supplyChain",
    "humanResources",
    "assetManagement",
    "notes",
    "partyAndGlobalAddressBook",
    "projectOperations",
)
"""One for each package beside the application core: "Separated Dual-write Application Orchestration
package", 2022-04-25."""
ACCEPTED_APPS = f"a list of {joined(APPS, 'or')}"


class AppsError(ValueError):
    """A list of apps that cannot be read; the text says what is accepted."""


@dataclass(frozen=True)
class SynchronizedApps:
    """The apps, in the order of ``APPS``: that of the list has no meaning."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.names)


def parse_apps(items: Sequence[object]) -> SynchronizedApps:
    """Read a list of apps, in any case.

    :raises AppsError: with everything that is wrong: an empty list, items that are no text, are no
        app of ``APPS``, or are there twice.
    """
    if not items:
        raise AppsError(f"the list is empty; accepted: {ACCEPTED_APPS}.")
    by_folded = {one.casefold(): one for one in APPS}
    found: list[str] = []
    problems: list[str] = []
    for at, item in enumerate(items, start=1):
        label = f"item {at}"
        app = by_folded.get(item.strip().casefold()) if isinstance(item, str) else None
        if not isinstance(item, str):
            problems.append(f"{label}: {as_found(item)}; accepted: the name of an app.")
        elif app is None:
            problems.append(f"{label}: {quoted(item)} is no app.{did_you_mean(item, APPS)}")
        elif app in found:
            problems.append(f"{label}: {quoted(item)} is in the list already.")
        else:
            found.append(app)
    if problems:
        told = problems[: len(APPS)]  # there are no more that could be right
        raise AppsError(f"{' '.join(told)} Accepted: {ACCEPTED_APPS}.")
    return SynchronizedApps(tuple(one for one in APPS if one in found))
