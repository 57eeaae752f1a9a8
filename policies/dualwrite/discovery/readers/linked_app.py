"""The app that an environment is linked to, where that is one of finance and operations.

The providers' documents call it the linked D365 application, or a canvas or model-driven app. Only
its address tells for certain: the type is no more than a label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...model.facts import ENCRYPTED, SecretValue, UnknownValue, UnreadableValue
from ...model.observation import FINANCE_AND_OPERATIONS
from ...model.raw_values import folded, is_known, marked_like, said, text_of
from ...text.quoting import quoted
from ...vocabulary.hosts import Host, dataverse_suffixes
from ...vocabulary.identifiers import IdentifierError, parse_environment_url

_URL = f"{FINANCE_AND_OPERATIONS}.url"
_ENVIRONMENT_ID = f"{FINANCE_AND_OPERATIONS}.environmentId"
_OTHER_TYPES = ("canvas", "modeldriven", "model-driven", "model driven")
"""Types of apps that are not of finance and operations (native provider, 0.4.9)."""


@dataclass(frozen=True)
class LinkedApp:
    """What is said of the partner. ``is_there`` tells whether one is linked, or is going to be."""

    is_there: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    is_uncertain: bool = False
    """Whether an app is linked, and nothing says of which kind it is."""


def read_linked_app(
    app_id: Any, app_type: Any, url: Any, references: tuple[str, ...] = ()
) -> LinkedApp:
    """Read the three properties.

    :param url: unknown where the resource is not deployed yet: it is always an output.
    :param references: the resources that the ID is taken from, where it is an input. One that is
        not known yet says that an app is linked only where it comes from another resource: the
        output of a new environment is not known either.
    """
    if is_known(url):
        if is_finance_and_operations(url):
            return _linked(app_id, url, references)
        # What the table does not know is not therefore another app: only an address that it knows is.
        if folded(app_type) in _OTHER_TYPES or _is_of_another_app(url):
            return LinkedApp()
        return _linked(app_id, url, references, is_certain=False)
    if folded(app_type) in _OTHER_TYPES:
        return LinkedApp()
    if is_known(app_id) or (
        isinstance(app_id, UnknownValue) and (references or _is_encrypted(app_id))
    ):
        # An ID tells that an app is linked; that it is one of finance and operations, its type does.
        return _linked(app_id, url, references, is_certain=bool(folded(app_type)))
    if folded(app_type):
        return _linked(None, None, references, is_certain=False)
    return LinkedApp()


def _is_encrypted(value: UnknownValue) -> bool:
    """Whether somebody gave the value, and it only cannot be read here."""
    return value.why == ENCRYPTED


def is_finance_and_operations(url: Any) -> bool:
    """Whether it is an address of finance and operations apps, a scheme or not.

    Whether it is one that can be taken is judged later: an address without a scheme is an error, and
    must not be lost here.
    """
    known = host_of_app(url)
    return known is not None and known.app == FINANCE_AND_OPERATIONS


def _is_of_another_app(url: Any) -> bool:
    known = host_of_app(url)
    return known is not None and known.app != FINANCE_AND_OPERATIONS


def host_of_app(url: Any) -> Host | None:
    text = (text_of(url) or "").strip()
    for candidate in (text, f"https://{text}"):
        try:
            return parse_environment_url(candidate).known
        except IdentifierError:
            continue
    return None


def _linked(
    app_id: Any, url: Any, references: tuple[str, ...], is_certain: bool = True
) -> LinkedApp:
    facts = {_URL: said(url), _ENVIRONMENT_ID: said(app_id)}
    known = {path: value for path, value in facts.items() if value is not None}
    return LinkedApp(is_certain, known, references, is_uncertain=not is_certain)


_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)


def derived_url(domain: Any, location: Any, property_name: str) -> Any:
    """``https://contoso.crm4.dynamics.com`` for ``contoso`` in ``europe``.

    Some geographies are not in the table of hosts, or have no address there that is certain.

    :param property_name: what the domain's property is called, for messages.
    :returns: None where nothing follows; unknown where either is; unreadable where the domain can be
        no part of an address.
    """
    if said(domain) is None or said(location) is None:
        return None
    if isinstance(domain, UnknownValue) or isinstance(location, UnknownValue):
        return UnknownValue()
    name = folded(domain)
    if _LABEL.fullmatch(name) is None:
        return UnreadableValue(_unusable(domain, property_name))
    suffix = dataverse_suffixes().get(folded(location))
    if suffix is None:
        return None
    return marked_like(f"https://{name}.{suffix}", domain, location)


def _unusable(domain: Any, property_name: str) -> str:
    accepted = "Accepted: letters, digits and hyphens, as in contoso."
    if isinstance(domain, SecretValue):
        return f"the value of {property_name}, a secret, is no domain name. {accepted}"
    return f"{quoted(domain)} in {property_name} is no domain name. {accepted}"
