"""What a resource says of dual-write: that it declares a pair, is an environment, or adds to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


@dataclass(frozen=True, slots=True)
class Origin:
    """Who says something: a resource, or an entry of the stack's configuration.

    ``label`` is for people (``native environment contoso-ce``); ``how`` is where in it the values
    stand, or the mapping that found them, and empty where that is plain.
    """

    label: str
    urn: str | None = None
    how: str = ""

    @property
    def shown(self) -> str:
        """What to call it in a message: the URN, which is unique, or else the label."""
        return self.urn or self.label


@dataclass(frozen=True, slots=True)
class Statement:
    """What one origin says of one fact. ``spelling`` is the value as people may see it."""

    path: str
    spelling: Any
    origin: Origin


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact of which several origins say different things."""

    path: str
    statements: tuple[Statement, ...]


FACTS_KEY = "dualwrite:facts"
"""The key of the stack's configuration under which facts of environments are declared."""
FINANCE_AND_OPERATIONS = "financeAndOperations"
CUSTOMER_ENGAGEMENT = "customerEngagement"
SIDES = (FINANCE_AND_OPERATIONS, CUSTOMER_ENGAGEMENT)
"""The sections of a pair that are environments."""
OTHER_SIDE = {
    FINANCE_AND_OPERATIONS: CUSTOMER_ENGAGEMENT,
    CUSTOMER_ENGAGEMENT: FINANCE_AND_OPERATIONS,
}


class Role(Enum):
    """What a resource is to a pair."""

    PAIR = "pair"
    """It declares a pair: both sides and their link."""
    ENVIRONMENT = "environment"
    """It is one environment."""
    ADDITION = "addition"
    """It says something of an environment that another resource is, or that nobody declares here."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one resource says.

    ``facts`` are raw values by path (``customerEngagement.region``), as ``read_pair`` takes them;
    what it knows of the partner is among them, under the other side's paths. A fact that it does
    not say is not in it; one that it will say later is an ``UnknownValue``.
    """

    origin: Origin
    role: Role
    facts: Mapping[str, Any]
    side: str = CUSTOMER_ENGAGEMENT
    """Which side it is, or adds to. Has no meaning for a pair."""
    marked: bool = True
    """Whether something says that the environment is for dual-write. One that is not is left alone."""
    is_uncertain: bool = False
    """Whether it may be for dual-write: an app is linked, and nothing says of which kind."""
    is_final: bool = False
    """Whether its inputs are all that it will ever say. Other resources add to theirs when deployed."""
    unified: bool = False
    """Whether one environment has both apps: it is its own partner."""
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By side: URNs of the resources that the identity of that side is taken from."""
    installs: tuple[str, ...] = ()
    """Unique names of the application packages that it installs, in this order."""
    dependencies: tuple[str, ...] = ()
    """URNs of the resources that must be there before it."""
    pair: str | None = None
    """The name of the pair that it belongs to, where somebody says so."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """By path: why it does not say the fact, or where in it the fact could be declared."""
    hint: str = ""
    """Where a fact that is in neither can be declared, for this kind of source: a sentence with
    ``{path}``, ``{key}`` and ``{url}`` to be filled in."""
