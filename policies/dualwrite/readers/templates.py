"""Whether a database has the schema of the Dynamics 365 apps, by the templates that it is made from.

Neither provider has a property for "Enable Dynamics 365 apps". A template that the API marks as one
of customer engagement needs that schema, and so do those of finance and operations apps; the
template of sample apps is offered only without it. No other says enough. (Sources are in
``templates.json``.)
"""

from __future__ import annotations

from typing import Any

from ..facts import SecretValue, UnknownValue
from ..text import counted, joined, quoted
from .provisioning import Provisioning
from .reader import in_configuration
from .tables import templates

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
