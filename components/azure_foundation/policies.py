"""Enterprise policies: what environments are added to in the Power Platform admin center."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .network import MadeNetwork
from .scope import Scope


def make_network_policy(scope: Scope, networks: Sequence[MadeNetwork]) -> Any:
    """The network-injection policy: the delegated subnet of each region."""
    from pulumi_azure_native import powerplatform

    return powerplatform.EnterprisePolicy(
        scope.named("network-policy"),
        enterprise_policy_name=scope.plan.names.network_policy,
        resource_group_name=scope.group_name,
        location=scope.plan.policy_location,
        kind="NetworkInjection",
        network_injection={
            "virtual_networks": [
                {"id": one.network.id, "subnet": {"name": scope.plan.names.subnet}}
                for one in networks
            ]
        },
        tags=scope.plan.tags,
        opts=scope.options(*(one.subnet for one in networks)),
    )


def make_encryption_policy(scope: Scope, vault: Any, key: Any) -> Any:
    """The encryption policy: a key by its name, so that its newest version counts.

    Its identity is made with it, and can read the key only once it has a role on the vault.
    """
    from pulumi_azure_native import powerplatform

    return powerplatform.EnterprisePolicy(
        scope.named("encryption-policy"),
        enterprise_policy_name=scope.plan.names.encryption_policy,
        resource_group_name=scope.group_name,
        location=scope.plan.policy_location,
        kind="Encryption",
        identity={"type": "SystemAssigned"},
        encryption={
            "state": "Enabled",
            "key_vault": {"id": vault.id, "key": {"name": scope.plan.names.key}},
        },
        tags=scope.plan.tags,
        opts=scope.options(key),
    )
