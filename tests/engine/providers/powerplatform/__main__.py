"""A stand-in for the native provider (``rpothin-powerplatform``): see ``../stand_in.py``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stand_in import Shape, serve

_TIME = "2026-11-24T00:00:00Z"

serve(
    Shape(
        token="powerplatform:index:Environment",
        domain="domainName",
        has_linked_app_in_dataverse=False,
        computed={"state": "Enabled", "createdTime": _TIME, "lastModifiedTime": _TIME},
    )
)
