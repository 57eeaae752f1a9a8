"""What a Dataverse database is made with: its templates, and the packages in their metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...model.facts import SecretValue, UnknownValue
from ...model.observation import CUSTOMER_ENGAGEMENT, FINANCE_AND_OPERATIONS
from ...model.raw_values import folded, opened, revealed, said, text_of
from ...text.quoting import counted, joined, quoted
from ...vocabulary.dataverse import marks_for_dual_write, packages, templates
from .linked_app import host_of_app
from .reader import Known, in_configuration

_PACKAGES = "postprovisioningpackages"
_NAME = "applicationuniquename"
_PARAMETERS = "parameters"
"""Keys of the metadata in lower case: the Terraform provider takes them in any case
(internal/services/environment/dto.go and models.go, 2026-11)."""


@dataclass(frozen=True)
class PostProvisioningPackage:
    """A package that is installed once the database is there. The name is in lower case."""

    name: str
    parameters: str

    def is_on(self, parameter: str) -> bool:
        """Whether its parameters (``DevToolsEnabled=true|DemoDataEnabled=true``) switch one on."""
        value = self.parameter(parameter)
        return value is not None and value.casefold() == "true"

    def parameter(self, name: str) -> str | None:
        """The value of a parameter; None where it is not given, or empty."""
        for one in self.parameters.split("|"):
            key, _, value = one.partition("=")
            if key.strip().casefold() == name.casefold() and value.strip():
                return value.strip()
        return None


@dataclass(frozen=True)
class Provisioning:
    """What is asked for, as far as it can be read now."""

    templates: tuple[str, ...] = ()
    """The names that are known, as they were written."""
    packages: tuple[PostProvisioningPackage, ...] = ()
    has_unknown_templates: bool = False
    has_secret_templates: bool = False
    has_unknown_metadata: bool = False
    has_secret_metadata: bool = False


def read_provisioning(templates: Any, metadata: Any) -> Provisioning:
    """Read both properties. What cannot be read says nothing here: it decides nothing.

    :param templates: a list of names.
    :param metadata: JSON as text:
        ``{"PostProvisioningPackages": [{"applicationUniqueName": ..., "parameters": ...}]}``.
    """
    names = _listed(templates)
    known = [one for one in names if text_of(said(one)) is not None]
    return Provisioning(
        templates=tuple(str(revealed(one)) for one in known),
        packages=tuple(_packages(metadata)),
        has_unknown_templates=any(isinstance(one, UnknownValue) for one in names),
        has_secret_templates=any(isinstance(one, SecretValue) for one in known),
        has_unknown_metadata=isinstance(metadata, UnknownValue),
        has_secret_metadata=isinstance(metadata, SecretValue),
    )


def _listed(templates: Any) -> list[Any]:
    """The names; a single value is a list of one, as not every language's SDK is strict."""
    templates = opened(templates)
    if templates is None:
        return []
    return templates if isinstance(templates, list) else [templates]


def _packages(metadata: Any) -> Iterator[PostProvisioningPackage]:
    content = opened(metadata)
    if not isinstance(content, Mapping):
        text = text_of(metadata)
        if not text:
            return
        try:
            content = json.loads(text)
        except (ValueError, RecursionError):  # the provider refuses it, or sends it as it is
            return
    found = _by_folded_key(content).get(_PACKAGES)
    for one in found if isinstance(found, list) else []:
        item = _by_folded_key(one)
        name = folded(item.get(_NAME))
        if name:
            yield PostProvisioningPackage(name, text_of(item.get(_PARAMETERS)) or "")


def _by_folded_key(content: Any) -> dict[str, Any]:
    if not isinstance(content, Mapping):
        return {}
    return {key.casefold(): value for key, value in content.items()}


APPS_ENABLED = "customerEngagement.dynamics365AppsEnabled"
_MOST_NAMED = 3
_WHEN = (
    "dataverse.templates decides it when the database is created, and an imported environment does"
    " not show its templates."
)


def apps_enabled(provisioning: Provisioning) -> Any:
    """Whether they are enabled; None where the templates do not tell."""
    names = [one.strip().casefold() for one in provisioning.templates]
    if any(map(_needs_apps, names)):
        return _marked(True, provisioning)
    if provisioning.has_unknown_templates:
        return UnknownValue()
    if names and all(one == templates().without_apps for one in names):
        return _marked(False, provisioning)
    return None


def why_apps_are_undeclared(provisioning: Provisioning, has_templates: bool = True) -> str:
    """A remedy for where the templates do not tell: what is there, and what to do.

    :param has_templates: whether this version of the provider has a property for them.
    """
    declare = in_configuration("dynamics365AppsEnabled")
    if not has_templates:
        return (
            "This version of the provider has no templates, which decide it when the database is"
            f" created. Declare it {declare}"
        )
    return f"{_found(provisioning)} {_WHEN} Set them on a new environment, or declare it {declare}"


def _needs_apps(name: str) -> bool:
    table = templates()
    return name in table.customer_engagement or name.startswith(table.finance_and_operations_prefix)


def _marked(value: bool, provisioning: Provisioning) -> Any:
    return SecretValue(value) if provisioning.has_secret_templates else value


def _found(provisioning: Provisioning) -> str:
    names = provisioning.templates
    if not names:
        return "The resource names no template."
    if provisioning.has_secret_templates:
        return "Its templates, which are secret, do not tell."
    if len(names) > _MOST_NAMED:
        return f"Its {counted(len(names), 'template')} do not tell."
    verb = "does" if len(names) == 1 else "do"
    return f"{joined([quoted(one) for one in names])} in its templates {verb} not tell."


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
