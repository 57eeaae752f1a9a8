"""A fact that a requirement lacks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    """A fact that decides a requirement, and what becomes of it: why it is not known, or where it
    can be declared. ``resource`` (its URN) and ``property`` say where, if it is no fact of the pair."""

    fact: str
    what: str
    resource: str | None = None
    property: str | None = None
