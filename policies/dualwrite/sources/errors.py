"""Sources that cannot be taken."""

from __future__ import annotations

from ..parsing.errors import InputError


class NoPairsError(InputError):
    """A source that is well formed, and declares no pairs."""


__all__ = ["InputError", "NoPairsError"]
