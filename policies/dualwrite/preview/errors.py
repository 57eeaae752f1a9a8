"""A preview that could not be run, or that says nothing about pairs."""

from __future__ import annotations


class PreviewError(Exception):
    """The text says why, and what to do."""
