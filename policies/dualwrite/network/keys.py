"""What a customer-managed key of a Power Platform environment has to be."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .table import table


class CustomerManagedKey(NamedTuple):
    """The key's type and size in bits, and the role that the policy's identity needs on its vault."""

    key_type: str
    key_size: int
    role_name: str
    role_id: str
    """The GUID of the built-in role, which is the same in every subscription."""


@cache
def customer_managed_key() -> CustomerManagedKey:
    """The key that the article customer-managed-key (2023-08-24) asks for."""
    row = table()["customerManagedKey"]
    return CustomerManagedKey(
        row["keyType"], row["keySize"], row["role"]["name"], row["role"]["id"]
    )


@cache
def key_vault_roles() -> frozenset[str]:
    """The GUIDs of the built-in roles for what is in a key vault (article rbac-guide, 2024-04-04)."""
    return frozenset(row["id"] for row in table()["keyVaultRoles"]["roles"])
