"""Power Platform in Azure: where virtual networks and enterprise policies stand, and what they need."""

from __future__ import annotations

from .addresses import addresses_needed, prefix_length
from .keys import CustomerManagedKey, customer_managed_key, key_vault_roles
from .locations import InjectionLocation, injection_location, injection_locations
from .table import delegation, table_date

__all__ = [
    "CustomerManagedKey",
    "InjectionLocation",
    "addresses_needed",
    "customer_managed_key",
    "delegation",
    "injection_location",
    "injection_locations",
    "key_vault_roles",
    "prefix_length",
    "table_date",
]
