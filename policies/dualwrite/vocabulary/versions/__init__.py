"""The vocabulary of versions: read them, compare them, convert them through a dated table.

>>> value = parse_application_version("10.0.48")
>>> minimum = parse_application_version("10.0.9")
>>> compare_application(value, minimum).order is Order.AT_LEAST
True
"""

from __future__ import annotations

from .comparison import (
    Comparison,
    Order,
    compare_application,
    compare_customer_engagement,
    compare_dual_write_core,
    compare_platform,
)
from .conversion import (
    ServicePeriod,
    application_of,
    first_release_with_service_dates,
    is_newer_than_table,
    platform_of,
    platform_update_of,
    release_of,
    same_release,
    service_period,
)
from .lines import (
    ApplicationBuild,
    ApplicationRelease,
    ApplicationVersion,
    CustomerEngagementBuild,
    DualWriteCoreVersion,
    PlatformBuild,
    PlatformUpdate,
    PlatformVersion,
    UnifiedVersion,
)
from .parsing import (
    VersionError,
    parse_application_version,
    parse_customer_engagement_version,
    parse_dual_write_core_version,
    parse_platform_version,
    parse_solution_version,
)
from .table import ReleaseRow, releases, table_date

__all__ = [
    "ApplicationBuild",
    "ApplicationRelease",
    "ApplicationVersion",
    "Comparison",
    "CustomerEngagementBuild",
    "DualWriteCoreVersion",
    "Order",
    "PlatformBuild",
    "PlatformUpdate",
    "PlatformVersion",
    "ReleaseRow",
    "ServicePeriod",
    "UnifiedVersion",
    "VersionError",
    "application_of",
    "compare_application",
    "compare_customer_engagement",
    "compare_dual_write_core",
    "compare_platform",
    "first_release_with_service_dates",
    "is_newer_than_table",
    "parse_application_version",
    "parse_customer_engagement_version",
    "parse_dual_write_core_version",
    "parse_platform_version",
    "parse_solution_version",
    "platform_of",
    "platform_update_of",
    "release_of",
    "releases",
    "same_release",
    "service_period",
    "table_date",
]
