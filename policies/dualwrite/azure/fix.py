"""A change that Pulumi makes to an Azure resource before it is created, where a team wants that."""

from __future__ import annotations

from typing import Any, NamedTuple


class Fix(NamedTuple):
    """One property, and what it becomes.

    ``path`` has a key of a mapping (text) or a position in a list (number) for each step; mappings
    on the way that are not there are made. ``value`` is plain JSON.
    """

    path: tuple[str | int, ...]
    value: Any
