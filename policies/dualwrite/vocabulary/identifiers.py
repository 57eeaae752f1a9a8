"""What identifies an environment or a tenant: its URL's host, or a GUID."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from ..text.quoting import quoted
from .hosts import FINANCE_AND_OPERATIONS, Host, canonical_host, find_host

_GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_TENANT = re.compile(rf"(?:\{{({_GUID})\}}|({_GUID}))", re.ASCII)
_ENVIRONMENT = re.compile(rf"(?:\{{({_GUID})\}}|((?:default-)?{_GUID}))", re.ASCII)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?[/\\]*", re.ASCII | re.IGNORECASE)
_AUTHORITY_END = re.compile(r"[/?#]")

_remembered = lru_cache(maxsize=16384)
"""Where resources are joined, each identifier is asked for again and again."""


class IdentifierError(ValueError):
    """A URL or GUID that cannot be read; the text says what is accepted."""


@dataclass(frozen=True)
class EnvironmentUrl:
    """An environment's address, reduced to what identifies it: the host in lower case."""

    host: str

    def __str__(self) -> str:
        return f"https://{self.host}"

    @property
    def known(self) -> Host | None:
        """What the table of hosts says of it; None where it does not know such addresses."""
        return find_host(self.host)

    @property
    def identifies(self) -> bool:
        """Whether it is one environment's alone, as far as is known: every local machine has one."""
        return self.known is None or self.known.identifies

    @property
    def is_finance_and_operations(self) -> bool:
        """Whether finance and operations apps have such addresses: ``contoso.operations.dynamics.com``."""
        return self.known is not None and self.known.app == FINANCE_AND_OPERATIONS


@_remembered
def parse_tenant_id(text: str) -> str:
    """Read a Microsoft Entra tenant ID: a GUID, with or without braces, in any case.

    :returns: the GUID in lower case without braces, so that equal tenants compare equal.
    :raises IdentifierError: for anything else, a domain name among them.
    """
    return _parse_guid(_TENANT, text, "a GUID such as 72f988bf-86f1-41af-91ab-2d7cd011db47")


@_remembered
def parse_environment_id(text: str) -> str:
    """Read a Power Platform environment ID: a GUID; the default environment's begins ``Default-``.

    :returns: the ID in lower case without braces.
    :raises IdentifierError: for anything else.
    """
    return _parse_guid(
        _ENVIRONMENT,
        text,
        "a GUID such as 5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60 (or Default-<GUID> of a default"
        " environment)",
    )


def _parse_guid(pattern: re.Pattern[str], text: str, accepted: str) -> str:
    match = pattern.fullmatch(text.strip().lower())
    if match is None:
        raise IdentifierError(f"{quoted(text)} is malformed. Accepted: {accepted}.")
    return match[1] or match[2]


@_remembered
def parse_environment_url(text: str) -> EnvironmentUrl:
    """Read an environment's URL: ``https://contoso.crm4.dynamics.com``.

    Case, port, path, query and a final dot do not matter: the host alone identifies an environment.
    That of its Web API (``contoso.api.crm4.dynamics.com``) is the environment's own.

    :raises IdentifierError: without a scheme, with one other than https, with credentials in it, or
        where the host is no DNS name.
    """
    accepted = "Accepted: an https URL such as https://contoso.crm4.dynamics.com."
    stripped = text.strip()
    if "@" in _AUTHORITY_END.split(_SCHEME.sub("", stripped), maxsplit=1)[0]:
        # First, because every other text quotes the URL.
        raise IdentifierError(f"A URL with credentials in it is refused. {accepted}")
    try:
        parts = urlsplit(stripped)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise IdentifierError(f"{quoted(text)} is not a URL. {accepted}") from None
    if "://" not in stripped:
        raise IdentifierError(f"{quoted(text)} has no scheme. {accepted}")
    if parts.scheme.lower() != "https":
        raise IdentifierError(f"{quoted(text)} is not an https URL. {accepted}")
    # urlsplit drops line breaks and tabs, and lower() makes a "k" of the Kelvin sign: both would
    # make a name of something that is none.
    name = (host or "").removesuffix(".")
    if not stripped.isprintable() or not parts.netloc.isascii() or not _is_host_name(name):
        raise IdentifierError(f"{quoted(text)} has no usable host name. {accepted}")
    return EnvironmentUrl(canonical_host(name))


def _is_host_name(name: str) -> bool:
    """Whether it is a full DNS name; an address of numbers is none."""
    labels = name.split(".")
    return (
        len(labels) > 1
        and len(name) <= 253
        and all(map(_LABEL.fullmatch, labels))
        and not labels[-1].isdigit()
    )
