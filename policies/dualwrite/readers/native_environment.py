"""Environments of the native provider (``rpothin-powerplatform`` on PyPI).

Now ``dataverse`` is a block of its own (0.1.34 to 0.4.9). Before (0.1.12 to 0.1.33) the shape was
flat: ``domainName``, ``currencyCode`` and ``languageCode`` beside ``location``, and no templates,
Azure region, version or linked app.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..observation import FINANCE_AND_OPERATIONS, Observation
from ..resource import Resource
from . import environments
from .reader import Known

TOKEN = "powerplatform:index:Environment"
_SHAPE = environments.Shape(
    label="native environment",
    domain="domainName",
    has_linked_app_in_dataverse=False,
    tells_region_later=False,
    is_bare_when_flat=True,
    set_tenant="Set powerplatform:tenantId (the provider's tenant)",
)


class NativeEnvironment:
    """Reads them; nothing else has this type."""

    name = "native"
    title = f"the native provider's environment (`{TOKEN}`)"
    known: Mapping[str, Known] = {
        **environments.KNOWN,
        f"{FINANCE_AND_OPERATIONS}.environmentId": Known.PREVIEW,
        f"{FINANCE_AND_OPERATIONS}.url": Known.UPDATE,
    }

    def reads(self, token: str) -> bool:
        """Whether it is their type."""
        return token == TOKEN

    def observe(self, resource: Resource) -> Observation | None:
        """What the environment says of itself and of the app that it is linked to."""
        return environments.observe_environment(resource, _SHAPE)
