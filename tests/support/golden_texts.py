"""Outputs that tests compare whole, as files: ``UPDATE_GOLDEN=1`` writes them anew; look at the diff."""

from __future__ import annotations

import os
from pathlib import Path

from .report_documents import UPDATE_GOLDEN

_GOLDEN = Path(__file__).resolve().parents[1] / "dualwrite" / "cli" / "golden"


def golden_text(name: str, written: str) -> str:
    """The text that a command is to write, from ``golden/``."""
    file = _GOLDEN / name
    if os.environ.get(UPDATE_GOLDEN):
        file.parent.mkdir(exist_ok=True)
        file.write_text(written, encoding="utf-8", newline="\n")
    return file.read_text(encoding="utf-8")
