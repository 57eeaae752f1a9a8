"""What an environment's address says: which app, how it is hosted, in which cloud and geography.

A dated table of patterns, each with its source (``environment_hosts.json``). What is not in it is
unknown: never "no environment", and never "not concerned".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

FINANCE_AND_OPERATIONS = "financeAndOperations"
CUSTOMER_ENGAGEMENT = "customerEngagement"
CLOUD_HOSTED = "cloudHosted"
ONE_BOX = "onebox"
_FILE = Path(__file__).resolve().parent / "data" / "environment_hosts.json"
_CRM_HOST = "<crm host>"
_WEB_API = "api"
"""``contoso.api.crm4.dynamics.com`` is the Web API of ``contoso.crm4.dynamics.com``: one environment."""
_CLOUD_APP_SECURITY = ".mcas.ms"
"""What Microsoft Defender for Cloud Apps appends to the host of an environment that is seen through it."""
_WORDS_OF_PEOPLE = {
    # A one-box machine is cloud-hosted or local (environment_hosts.json: *.cloud.onebox), as is tier 1.
    "onebox": CLOUD_HOSTED,
    "devbox": CLOUD_HOSTED,
    "tier1": CLOUD_HOSTED,
    "cloudhostedenvironment": CLOUD_HOSTED,
    "che": CLOUD_HOSTED,
    "tier2": "sandbox",
    "uat": "sandbox",
    "acceptance": "sandbox",
    "standardacceptancetest": "sandbox",
    "preprod": "sandbox",
    "preproduction": "sandbox",
    # These mean no one type: a test can be run anywhere but in production, and so can a training.
    "nonprod": "",
    "nonproduction": "",
    "train": "",
    "training": "",
    "golive": "production",
    "live": "production",
    "onprem": "onPremises",
    "lbd": "onPremises",
    "localbusinessdata": "onPremises",
}
_NEW_GEOGRAPHY = re.compile(r"[a-z0-9-]+\.(sandbox\.)?operations\.[a-z]{2,3}\.dynamics\.com")
_NEW_NUMBER = re.compile(r"[a-z0-9-]+\.(crm\d{1,3}\.dynamics\.com)")
"""Addresses that go on with a documented series. Their app is plain, their geography is not."""


@dataclass(frozen=True)
class Host:
    """What is known of the hosts that a pattern of the table fits.

    ``app`` is the side of a pair, or None for a portal or a service, which is no environment: ``what``
    then says what it is. ``hosting`` is ``production``, ``sandbox``, ``cloudHosted`` or ``onebox``;
    ``geography`` a Power Platform location. What is not certain is a hint, and contradicts nothing.
    """

    pattern: str
    app: str | None
    what: str = ""
    hosting: str | None = None
    hosting_is_certain: bool = False
    geography: str | None = None
    geography_is_certain: bool = False
    cloud: str | None = None

    @property
    def is_environment(self) -> bool:
        """Whether customers have environments at such addresses."""
        return self.app is not None and self.cloud is not None

    @property
    def identifies(self) -> bool:
        """Whether the address is one environment's alone. Every local machine has the same."""
        return self.is_environment and self.hosting != ONE_BOX


@lru_cache(maxsize=16384)
def canonical_host(host: str) -> str:
    """The host by which an environment is known, of all under which it can be reached.

    :param host: in lower case, without a final dot.
    """
    host = host.removesuffix(_CLOUD_APP_SECURITY)
    name, _, rest = host.partition(".")
    label, _, suffix = rest.partition(".")
    if label == _WEB_API and _is_crm(suffix):
        return f"{name}.{suffix}"
    return host


@lru_cache(maxsize=16384)
def find_host(host: str) -> Host | None:
    """What the table says of a host; None where it knows no pattern that fits."""
    table = _table()
    exact = table.exact.get(host)
    if exact is not None:
        return exact
    labels = host.split(".")
    for number in (1, 2):  # disco.crm4.dynamics.com, admin.services.crm4.dynamics.com
        service = table.before_crm.get(".".join(labels[:number]))
        if service is not None and _is_crm(".".join(labels[number:])):
            return service
    for number in (1, 2):  # the longest pattern that fits, and * is one label
        found = table.suffixes.get((number, ".".join(labels[number:])))
        if found is not None:
            return found
    series = _NEW_GEOGRAPHY.fullmatch(host)
    if series is not None:
        hosting = "sandbox" if series[1] else None
        return Host(
            host, FINANCE_AND_OPERATIONS, "", hosting, series[1] is not None, cloud="public"
        )
    if _NEW_NUMBER.fullmatch(host) is not None:
        return Host(host, CUSTOMER_ENGAGEMENT, cloud="public")
    return None


def table_date() -> date:
    """The day of the table. Addresses that Microsoft has given since are not in it."""
    return _table().as_of


@cache
def dataverse_suffixes() -> Mapping[str, str]:
    """By Power Platform location, the domain that environments get there: ``crm4.dynamics.com``."""
    return {
        one.geography: suffix
        for (number, suffix), one in _table().suffixes.items()
        if number == 1
        and one.app == CUSTOMER_ENGAGEMENT
        and one.geography is not None
        and one.geography_is_certain
    }


@cache
def words_of_practice() -> Mapping[str, str]:
    """What other tools and people call a type of finance and operations environment, in lower case.

    By word, the type that a pair's declaration has for it, or nothing where no type means the same.
    """
    words = {row["word"].casefold(): row["environmentType"] for row in _content()["words"]}
    return {**_WORDS_OF_PEOPLE, **words}


@dataclass(frozen=True)
class _Table:
    as_of: date
    exact: Mapping[str, Host]
    suffixes: Mapping[tuple[int, str], Host]
    """By how many labels stand before it, and the rest of the host."""
    before_crm: Mapping[str, Host]
    """By the labels that stand before any address of customer engagement."""


@cache
def _table() -> _Table:
    content = _content()
    exact: dict[str, Host] = {}
    suffixes: dict[tuple[int, str], Host] = {}
    before_crm: dict[str, Host] = {}
    for row in content["hosts"]:
        pattern = row["pattern"]
        host = Host(
            pattern,
            row.get("app"),
            row.get("what", ""),
            row.get("hosting"),
            row.get("hostingIsCertain", False),
            row.get("geography"),
            row.get("geographyIsCertain", False),
            row.get("cloud"),
        )
        if pattern.endswith(_CRM_HOST):
            before_crm[pattern.removesuffix(f".{_CRM_HOST}")] = host
        elif pattern.startswith("*."):
            stars = 2 if pattern.startswith("*.*.") else 1
            suffixes[stars, pattern[2 * stars :]] = host
        else:
            exact[pattern] = host
    return _Table(date.fromisoformat(content["asOf"]), exact, suffixes, before_crm)


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return content


def _is_crm(suffix: str) -> bool:
    found = _table().suffixes.get((1, suffix))
    if found is not None:
        return found.app == CUSTOMER_ENGAGEMENT
    return _NEW_NUMBER.fullmatch(f"x.{suffix}") is not None
