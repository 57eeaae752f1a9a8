"""Customer-managed keys: the vault, the key and the roles that an enterprise policy needs."""

from __future__ import annotations

from dataclasses import dataclass

from .around import Around
from .identity import azure_names
from .kinds import AzureKind
from .resource import AzureResource, folded

_ENCRYPTION = "encryption"
_PRINCIPALS = ("systemAssignedIdentityPrincipalId", "principalId")
"""What API versions call the ID of the policy's own identity."""


@dataclass(frozen=True)
class Encryption:
    """What is declared beside one policy for its key."""

    vaults: tuple[AzureResource, ...]
    keys: tuple[AzureResource, ...]
    assignments: tuple[AzureResource, ...]
    """The role assignments on the vault or the key, whoever they are for."""


def encryption(policy: AzureResource, around: Around) -> Encryption:
    """Find what belongs to the key of a policy among the resources beside it."""
    referred = policy.references.get(_ENCRYPTION, ())
    named = policy.at(_ENCRYPTION, "keyVault", "id")
    vaults = {one.urn: one for one in around.of(AzureKind.VAULT).spoken_of(referred, named)}
    keys = {one.urn: one for one in around.of(AzureKind.KEY).referred_to(referred)}
    wanted = folded(policy.at(_ENCRYPTION, "keyVault", "key", "name"))
    for urn in vaults:
        for one in around.keys_in.get(urn, ()):
            if wanted and wanted in azure_names(one):
                keys[one.urn] = one
    roles = {one.urn: one for urn in (*vaults, *keys) for one in around.roles_on.get(urn, ())}
    return Encryption(tuple(vaults.values()), tuple(keys.values()), tuple(roles.values()))


def is_for(assignment: AzureResource, policy: AzureResource) -> bool | None:
    """Whether a role is for the identity of a policy; None where that is not known."""
    referred = assignment.references.get("principalId", ())
    if policy.urn in referred or set(referred) & set(policy.references.get("identity", ())):
        return True
    named = folded(assignment.at("principalId"))
    own = {folded(policy.at("identity", key)) for key in _PRINCIPALS} - {""}
    if named and own:
        return named in own
    return False if referred else None  # it is taken from another resource
