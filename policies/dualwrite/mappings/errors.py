"""Mappings that cannot be taken."""

from __future__ import annotations

from ..parsing.errors import InputError


class MappingError(InputError):
    """A file of mappings that is refused."""
