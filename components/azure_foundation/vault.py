"""The key vault of an encryption policy, its key, and the role of the policy's identity."""

from __future__ import annotations

from typing import Any

from dualwrite.vocabulary.network import customer_managed_key

from .plan import Encryption
from .scope import Scope

_RETENTION_IN_DAYS = 90
"""Of deleted keys: Azure's longest, and its default. It cannot be changed later."""
_ROLES = "/providers/Microsoft.Authorization/roleDefinitions"
"""Of built-in roles, which are the same in every subscription."""


def make_vault(scope: Scope, encryption: Encryption) -> Any:
    """A vault with soft delete, purge protection and Azure's role-based access control.

    An environment cannot be encrypted with a key of a vault that lacks one of the first two
    (article customer-managed-key, 2023-08-24). Purge protection can never be turned off again.
    """
    from pulumi_azure_native import keyvault

    return keyvault.Vault(
        scope.named("key-vault"),
        vault_name=scope.plan.names.key_vault,
        resource_group_name=scope.group_name,
        location=scope.plan.region.name,
        properties={
            "tenant_id": encryption.tenant_id,
            "sku": {"family": "A", "name": "standard"},
            "enable_soft_delete": True,
            "soft_delete_retention_in_days": _RETENTION_IN_DAYS,
            "enable_purge_protection": True,
            "enable_rbac_authorization": True,
            **_access(encryption.options.public_network_access),
        },
        tags=scope.plan.tags,
        opts=scope.options(),
    )


def _access(is_public: bool) -> dict[str, Any]:
    """The two kinds of access that the article customer-managed-key (2023-08-24) allows."""
    return {
        "public_network_access": "Enabled" if is_public else "Disabled",
        "network_acls": {
            "bypass": "AzureServices",
            "default_action": "Allow" if is_public else "Deny",
        },
    }


def make_key(scope: Scope, vault: Any) -> Any:
    """The key: RSA of 2048 bits, to wrap and unwrap others with."""
    from pulumi_azure_native import keyvault

    wanted = customer_managed_key()
    return keyvault.Key(
        scope.named("key"),
        key_name=scope.plan.names.key,
        vault_name=scope.plan.names.key_vault,
        resource_group_name=scope.group_name,
        properties={
            "kty": wanted.key_type,
            "key_size": wanted.key_size,
            "key_ops": ["wrapKey", "unwrapKey"],
        },
        tags=scope.plan.tags,
        opts=scope.options(vault),
    )


def grant_access(scope: Scope, vault: Any, policy: Any) -> None:
    """Give the policy's identity the role on the vault that it needs to use the key."""
    from pulumi_azure_native import authorization

    role = customer_managed_key()
    authorization.RoleAssignment(
        scope.named("key-vault-role"),
        scope=vault.id,
        role_definition_id=f"{_ROLES}/{role.role_id}",
        principal_id=policy.identity.system_assigned_identity_principal_id,
        # Without it, Azure looks the identity up, and may not find one that was made just now.
        principal_type="ServicePrincipal",
        description=role.role_name,
        opts=scope.options(),
    )
