"""The table of network injection and enterprise policies, read when it is first needed.

Each part of the file carries its source and the source's date; this package takes only the values.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parent.parent / "data" / "power_platform_network.json"


@cache
def table() -> dict[str, Any]:
    """The content of ``power_platform_network.json``."""
    content: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return content


def table_date() -> date:
    """The day that the table was put together. What Microsoft published later is not in it."""
    return date.fromisoformat(table()["asOf"])


def delegation() -> str:
    """The service that a subnet for network injection is delegated to.

    Source: article vnet-support-overview (2026-01-06).
    """
    service: str = table()["delegation"]["service"]
    return service
