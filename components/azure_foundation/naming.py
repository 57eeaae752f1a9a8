"""Names of the resources, and Azure's rules for them.

The rules are those of the article "Naming rules and restrictions for Azure resources"
(resource-name-rules, 2023-11-20). It has none for enterprise policies, keys and NAT gateways: they
follow the strictest that its neighbours have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from dualwrite.text.quoting import joined, quoted
from dualwrite.vocabulary.regions import Region

SOURCE = "Azure's naming rules, article resource-name-rules, 2023-11-20"
RESERVED_SOURCE = "Azure's reserved words, article error-reserved-resource-name, 2023-04-05"
RESERVED = ("MICROSOFT", "WINDOWS")
"""Words that no name with a public endpoint may have in it. The article has more of them, for whole
names and for beginnings; no name here is one of those, or begins so."""
_SUFFIX_LENGTH = 6
_SUFFIX_CHARACTERS = "abcdefghijklmnopqrstuvwxyz234567"


class NameProblem(NamedTuple):
    """What is wrong with a name, and what is accepted instead."""

    text: str
    accepted: str
    source: str = SOURCE


def reserved_words_in(name: str) -> list[str]:
    """The reserved words in a name, in whatever case they are written there."""
    return [word for word in RESERVED if word in name.upper()]


class NameRule(NamedTuple):
    """What the name of one kind of resource has to look like."""

    kind: str
    """For people: ``a key vault``."""
    shortest: int
    longest: int
    pattern: re.Pattern[str]
    accepted: str
    """The pattern in words."""
    has_endpoint: bool = False
    """Whether it can be reached from the internet under this name: then some words are reserved."""

    def problems_with(self, name: str) -> Iterator[NameProblem]:
        """Say which parts of the rule a name breaks."""
        found = f"{quoted(name)}, the name of {self.kind},"
        if not self.shortest <= len(name) <= self.longest:
            accepted = f"{self.shortest} to {self.longest}"
            yield NameProblem(f"{found} has {len(name)} characters; accepted: {accepted}", accepted)
        elif self.pattern.fullmatch(name) is None:
            yield NameProblem(f"{found} is malformed; accepted: {self.accepted}", self.accepted)
        words = reserved_words_in(name) if self.has_endpoint else []
        if words:
            accepted = f"names without {joined(RESERVED, 'or')}"
            yield NameProblem(
                f"{found} has {joined(words)} in it; accepted: {accepted}",
                accepted,
                RESERVED_SOURCE,
            )


_ENDS = "it starts with a letter or digit and ends with one or with an underscore"
_NETWORK_PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9_])?", re.ASCII | re.IGNORECASE)
_NETWORK_ACCEPTED = f"letters, digits, underscores, periods and hyphens; {_ENDS}"
_PLAIN_PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.ASCII | re.IGNORECASE)
_PLAIN_ACCEPTED = "letters, digits and hyphens; it starts and ends with a letter or digit"

RESOURCE_GROUP = NameRule(
    "a resource group",
    1,
    90,
    # Letters and digits of every script, unlike in all other names.
    re.compile(r"(?:[^\W_]|[_.()-])*(?:[^\W_]|[_()-])"),
    "letters, digits, underscores, hyphens, periods and parentheses; it does not end with a period",
)
VIRTUAL_NETWORK = NameRule("a virtual network", 2, 64, _NETWORK_PATTERN, _NETWORK_ACCEPTED)
NAT_GATEWAY = NameRule("a NAT gateway", 1, 80, _NETWORK_PATTERN, _NETWORK_ACCEPTED)
PUBLIC_IP_ADDRESS = NameRule("a public IP address", 1, 80, _NETWORK_PATTERN, _NETWORK_ACCEPTED)
ENTERPRISE_POLICY = NameRule("an enterprise policy", 1, 63, _PLAIN_PATTERN, _PLAIN_ACCEPTED)
KEY_VAULT = NameRule(
    "a key vault",
    3,
    24,
    re.compile(r"[a-z](?:-?[a-z0-9])*", re.ASCII | re.IGNORECASE),
    "letters, digits and hyphens; it starts with a letter, ends with a letter or digit, and has no"
    " two hyphens in a row",
    has_endpoint=True,
)
KEY = NameRule("a key", 1, 127, _PLAIN_PATTERN, _PLAIN_ACCEPTED)
WORKSPACE = NameRule("a Log Analytics workspace", 4, 63, _PLAIN_PATTERN, _PLAIN_ACCEPTED)
STORAGE_ACCOUNT = NameRule(
    "a storage account",
    3,
    24,
    re.compile(r"[a-z0-9]*", re.ASCII),
    "lower-case letters and digits",
    has_endpoint=True,
)


@dataclass(frozen=True)
class Names:
    """The names of a foundation's resources, after Azure's recommended abbreviations.

    ``suffix`` stands in the names that have to be unique in all of Azure.
    """

    base: str
    suffix: str

    subnet = "snet-powerplatform"
    """Unique in its virtual network, and so the same everywhere."""
    diagnostics = "dualwrite-logs"
    """Unique on its resource."""

    @property
    def resource_group(self) -> str:
        """``rg-contoso``"""
        return f"rg-{self.base}"

    def virtual_network(self, region: Region) -> str:
        """``vnet-contoso-westeurope``"""
        return f"vnet-{self.base}-{region.name}"

    def nat_gateway(self, region: Region) -> str:
        """``ng-contoso-westeurope``"""
        return f"ng-{self.base}-{region.name}"

    def public_ip_address(self, region: Region) -> str:
        """``pip-contoso-westeurope``"""
        return f"pip-{self.base}-{region.name}"

    @property
    def network_policy(self) -> str:
        """``ep-contoso-network``"""
        return f"ep-{self.base}-network"

    @property
    def encryption_policy(self) -> str:
        """``ep-contoso-encryption``"""
        return f"ep-{self.base}-encryption"

    @property
    def key_vault(self) -> str:
        """``kv-contoso-k2vq5x``"""
        return f"kv-{self.base}-{self.suffix}"

    @property
    def key(self) -> str:
        """``key-contoso``"""
        return f"key-{self.base}"

    @property
    def workspace(self) -> str:
        """``log-contoso``"""
        return f"log-{self.base}"

    @property
    def storage_account(self) -> str:
        """``stcontosok2vq5x``: no hyphens, and no capitals."""
        return f"st{self.base}{self.suffix}".replace("-", "").lower()


class Parts(NamedTuple):
    """Which parts of a foundation are made, as far as names go."""

    regions: tuple[Region, ...]
    encryption: bool
    logs: bool
    storage: bool


def name_problems(names: Names, parts: Parts) -> list[str]:
    """What Azure would refuse about the names of these parts, once for each rule.

    Regions differ in the length of their names, so the longest decides.
    """
    told: dict[str, NameProblem] = {}
    for rule, name in _named(names, parts):
        for problem in rule.problems_with(name):
            told.setdefault(problem.accepted, problem)
    return [f"{one.text} ({one.source}). Give another baseName." for one in told.values()]


def _named(names: Names, parts: Parts) -> Iterator[tuple[NameRule, str]]:
    yield RESOURCE_GROUP, names.resource_group
    if parts.regions:
        region = max(parts.regions, key=lambda one: len(one.name))
        yield VIRTUAL_NETWORK, names.virtual_network(region)
        yield NAT_GATEWAY, names.nat_gateway(region)
        yield PUBLIC_IP_ADDRESS, names.public_ip_address(region)
        yield ENTERPRISE_POLICY, names.network_policy
    if parts.encryption:
        yield KEY_VAULT, names.key_vault
        yield KEY, names.key
        yield ENTERPRISE_POLICY, names.encryption_policy
    if parts.logs:
        yield WORKSPACE, names.workspace
    if parts.storage:
        yield STORAGE_ACCOUNT, names.storage_account


def unique_suffix(parts: Iterable[str]) -> str:
    """Six letters and digits that are always the same for the same parts, and else hardly ever."""
    digest = sha256("\n".join(parts).encode("utf-8")).digest()
    return "".join(_SUFFIX_CHARACTERS[one % 32] for one in digest[:_SUFFIX_LENGTH])
