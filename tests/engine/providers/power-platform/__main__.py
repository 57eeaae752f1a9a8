"""A stand-in for Microsoft's Terraform provider, bridged, under any name: see ``../stand_in.py``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stand_in import Shape, serve

serve(
    Shape(
        token=":index/environment:Environment",
        domain="domain",
        has_linked_app_in_dataverse=True,
        computed={},
    )
)
