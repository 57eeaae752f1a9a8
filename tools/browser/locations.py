"""Where a browser is looked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""What Chromium and Chrome are called by those who package them."""

NEXT_STEP = (
    "What to do: install Chromium or Google Chrome so that one of "
    f"{', '.join(COMMANDS)} is on PATH,\nor run this as root on Debian, where it installs the "
    "package `chromium`."
)


class BrowserNotFound(Exception):
    """There is no browser; the text says why, and what to do."""


def find(environment: Mapping[str, str]) -> Path | None:
    """The first browser on PATH."""
    for name in COMMANDS:
        found = shutil.which(name, path=environment.get("PATH", os.defpath))
        if found:
            return Path(found)
    return None


def find_browser() -> Path:
    """The browser to run.

    Raises BrowserNotFound.
    """
    found = find(os.environ)
    if found is None:
        raise BrowserNotFound(f"there is no browser on PATH; run `make setup`.\n{NEXT_STEP}")
    return found
