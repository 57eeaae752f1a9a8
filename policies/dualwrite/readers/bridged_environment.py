"""Environments of Microsoft's Terraform provider, bridged (``microsoft/power-platform``).

The package is generated where it is used, and may have any name; other providers have a type with
this ending, too. So the shape decides: an environment has a location, a type and a display name.
Older versions had the parts of ``dataverse`` beside these.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..observation import FINANCE_AND_OPERATIONS, Observation
from ..resource import Resource
from . import environments
from .reader import Known

ENDING = ":index/environment:Environment"
_REQUIRED = ("displayName", "environmentType", "location")
_SHAPE = environments.Shape(
    label="bridged environment",
    domain="domain",
    has_linked_app_in_dataverse=True,
    tells_region_later=True,
    is_bare_when_flat=False,
    set_tenant="Set tenantId on the provider",
)


class BridgedEnvironment:
    """Reads them, under every package's name."""

    name = "bridged"
    title = f"the bridged Terraform provider's environment (`<package>{ENDING}`)"
    known: Mapping[str, Known] = {
        **environments.KNOWN,
        f"{FINANCE_AND_OPERATIONS}.environmentId": Known.UPDATE,
        f"{FINANCE_AND_OPERATIONS}.url": Known.UPDATE,
    }

    def reads(self, token: str) -> bool:
        """Whether it may be their type; the properties decide."""
        return token.endswith(ENDING)

    def observe(self, resource: Resource) -> Observation | None:
        """What the environment says of itself and of the app that it is linked to."""
        if not all(one in resource.properties for one in _REQUIRED):
            return None
        return environments.observe_environment(resource, _SHAPE)
