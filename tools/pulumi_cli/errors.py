"""What stops the set-up."""

from __future__ import annotations


class SetUpError(Exception):
    """Something that the machine lacks; the text names it, for the person who can add it."""
