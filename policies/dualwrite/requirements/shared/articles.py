"""The articles that requirements cite, each with the date that it carries."""

from __future__ import annotations

from datetime import date

from ...judging.requirement import Source

_LEARN = "https://learn.microsoft.com/dynamics365/fin-ops-core"
_POWER_PLATFORM = "https://learn.microsoft.com/power-platform"
_AZURE = "https://learn.microsoft.com/azure"

SYSTEM_REQUIREMENTS = Source(
    "Dual-write system requirements",
    f"{_LEARN}/dev-itpro/data-entities/dual-write/dual-write-system-req",
    date(2026, 1, 15),
)
PREREQUISITES = Source(
    "Dual-write requirements and prerequisites",
    f"{_LEARN}/dev-itpro/data-entities/dual-write/requirements-and-prerequisites",
    date(2024, 2, 23),
)
MIGRATE_PROSPECT_TO_CASH = Source(
    "Migrate Prospect to cash data",
    f"{_LEARN}/dev-itpro/data-entities/dual-write/migrate-prospect-to-cash",
    date(2026, 1, 15),
)
WHATS_NEW = Source(
    "What's new or changed in dual-write",
    f"{_LEARN}/dev-itpro/data-entities/dual-write/whats-new-dual-write",
    date(2024, 10, 4),
)
SYNC_LIMITS = Source(
    "Dual-write limits for live synchronization",
    f"{_LEARN}/dev-itpro/data-entities/dual-write/sync-limits",
    date(2021, 8, 31),
)
INITIAL_SYNC_GUIDANCE = Source(
    "Considerations for initial sync",
    f"{_LEARN}/dev-itpro/data-entities/dual-write/initial-sync-guidance",
    date(2026, 1, 15),
)
INITIAL_SETUP_ISSUES = Source(
    "Troubleshoot issues during initial setup",
    f"{_LEARN}/dev-itpro/data-entities/dual-write/dual-write-troubleshooting-initial-setup",
    date(2026, 1, 15),
)
ERROR_CODES = Source(
    "Error codes for the table map health check",
    f"{_LEARN}/dev-itpro/data-entities/dual-write/dual-write-error-codes",
    date(2024, 4, 1),
)
POWER_PLATFORM_INTEGRATION = Source(
    "Enable the Microsoft Power Platform integration",
    f"{_LEARN}/dev-itpro/power-platform/enable-power-platform-integration",
    date(2023, 2, 7),
)
SERVICE_UPDATES = Source(
    "Service update availability",
    f"{_LEARN}/fin-ops/get-started/public-preview-releases",
    date(2025, 8, 25),
)
SEPARATED_PACKAGES = Source(
    "Separated Dual-write Application Orchestration package",
    f"{_LEARN}/dev-itpro/data-entities/dual-write/separated-solutions",
    date(2022, 4, 25),
)
SETUP_FROM_LIFECYCLE_SERVICES = Source(
    "Dual-write setup from Lifecycle Services",
    f"{_LEARN}/dev-itpro/data-entities/dual-write/lcs-setup",
    date(2026, 4, 3),
)
DEMO_ENVIRONMENTS = Source(
    "Deploy a demo environment",
    f"{_LEARN}/dev-itpro/deployment/deploy-demo-environment",
    date(2023, 8, 22),
)
ENVIRONMENT_TYPES = Source(
    "Change the type of connected environments",
    f"{_LEARN}/dev-itpro/power-platform/environment-lifecycle-change-env-type-dv",
    date(2024, 6, 19),
)
UNIFIED_ADMINISTRATION = Source(
    "Unified admin experience for finance and operations apps",
    f"{_POWER_PLATFORM}/admin/unified-experience/finance-operations-apps-overview",
    date(2023, 8, 29),
)
VIRTUAL_NETWORK_SUPPORT = Source(
    "Virtual Network support overview",
    f"{_POWER_PLATFORM}/admin/vnet-support-overview",
    date(2026, 1, 6),
)
CUSTOMER_MANAGED_KEY = Source(
    "Manage your customer-managed encryption key",
    f"{_POWER_PLATFORM}/admin/customer-managed-key",
    date(2023, 8, 24),
)
MINIMUM_TLS_VERSION = Source(
    "Enforce a minimum required version of Transport Layer Security (TLS) for requests to a storage"
    " account",
    f"{_AZURE}/storage/common/transport-layer-security-configure-minimum-version",
    date(2022, 12, 30),
)
ANONYMOUS_READ_ACCESS = Source(
    "Remediate anonymous read access to blob data",
    f"{_AZURE}/storage/blobs/anonymous-read-access-prevent",
    date(2023, 9, 12),
)
AZURE_TAGS = Source(
    "Use tags to organize your Azure resources and management hierarchy",
    f"{_AZURE}/azure-resource-manager/management/tag-resources",
    date(2022, 3, 15),
)
