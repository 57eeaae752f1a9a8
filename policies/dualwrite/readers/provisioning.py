"""What a Dataverse database is made with: its templates, and the packages in their metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..facts import SecretValue, UnknownValue
from .values import folded, opened, revealed, said, text_of

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
