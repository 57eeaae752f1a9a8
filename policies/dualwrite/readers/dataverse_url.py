"""The address of an environment that is not there yet: its domain, under that of its geography."""

from __future__ import annotations

import re
from typing import Any

from ..facts import SecretValue, UnknownValue, UnreadableValue
from ..hosts import dataverse_suffixes
from ..text import quoted
from .values import folded, marked_like, said

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
