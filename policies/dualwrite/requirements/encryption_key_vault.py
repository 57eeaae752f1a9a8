"""DW035: vault, key and role of an encryption policy are as Power Platform needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement, Scope
from ..model.azure import AzureResource
from ..model.azure.encryption import Encryption, concerns_vaults, encryption, is_for, role_of
from ..model.azure.index import Around
from ..model.azure.injection import is_encryption
from ..model.facts import Fact, NotDeclared, State
from ..model.pair import Pair
from ..model.raw_values import folded
from ..model.verdicts import Level, Severity, Verdict
from ..vocabulary.network import customer_managed_key
from .shared.articles import CUSTOMER_MANAGED_KEY
from .shared.usable_key import usable
from .shared.vault_access import goes_by_access_policies, has_access, is_let_in
from .shared.wording import shown

_Condition = Callable[[], Verdict]
_PROPERTIES = "properties"
_DEFAULT_SIZE = 2048
"""Azure's own for RSA and RSA-HSM keys: pulumi-azure-native, keyvault.KeyPropertiesArgs."""
_NOT_SAID = "nothing here says whether the vault is in it"


class EncryptionKeyVault(Requirement[Parameters]):
    """Soft delete, purge protection, RSA 2048, the role, and a way in for Power Platform."""

    id = "DW035"
    name = "encryption-key-vault"
    title = (
        "The key vault of an encryption policy has soft delete and purge protection, lets trusted"
        " Microsoft services in, and its key is RSA 2048, enabled, not expired and for wrapping; where"
        " roles or access policies are declared, the policy has what it needs."
    )
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "An environment cannot be encrypted with a key whose vault can be purged. And where Power"
        " Platform cannot reach or read the key, the environments of the policy are locked: nobody"
        " can use them."
    )
    remedy = (
        "Enable purge protection on the vault, leave soft delete on, let it be reached from the"
        " internet or by trusted Microsoft services, use a key of type RSA or RSA-HSM with 2048 bits"
        " that is enabled, has not expired and may wrap and unwrap, and give the policy's identity the"
        " role Key Vault Crypto Service Encryption User, or in a vault of access policies the key"
        " permissions get, wrapKey and unwrapKey."
    )
    sources = (CUSTOMER_MANAGED_KEY,)
    facts = ()  # those of the pair decide nothing
    example = {"properties.enablePurgeProtection of a key vault": "left out, or false"}
    scope = Scope.STACK
    concerns_companions = True

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        policies = [one for one in pair.companions if is_encryption(one)]
        if not policies:
            return examination.not_applicable("No encryption policy is tied to the pair.")
        return examination.all_of(
            *(
                condition
                for policy in policies
                for condition in _conditions(policy, pair, examination)
            )
        )


def _conditions(
    policy: AzureResource, pair: Pair, examination: Examination[Parameters]
) -> Iterator[_Condition]:
    found = encryption(policy, Around(pair.companions))
    if not found.vaults:
        yield partial(_not_here, policy, "key vault", examination)
    if not found.keys:
        yield partial(_not_here, policy, "key", examination)
    for vault in found.vaults:
        yield partial(_soft_delete, vault, examination)
        yield partial(_purge_protection, vault, examination)
        yield partial(_reachable, vault, examination)
    for key in found.keys:
        yield partial(_key_type, key, examination)
        yield partial(_key_size, key, examination)
        yield from usable(key, examination)
    by_policies = [one for one in found.vaults if goes_by_access_policies(one)]
    if by_policies and all(is_let_in(policy, one, examination) for one in found.vaults):
        return
    if not any(concerns_vaults(one, policy) for one in found.assignments):
        for vault in by_policies:
            yield partial(has_access, policy, vault, examination)
    else:
        yield partial(_role, policy, found, examination)
        for vault in found.vaults:
            yield partial(_roles_count, vault, examination)


def _not_here(policy: AzureResource, what: str, examination: Examination[Parameters]) -> Verdict:
    return examination.cannot_tell(
        f"The {what} that {policy.label} names is not declared here, or not known yet."
    )


def _soft_delete(vault: AzureResource, examination: Examination[Parameters]) -> Verdict:
    """Azure's default is that it is on, and new vaults cannot have it off."""
    fact = vault.flag(_PROPERTIES, "enableSoftDelete")
    if fact.state is State.UNDECLARED or examination.read(fact):
        return examination.passes()
    return examination.fails(f"{vault.called} has soft delete turned off.")


def _purge_protection(vault: AzureResource, examination: Examination[Parameters]) -> Verdict:
    """Azure's default is that it is off."""
    fact = vault.flag(_PROPERTIES, "enablePurgeProtection")
    if fact.state is State.UNDECLARED:
        return examination.fails(
            f"{vault.called} does not set enablePurgeProtection, and without it there is no purge"
            " protection."
        )
    if examination.read(fact):
        return examination.passes()
    return examination.fails(f"{vault.called} has no purge protection.")


def _reachable(vault: AzureResource, examination: Examination[Parameters]) -> Verdict:
    """From the internet, or for trusted Microsoft services: Azure lets these in unless told not to."""
    bypass = vault.text(_PROPERTIES, "networkAcls", "bypass")
    if bypass.state is State.UNDECLARED:
        return examination.passes()
    if bypass.state is State.DECLARED and folded(examination.read(bypass)) != "none":
        return examination.passes()
    access = vault.text(_PROPERTIES, "publicNetworkAccess")
    action = vault.text(_PROPERTIES, "networkAcls", "defaultAction")
    closed = _says(access, "disabled", examination) or _says(action, "deny", examination)
    if not closed:
        for fact in (access, action):
            if fact.state not in (State.DECLARED, State.UNDECLARED):
                raise NotDeclared(fact)
        return examination.passes()
    examination.read(bypass)
    return examination.fails(
        f"{vault.called} is closed to the internet and to trusted Microsoft services"
        " (networkAcls.bypass is None)."
    )


def _says(fact: Fact[str], word: str, examination: Examination[Parameters]) -> bool:
    return examination.is_declared(fact) and folded(fact.read()) == word


def _key_type(key: AzureResource, examination: Examination[Parameters]) -> Verdict:
    wanted = customer_managed_key().key_type
    fact = _of_key(key.text(_PROPERTIES, "kty"), key.text("kty"))
    if folded(examination.read(fact)) in (wanted.casefold(), f"{wanted}-HSM".casefold()):
        return examination.passes()
    return examination.fails(
        f"{key.called} is of type {shown(fact)}; it must be {wanted} or {wanted}-HSM."
    )


def _key_size(key: AzureResource, examination: Examination[Parameters]) -> Verdict:
    """Where none is said, the type decides, which is judged by itself: RSA has the default."""
    wanted = customer_managed_key().key_size
    fact = _of_key(key.number(_PROPERTIES, "keySize"), key.number("keySize"))
    if fact.state is State.UNDECLARED and wanted == _DEFAULT_SIZE:
        return examination.passes()
    if examination.read(fact) == wanted:
        return examination.passes()
    return examination.fails(f"{key.called} has {shown(fact)} bits; it must have {wanted}.")


def _of_key(declared: Fact, told: Fact) -> Fact:  # type: ignore[type-arg]
    """What is declared of a key; in a state the provider may tell it beside ``properties``."""
    return told if declared.state is State.UNDECLARED and told.state is State.DECLARED else declared


def _role(
    policy: AzureResource, found: Encryption, examination: Examination[Parameters]
) -> Verdict:
    """Whether one of the declared assignments gives the policy's identity its role."""
    role = customer_managed_key()
    open_facts: list[Fact[str]] = []
    for one in found.assignments:
        whose = is_for(one, policy)
        if whose is False:
            continue
        definition = one.text("roleDefinitionId")
        if definition.state is not State.DECLARED:
            open_facts.append(definition)
            continue
        if role_of(one) != role.role_id:
            continue
        if not whose:
            open_facts.append(Fact.unknown(f"principalId of {one.label}"))
        elif one.urn in found.maybe_elsewhere:
            open_facts.append(Fact.unknown(f"scope of {one.label}", _NOT_SAID))
        else:
            return examination.passes()
    if open_facts:
        raise NotDeclared(open_facts[0])
    return examination.fails(
        f"None of the roles that are declared on the vault or the key gives {policy.label} the role"
        f" {role.role_name}."
    )


def _roles_count(vault: AzureResource, examination: Examination[Parameters]) -> Verdict:
    """Roles have no effect in a vault that goes by access policies."""
    fact = vault.flag(_PROPERTIES, "enableRbacAuthorization")
    policies = vault.at(_PROPERTIES, "accessPolicies")
    if fact.state is State.DECLARED and not examination.read(fact):
        return examination.fails(
            f"{vault.called} goes by access policies (enableRbacAuthorization is false): the roles"
            " that are declared on it have no effect."
        )
    if fact.state is State.UNDECLARED and isinstance(policies, list | tuple) and policies:
        return examination.fails(
            f"{vault.called} has access policies and does not set enableRbacAuthorization: the roles"
            " that are declared on it have no effect."
        )
    examination.read(fact)
    return examination.passes()
