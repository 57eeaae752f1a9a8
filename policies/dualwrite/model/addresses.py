"""What the addresses of a pair say, held against what is declared beside them.

An address tells the app, and often how it is hosted. Where that contradicts a declared fact, one of the
two is wrong: both cannot be trusted, and the pair has a problem like any malformed value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..text.quoting import joined, quoted
from ..vocabulary.hosts import (
    CLOUD_HOSTED,
    CUSTOMER_ENGAGEMENT,
    FINANCE_AND_OPERATIONS,
    ONE_BOX,
    Host,
    table_date,
)
from ..vocabulary.identifiers import EnvironmentUrl
from .facts import Fact, State
from .problem import Problem

_NOUNS = {
    FINANCE_AND_OPERATIONS: "finance and operations apps",
    CUSTOMER_ENGAGEMENT: "customer engagement apps (Dataverse)",
}
_ACCEPTED = {
    FINANCE_AND_OPERATIONS: "https://contoso.operations.dynamics.com",
    CUSTOMER_ENGAGEMENT: "https://contoso.crm4.dynamics.com",
}
_TYPES_OF_HOSTING = {
    # Demo environments are deployed as cloud-hosted ones.
    CLOUD_HOSTED: ("cloudHosted", "demo"),
    ONE_BOX: ("cloudHosted", "demo", "onPremises"),
    "sandbox": ("sandbox",),
}
_HOSTED = {
    CLOUD_HOSTED: "a cloud-hosted environment",
    ONE_BOX: "a one-box machine, cloud-hosted or local",
    "sandbox": "a sandbox of Lifecycle Services",
}
_OF_THE_CUSTOMER = "onPremises"
"""Environments on premises have addresses of the customer's own, which no table can have."""


def contradicting_addresses(finance: dict[str, Any], customer: dict[str, Any]) -> list[Problem]:
    """What is wrong with the addresses of two sides.

    :param finance: the facts of the side by attribute, and ``customer`` likewise. Those that an
        address contradicts become malformed in them, so that no rule trusts either.
    """
    return [
        *_of_side(FINANCE_AND_OPERATIONS, finance),
        *_of_side(CUSTOMER_ENGAGEMENT, customer),
        *_hosting(finance),
    ]


def _of_side(side: str, facts: dict[str, Any]) -> Iterator[Problem]:
    url: Fact[EnvironmentUrl] = facts["url"]
    if url.state is not State.DECLARED:
        return
    known = url.read().known
    if known is not None and known.app == side and known.is_environment:
        return
    if known is None and side == FINANCE_AND_OPERATIONS and _is(facts, _OF_THE_CUSTOMER):
        return
    text = _what_it_is(url, known, side)
    facts["url"] = Fact.malformed(url.path, f"{url.path}: {text}", url.spelling)
    yield Problem(url.path, text)


def _what_it_is(url: Fact[EnvironmentUrl], known: Host | None, side: str) -> str:
    named = "its value, a secret," if url.is_secret else quoted(url.spelling)
    accepted = f"Accepted: an address of {_NOUNS[side]}, such as {_ACCEPTED[side]}."
    if known is None:
        return (
            f"{named} is not an address of {_NOUNS[side]} that is known here (table of"
            f" {table_date()}). {accepted}"
        )
    if url.is_secret:
        return f"{named} is not an address of {_NOUNS[side]}. {accepted}"
    if known.app is None:
        return f"{named} is not an environment: it is the address of a {_kind(known)}. {accepted}"
    if not known.is_environment:
        return f"{named} is an address of Microsoft's own test rings, not of a customer. {accepted}"
    return f"{named} is an address of {_NOUNS[known.app]}, which cannot be this side. {accepted}"


def _kind(known: Host) -> str:
    kind, _, name = known.what.partition(": ")
    return f"{kind} ({name})" if name else f"service ({kind})"


def _hosting(facts: dict[str, Any]) -> Iterator[Problem]:
    url: Fact[EnvironmentUrl] = facts["url"]
    declared: Fact[str] = facts["environment_type"]
    if url.state is not State.DECLARED or declared.state is not State.DECLARED:
        return
    known = url.read().known
    if known is None or not known.hosting_is_certain or known.hosting not in _TYPES_OF_HOSTING:
        return
    fitting = _TYPES_OF_HOSTING[known.hosting]
    if declared.read() in fitting:
        return
    address = "the address, a secret," if url.is_secret else f"the address {quoted(url.spelling)}"
    found = "its value, a secret," if declared.is_secret else quoted(declared.spelling)
    if url.is_secret:
        text = f"{found} contradicts {address} of the environment. Correct one of the two."
    else:
        text = (
            f"{found} contradicts {address}, which is that of {_HOSTED[known.hosting]}. Correct one"
            f" of the two; with this address: {joined(fitting, 'or')}."
        )
    facts["environment_type"] = Fact.malformed(
        declared.path, f"{declared.path}: {text}", declared.spelling
    )
    yield Problem(declared.path, text)


def _is(facts: dict[str, Any], kind: str) -> bool:
    declared: Fact[str] = facts["environment_type"]
    return declared.is_declared and declared.read() == kind
