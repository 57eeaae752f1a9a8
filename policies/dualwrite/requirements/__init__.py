"""The requirements, one a file, in the order of their IDs.

The list is explicit: a requirement that is not in it does not exist.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from ..judging.requirement import Requirement
from .azure_resource_geography import AzureResourceGeography
from .azure_resource_tenant import AzureResourceTenant
from .conflicting_facts import ConflictingFacts
from .customer_engagement_platform_version import CustomerEngagementPlatformVersion
from .dual_write_solutions import DualWriteSolutions
from .dynamics_365_apps_enabled import Dynamics365AppsEnabled
from .encryption_key_vault import EncryptionKeyVault
from .enterprise_policy_location import EnterprisePolicyLocation
from .environment_type_parity import EnvironmentTypeParity
from .finance_operations_application_version import FinanceOperationsApplicationVersion
from .finance_operations_platform_update import FinanceOperationsPlatformUpdate
from .initial_sync_legal_entities import InitialSyncLegalEntities
from .live_sync_legal_entities import LiveSyncLegalEntities
from .managed_capabilities_environment_type import ManagedCapabilitiesEnvironmentType
from .mandatory_dual_write_update import MandatoryDualWriteUpdate
from .network_injection_egress import NetworkInjectionEgress
from .network_injection_subnets import NetworkInjectionSubnets
from .no_bypassed_data_events import NoBypassedDataEvents
from .no_cross_company_data_sharing import NoCrossCompanyDataSharing
from .no_distributed_transactions import NoDistributedTransactions
from .no_prospect_to_cash import NoProspectToCash
from .no_trial_instance import NoTrialInstance
from .one_version import OneVersion
from .pair_completeness import PairCompleteness
from .pair_tag import PairTag
from .same_datacenter import SameDatacenter
from .same_tenant import SameTenant
from .single_instance import SingleInstance
from .storage_account_access import StorageAccountAccess
from .supported_deployment import SupportedDeployment
from .supported_geography import SupportedGeography

REQUIREMENTS: tuple[Requirement[Any], ...] = (
    FinanceOperationsApplicationVersion(),
    FinanceOperationsPlatformUpdate(),
    CustomerEngagementPlatformVersion(),
    NoProspectToCash(),
    NoTrialInstance(),
    SingleInstance(),
    InitialSyncLegalEntities(),
    LiveSyncLegalEntities(),
    NoCrossCompanyDataSharing(),
    SameTenant(),
    SameDatacenter(),
    NoBypassedDataEvents(),
    NoDistributedTransactions(),
    OneVersion(),
    MandatoryDualWriteUpdate(),
    SupportedGeography(),
    Dynamics365AppsEnabled(),
    DualWriteSolutions(),
    EnvironmentTypeParity(),
    SupportedDeployment(),
    PairCompleteness(),
    ConflictingFacts(),
    AzureResourceTenant(),
    AzureResourceGeography(),
    EnterprisePolicyLocation(),
    NetworkInjectionSubnets(),
    NetworkInjectionEgress(),
    EncryptionKeyVault(),
    ManagedCapabilitiesEnvironmentType(),
    StorageAccountAccess(),
    PairTag(),
)


@cache
def requirements_by_name() -> dict[str, Requirement[Any]]:
    """Every requirement under its name."""
    return {one.name: one for one in REQUIREMENTS}


__all__ = ["REQUIREMENTS", "requirements_by_name"]
