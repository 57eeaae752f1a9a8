"""Unified environments: one Power Platform environment that has finance and operations apps, too.

It is made from a template of finance and operations apps, or gets the provisioning app. Then it is
its own partner: tenant, region and identity of both sides are the same. Source: unified environment
types and templates, 2026-04-06.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..facts import SecretValue, UnknownValue
from ..observation import CUSTOMER_ENGAGEMENT, FINANCE_AND_OPERATIONS
from .linked_app import host_of_app
from .provisioning import Provisioning
from .reader import Known
from .tables import marks_for_dual_write, packages, templates
from .values import folded

SHARED = ("tenantId", "environmentId", "region")
"""What holds of both sides alike. A geography is a fact of customer engagement alone."""
KNOWN: Mapping[str, Known] = {
    f"{FINANCE_AND_OPERATIONS}.tenantId": Known.PREVIEW,
    f"{FINANCE_AND_OPERATIONS}.region": Known.PREVIEW,
    f"{FINANCE_AND_OPERATIONS}.environmentType": Known.PREVIEW,
    f"{FINANCE_AND_OPERATIONS}.applicationVersion": Known.PREVIEW,
    f"{FINANCE_AND_OPERATIONS}.environmentId": Known.UPDATE,
    f"{FINANCE_AND_OPERATIONS}.url": Known.UPDATE,
    f"{CUSTOMER_ENGAGEMENT}.dualWriteSolutions": Known.PREVIEW,
}
"""What a unified environment says beyond any other one, for the documents."""
_TYPES = ("production", "sandbox", "developer", "trial")
_DEVELOPER_TOOLS = "DevToolsEnabled"
_APPLICATION_VERSION = "ApplicationVersion"
_OWN_APP = "internal"


def is_unified(provisioning: Provisioning) -> bool:
    """Whether what is known says so. What is not known yet may say so later."""
    prefix = templates().finance_and_operations_prefix
    return any(one.strip().casefold().startswith(prefix) for one in provisioning.templates) or any(
        is_provisioning_package(one.name) for one in provisioning.packages
    )


def is_provisioning_package(unique_name: str) -> bool:
    """Whether a package brings finance and operations apps to the environment."""
    return unique_name.strip().casefold() == templates().provisioning_package


def is_platform_tools(unique_name: str) -> bool:
    """Whether a package prepares an environment for finance and operations apps, which may follow."""
    return unique_name.strip().casefold() == templates().platform_tools_package


def may_become_unified(provisioning: Provisioning) -> bool:
    """Whether the database is made with what only goes before finance and operations apps."""
    return any(is_platform_tools(one.name) for one in provisioning.packages)


def is_linked_to_itself(app_id: Any, app_type: Any, app_url: Any, environment_id: Any) -> bool:
    """Whether the app that an environment is linked to is its own.

    ``Internal`` is the type of the app of a unified environment (environment_hosts.json: linked app
    types, as d365bap.tools reads them, 2026-02-25). The address goes first: a cloud-hosted one, or
    one of Lifecycle Services, is another environment whatever the type says.
    """
    known = host_of_app(app_url)
    if known is not None and (known.app != FINANCE_AND_OPERATIONS or known.hosting_is_certain):
        return False
    if folded(app_type) == _OWN_APP:
        return True
    return bool(folded(app_id)) and _bare(app_id) == _bare(environment_id)


def _bare(guid: Any) -> str:
    return folded(guid).strip("{}")


def finance_and_operations_facts(
    facts: Mapping[str, Any], environment_type: Any, provisioning: Provisioning, url: Any
) -> dict[str, Any]:
    """What a unified environment says of its finance and operations side.

    :param facts: what it says of the customer engagement side.
    :param environment_type: as the resource has it.
    :param url: the address of its finance and operations apps, where it says one.
    """
    said = {key: facts.get(f"{CUSTOMER_ENGAGEMENT}.{key}") for key in SHARED}
    said["environmentType"] = _environment_type(environment_type, provisioning)
    said["applicationVersion"] = _application_version(provisioning)
    said["url"] = url
    return {
        f"{FINANCE_AND_OPERATIONS}.{key}": value for key, value in said.items() if value is not None
    }


def installed(provisioning: Provisioning) -> tuple[str, ...]:
    """The packages that matter to dual-write among those that the database is made with.

    A template installs its packages by itself: they are named in the order of their dependencies.
    What a secret names stays unnamed.
    """
    found: set[str] = set()
    if not provisioning.has_secret_templates:
        for one in provisioning.templates:
            brought = templates().packages.get(one.strip().casefold(), ())
            found.update(name.casefold() for name in brought)
    if not provisioning.has_secret_metadata:
        found.update(one.name for one in provisioning.packages)
    return tuple(name for key, name in packages().items() if key in found)


def marks(provisioning: Provisioning) -> bool:
    """Whether a package that the database is made with says that it is for dual-write."""
    return any(marks_for_dual_write(one.name) for one in provisioning.packages)


def _application_version(provisioning: Provisioning) -> Any:
    """The version that the provisioning app is told to install; it installs no other."""
    for one in provisioning.packages:
        version = one.parameter(_APPLICATION_VERSION) if is_provisioning_package(one.name) else None
        if version is not None:
            return SecretValue(version) if provisioning.has_secret_metadata else version
    return None


def _environment_type(value: Any, provisioning: Provisioning) -> Any:
    if any(
        is_provisioning_package(one.name) and one.is_on(_DEVELOPER_TOOLS)
        for one in provisioning.packages
    ):
        # A unified developer environment is a Sandbox to Power Platform.
        return SecretValue("developer") if provisioning.has_secret_metadata else "developer"
    if isinstance(value, UnknownValue) or provisioning.has_unknown_metadata:
        return UnknownValue()
    return value if folded(value) in _TYPES else None
