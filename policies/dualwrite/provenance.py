"""Where facts come from: which resource said what, for those who must correct it."""

from __future__ import annotations

from dataclasses import dataclass
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
