"""Application packages that a bridged provider installs into an environment.

The solutions of dual-write are such packages. The native provider has no resource for them (0.4.9).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...model.facts import SecretValue
from ...model.observation import CUSTOMER_ENGAGEMENT, Observation, Origin, Role
from ...model.raw_values import folded, marked_like, said
from ...model.resource import Resource
from ...text.quoting import printable
from ...vocabulary.dataverse import marks_for_dual_write, packages
from .provisioning import is_platform_tools, is_provisioning_package
from .reader import CONFIGURED, Known

ENDING = ":index/environmentApplicationPackageInstall:EnvironmentApplicationPackageInstall"
_ENVIRONMENT_ID = f"{CUSTOMER_ENGAGEMENT}.environmentId"
_PROSPECT_TO_CASH = f"{CUSTOMER_ENGAGEMENT}.prospectToCash"
_SOLUTIONS = f"{CUSTOMER_ENGAGEMENT}.dualWriteSolutions"
_LOOKS_LIKE_PROSPECT_TO_CASH = re.compile(
    r"prospect[-_ ]?to[-_ ]?cash|(?:^|[_.])p2c|c7a48b40-eed3-4d67-93ba-f2364281feb3"
)
"""Microsoft names the solution, and its ID in the Marketplace, but no unique name of a package
(prospect-to-cash, 2026-03-13)."""


class ApplicationPackageInstall:
    """Reads the installs that matter to dual-write. Each adds to the environment that it names."""

    name = "application-packages"
    title = f"application packages that are installed (`<package>{ENDING}`)"
    # That Prospect to cash is installed can be seen, but never that it is not: so it is not in here.
    known: Mapping[str, Known] = {
        _ENVIRONMENT_ID: Known.PREVIEW,
        _SOLUTIONS: Known.PREVIEW,
    }

    def reads(self, token: str) -> bool:
        """Whether it is their type."""
        return token.endswith(ENDING)

    def observe(self, resource: Resource) -> Observation | None:
        """What the install adds; None for a package that is nothing to dual-write.

        A name that is not known yet adds nothing yet. That passes nobody: a solution counts as
        installed only where its name is read, Prospect to cash as absent only where somebody
        declares so, and during the update the engine asks again, with the name, before it installs.
        A secret name is looked at, and not told: the solution is then not among those installed.
        """
        unique_name = resource.properties.get("uniqueName")
        name = folded(unique_name)
        if not name:
            return None
        if _LOOKS_LIKE_PROSPECT_TO_CASH.search(name):
            found = {_PROSPECT_TO_CASH: marked_like(True, unique_name)}
            how = "its uniqueName looks like the Prospect to cash solution"
            return _addition(resource, found, marked=False, how=how)
        if is_provisioning_package(name):
            return _addition(resource, {}, marked=True, unified=True)
        if is_platform_tools(name):
            return _addition(resource, {}, marked=False, is_uncertain=True)
        spelt = packages().get(name)
        if spelt is None:
            return None
        installs = () if isinstance(unique_name, SecretValue) else (spelt,)
        return _addition(resource, {}, marked=marks_for_dual_write(name), installs=installs)


def _addition(
    resource: Resource,
    facts: Mapping[str, Any],
    *,
    marked: bool,
    unified: bool = False,
    is_uncertain: bool = False,
    installs: tuple[str, ...] = (),
    how: str = "",
) -> Observation:
    environment_id = said(resource.properties.get("environmentId"))
    named = {} if environment_id is None else {_ENVIRONMENT_ID: environment_id}
    references = resource.references.get("environmentId", ())
    return Observation(
        origin=Origin(f"application package {printable(resource.name)}", resource.urn, how),
        role=Role.ADDITION,
        facts={**named, **facts},
        marked=marked,
        is_uncertain=is_uncertain,
        unified=unified,
        references={CUSTOMER_ENGAGEMENT: references} if references else {},
        installs=installs,
        dependencies=resource.dependencies,
        hint=CONFIGURED,
    )
