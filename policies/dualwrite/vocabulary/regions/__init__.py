"""Regions and geographies: where an environment runs, in Azure's words and in Power Platform's.

Parse first (which region is this?), compare second: two regions are one if they are equal, and two
geographies likewise. Nothing here compares text.
"""

from __future__ import annotations

from .model import Geography, Region
from .parsing import (
    GeographyError,
    RegionError,
    dual_write_geographies,
    geographies,
    parse_geography,
    parse_region,
    regions,
    regions_of,
)
from .placing import lies_outside
from .table import table_date

__all__ = [
    "Geography",
    "GeographyError",
    "Region",
    "RegionError",
    "dual_write_geographies",
    "geographies",
    "lies_outside",
    "parse_geography",
    "parse_region",
    "regions",
    "regions_of",
    "table_date",
]
