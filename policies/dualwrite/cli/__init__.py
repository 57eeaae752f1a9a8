"""The ``dualwrite`` command. Only this package knows exit codes."""

from __future__ import annotations

from .main import main

__all__ = ["main"]
