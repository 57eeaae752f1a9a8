"""What a reader is: it looks at resources of one type and says what they tell of dual-write."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Protocol

from ...model.observation import Observation
from ...model.resource import Resource

CONFIGURED = "Declare it in the stack's configuration: dualwrite:facts, under {url}, as {key}."
"""The hint of every resource that has no property for a fact (``Observation.hint``)."""


class Known(Enum):
    """When a reader knows a fact."""

    PREVIEW = "preview"
    """It is an input, or follows from inputs: decided at preview."""
    UPDATE = "update"
    """It is an output: decided once the resource is deployed."""


class Reader(Protocol):
    """Reads resources of one type."""

    @property
    def name(self) -> str:
        """A short name, for documents and reports: ``native``."""

    @property
    def title(self) -> str:
        """What it reads, as documents call it."""

    @property
    def known(self) -> Mapping[str, Known]:
        """The facts that such a resource can say, by path. Every other fact needs declaring."""

    def reads(self, token: str) -> bool:
        """Whether resources of this type are for it. Asked once for each type of a stack."""

    def observe(self, resource: Resource) -> Observation | None:
        """What a resource says; None where it says nothing, or has not the shape that is read."""


def in_configuration(key: str) -> str:
    """The end of a remedy for one fact (``Observation.hints``): where else it can be declared."""
    return f"in the stack's configuration: dualwrite:facts, under the environment's URL, as {key}."
