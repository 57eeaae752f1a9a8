"""Stand-ins for the providers of Power Platform: environments that nobody creates.

Known inputs come back as outputs. What only the service knows is unknown at preview, and made up at
an update: an ID out of the resource's name, an address out of its domain. The native provider really
leaves such outputs out at preview (0.4.9), where a bridged one has them as unknown; here both are
unknown, which asks more of those who read them.

An environment whose description says ``linked to https://contoso.operations.dynamics.com`` is one
that somebody has linked outside of Pulumi: after the update it shows this app.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.stand_ins.provider import UNKNOWN, Declared, Properties, StandIn, guid_of

VERSION = "9.2.25091.00212"
NO_GUID = "00000000-0000-0000-0000-000000000000"
_TIME = "2026-11-24T00:00:00Z"
_SUFFIXES = {"europe": "crm4", "asia": "crm5", "unitedkingdom": "crm11", "unitedstates": "crm"}
_REGIONS = {"europe": "westeurope", "unitedkingdom": "uksouth", "unitedstates": "westus"}
_LINKED = re.compile(r"linked to (https://\S+)")


@dataclass(frozen=True)
class Shape:
    """How a provider writes an environment."""

    token: str
    """The end of its type."""
    domain: str
    has_linked_app_in_dataverse: bool
    computed: Mapping[str, str]
    """Outputs beside ``dataverse``, and what they always are."""


NATIVE = Shape(
    token="powerplatform:index:Environment",
    domain="domainName",
    has_linked_app_in_dataverse=False,
    computed={"state": "Enabled", "createdTime": _TIME, "lastModifiedTime": _TIME},
)
"""The native provider's (``rpothin-powerplatform``)."""
BRIDGED = Shape(
    token=":index/environment:Environment",
    domain="domain",
    has_linked_app_in_dataverse=True,
    computed={},
)
"""That of Microsoft's Terraform provider, bridged, under any name."""


class PowerPlatformStandIn(StandIn):
    """Knows the environments of one shape; other resources give their inputs back."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._apps: dict[str, str] = {}
        """By ID of a unified environment that was made here, the address of its own apps."""

    def identifier(self, declared: Declared) -> str:
        return guid_of("id", declared.name)

    def outputs(self, declared: Declared, preview: bool) -> Properties:
        found = declared.inputs
        if not declared.token.endswith(self._shape.token):
            return found
        linked = _linked_app(found, self._shape, self._apps)
        if _is_unified(found.get("dataverse")):
            self._apps[self.identifier(declared)] = linked["linkedAppUrl"]
        made = _environment(found, declared.name, self._shape, linked)
        return _unknown_where_made(found, made) if preview else _without_nothing(made)


def _environment(
    inputs: Mapping[str, Any], name: str, shape: Shape, linked: Mapping[str, Any]
) -> dict[str, Any]:
    """The outputs of an environment: its inputs, and what the service adds; None for nothing."""
    location = str(inputs.get("location", ""))
    outputs = {**shape.computed, **inputs}
    if shape.has_linked_app_in_dataverse:  # only this provider tells what was left out
        outputs = {"azureRegion": _REGIONS.get(location), "dataverse": None, **outputs}
    domain = _domain(inputs, shape) or name
    url = f"https://{domain}.{_SUFFIXES.get(location, 'crm')}.dynamics.com/"
    if shape.domain in inputs:  # the flat shape that both had once
        return outputs | {"url": url}
    database = inputs.get("dataverse")
    if isinstance(database, Mapping):
        outputs["dataverse"] = {
            shape.domain: domain,
            **database,
            "url": url,
            "version": VERSION,
            "organizationId": guid_of("organization", name),
            "uniqueName": f"unq{guid_of('unique', name)[:8]}",
            **(linked if shape.has_linked_app_in_dataverse else {}),
        }
    if shape.has_linked_app_in_dataverse:
        return outputs
    return outputs | {key: value or None for key, value in linked.items()}


def _domain(inputs: Mapping[str, Any], shape: Shape) -> Any:
    database = inputs.get("dataverse")
    return (database if isinstance(database, Mapping) else inputs).get(shape.domain)


def _linked_app(inputs: Mapping[str, Any], shape: Shape, apps: Mapping[str, str]) -> dict[str, Any]:
    """The three properties of the app that the environment is linked to, empty for none.

    One that exists elsewhere is taken to have the environment's own domain.
    """
    domain = _domain(inputs, shape) or "environment"
    by_hand = _LINKED.search(str(inputs.get("description", "")))
    given = inputs.get("linkedAppId")
    if by_hand is not None:
        return _app("Linked", given or NO_GUID, by_hand[1])
    if inputs.get("linkedAppType") in ("Canvas", "ModelDriven"):
        url = f"https://{domain}.crm.dynamics.com/apps/{given}"
        return _app(inputs["linkedAppType"], given, url)
    if given or _is_unified(inputs.get("dataverse")):
        url = apps.get(str(given), f"https://{domain}.operations.dynamics.com")
        return _app("Linked", given or NO_GUID, url)
    return _app("", "", "")


def _app(kind: str, app_id: Any, url: str) -> dict[str, Any]:
    return {"linkedAppType": kind, "linkedAppId": app_id, "linkedAppUrl": url}


def _is_unified(database: Any) -> bool:
    templates = database.get("templates") if isinstance(database, Mapping) else None
    names = templates if isinstance(templates, list) else []
    return any(str(one).casefold().startswith("d365_finops_") for one in names)


def _unknown_where_made(inputs: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, Any]:
    """The outputs at preview: what is not an input is unknown, also where it will be nothing."""
    unknown: dict[str, Any] = {}
    for key, value in made.items():
        given = inputs.get(key)
        if isinstance(value, Mapping) and isinstance(given, Mapping):
            unknown[key] = _unknown_where_made(given, value)
        else:
            unknown[key] = given if key in inputs else UNKNOWN
    return unknown


def _without_nothing(made: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in made.items() if value is not None}
