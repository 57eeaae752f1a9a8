"""Customer-managed keys: the vault, the key and the roles that an enterprise policy needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...vocabulary.network import customer_managed_key, key_vault_roles
from ..raw_values import folded, text_of, value_at
from .index import WIDER, Around, azure_names, groups_of, takes_in
from .kinds import AzureKind
from .resource import AzureResource

_ENCRYPTION = "encryption"
_PRINCIPALS = ("systemAssignedIdentityPrincipalId", "principalId")
"""What API versions call the ID of the policy's own identity."""


@dataclass(frozen=True)
class Encryption:
    """What is declared beside one policy for its key."""

    vaults: tuple[AzureResource, ...]
    keys: tuple[AzureResource, ...]
    assignments: tuple[AzureResource, ...]
    """The role assignments on the vault or the key, whoever they are for, and those above the vault
    that can give the policy its role."""
    maybe_elsewhere: frozenset[str] = frozenset()
    """The URNs of assignments of which it cannot be told whether the vault is in their scope."""


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
    above = {
        one.urn: (one, is_sure)
        for vault in vaults.values()
        for one, is_sure in _above(vault, vault.id or text_of(named) or "", policy, around)
        if one.urn not in roles
    }
    return Encryption(
        tuple(vaults.values()),
        tuple(keys.values()),
        (*roles.values(), *(one for one, _ in above.values())),
        frozenset(urn for urn, (_, is_sure) in above.items() if not is_sure),
    )


def role_of(assignment: AzureResource) -> str:
    """The GUID of the role that is assigned; empty where it is not known."""
    return folded(assignment.at("roleDefinitionId")).rstrip("/").rpartition("/")[2]


def concerns_vaults(assignment: AzureResource, policy: AzureResource) -> bool:
    """Whether a role shows that roles in the vault are declared: one of Key Vault, or maybe so."""
    role = role_of(assignment)
    if not role:
        return is_for(assignment, policy) is not False
    return role in key_vault_roles()


def _above(
    vault: AzureResource, vault_id: str, policy: AzureResource, around: Around
) -> Iterator[tuple[AzureResource, bool]]:
    """The assignments above a vault that can be the policy's, and whether they surely count for it."""
    groups = groups_of(vault, vault_id, around.of(AzureKind.RESOURCE_GROUP))
    for key in (*sorted(groups), WIDER):
        for one in around.roles_above.get(key, ()):
            counts = takes_in(one, vault_id)
            if counts is not False and _can_give_role(one, policy):
                yield one, bool(counts)


def _can_give_role(assignment: AzureResource, policy: AzureResource) -> bool:
    """Whether an assignment gives the needed role; those that are surely for others do not."""
    role, whose = role_of(assignment), is_for(assignment, policy)
    if not role:
        return bool(whose)
    return role == customer_managed_key().role_id and whose is not False


def is_for(assignment: AzureResource, policy: AzureResource) -> bool | None:
    """Whether a role is for the identity of a policy; None where that is not known."""
    referred = assignment.references.get("principalId", ())
    return belongs_to(policy, assignment.at("principalId"), referred)


def belongs_to(policy: AzureResource, principal_id: object, referred: Iterable[str]) -> bool | None:
    """Whether an ID is that of a policy's identity; None where that is not known.

    :param referred: the resources that the ID is taken from.
    """
    taken_from = set(referred)
    if policy.urn in taken_from or taken_from & set(policy.references.get("identity", ())):
        return True
    named, own = folded(principal_id), _own_identities(policy)
    if named and own:
        return named in own
    return False if taken_from else None  # it is taken from another resource


def _own_identities(policy: AzureResource) -> set[str]:
    """The IDs of a policy's identities: its own, and those that are assigned to it."""
    found = {folded(policy.at("identity", key)) for key in _PRINCIPALS}
    assigned = policy.at("identity", "userAssignedIdentities")
    for one in assigned.values() if isinstance(assigned, Mapping) else ():
        found.add(folded(value_at(one, "principalId")))
    return found - {""}
