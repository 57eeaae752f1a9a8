"""Mappings: other people's resource types become environments and pairs by expressions, without Python.

``docs/mappings.md`` describes the file. The pack imports this package at each preview, and few packs
have mappings: what reads and evaluates them is imported where there is a file.
"""

from __future__ import annotations

from pathlib import Path

from ...text.errors import MappingError
from .mappings import Mappings

__all__ = ["MappingError", "Mappings", "load_mappings", "read_mappings"]


def load_mappings(path: Path) -> Mappings:
    """Read a file of mappings, YAML or JSON.

    :raises MappingError: where it cannot be read, and for everything that is wrong in it, at once.
    """
    from .reading import load

    return load(path)


def read_mappings(text: str, source: str) -> Mappings:
    """Read mappings out of a text.

    An empty list is no mappings. An empty text is refused: a file that has lost its content must not
    look like one that asks for nothing.

    :param source: what the text is called in messages; its ending tells JSON from YAML where the
        text could be either.
    :raises MappingError: for everything that is wrong, at once.
    """
    from .reading import read

    return read(text, source)
