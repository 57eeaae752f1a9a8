"""What can be wrong with what is scanned."""

from __future__ import annotations


class UnreadableError(Exception):
    """A file that cannot be read as what it is; the text says why, in a few words."""
