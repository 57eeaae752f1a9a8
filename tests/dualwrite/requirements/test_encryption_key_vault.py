"""DW035: vault, key and role of an encryption policy are as Power Platform needs them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dualwrite.model.facts import SecretValue
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.encryption_key_vault import EncryptionKeyVault
from support.companions import ROLE, VAULT_ID, companion, companions, verdict_with
from support.pairs import ABSENT, TODAY, UNKNOWN

RULE = EncryptionKeyVault()
NAMES = ("encryption", "vault", "key", "role")
SUBSCRIPTION = "/subscriptions/0"
READER = ROLE.replace(
    "e147488a-f6f5-4113-8e2d-b22465e65bf6", "acdd72a7-3385-48ef-bd42-f606fba81ae7"
)
"""Azure's Reader, which sees the vault and nothing in it."""
VAULT_READER = READER.replace(
    "acdd72a7-3385-48ef-bd42-f606fba81ae7", "21090545-7ca7-4776-b22c-e363652d74d2"
)
"""Key Vault Reader."""


NO_POLICIES = (
    'Key vault "vault" goes by access policies, and none of them is declared here: whether enterprise'
    ' policy "encryption" can use the key is not known.'
)
OWN, OTHERS = "0a1b2c3d-0000-4000-8000-00000000aaaa", "22222222-0000-4000-8000-000000000001"
NEEDED = ("get", "wrapKey", "unwrapKey")


def _verdict(
    changes: dict[str, dict[str, Any]] | None = None,
    names: tuple[str, ...] = NAMES,
    **references: dict[str, tuple[str, ...]],
) -> Verdict:
    return verdict_with(RULE, companions(*names, changes=changes, references=references))


def _vault(**properties: Any) -> dict[str, dict[str, Any]]:
    return {"vault": {f"properties/{key}": value for key, value in properties.items()}}


def _fails(found: Verdict, message: str) -> None:
    assert (found.kind, found.message, found.remedy) == (Kind.FAIL, message, RULE.remedy)


def test_a_correct_side_passes_with_and_without_roles() -> None:
    assert _verdict().kind is Kind.PASS
    assert _verdict(None, NAMES[:3]).kind is Kind.PASS


@pytest.mark.parametrize("names", [(), ("vault", "key"), ("injection", "vault")])
def test_not_applicable_without_an_encryption_policy(names: tuple[str, ...]) -> None:
    resources = companions(*names, changes=_vault(enablePurgeProtection=False)) if names else ()
    assert verdict_with(RULE, resources) == Verdict(
        Kind.NOT_APPLICABLE, "No encryption policy is tied to the pair."
    )


def test_soft_delete_is_on_unless_it_is_turned_off() -> None:
    assert _verdict(_vault(enableSoftDelete=ABSENT)).kind is Kind.PASS
    _fails(
        _verdict(_vault(enableSoftDelete=False)), 'Key vault "vault" has soft delete turned off.'
    )
    assert _verdict(_vault(enableSoftDelete=UNKNOWN)).kind is Kind.UNKNOWN


def test_purge_protection_is_off_unless_it_is_turned_on() -> None:
    _fails(
        _verdict(_vault(enablePurgeProtection=ABSENT)),
        'Key vault "vault" does not set enablePurgeProtection, and without it there is no purge'
        " protection.",
    )
    _fails(
        _verdict(_vault(enablePurgeProtection=False)), 'Key vault "vault" has no purge protection.'
    )
    assert _verdict(_vault(enablePurgeProtection=UNKNOWN)).kind is Kind.UNKNOWN
    assert _verdict(_vault(enablePurgeProtection="yes")).message == (
        'properties.enablePurgeProtection of key vault "vault": "yes" is text; accepted: true or'
        " false."
    )


@pytest.mark.parametrize(
    ("access", "action", "bypass", "kind"),
    [
        (ABSENT, ABSENT, ABSENT, Kind.PASS),
        ("Enabled", "Allow", "None", Kind.PASS),
        (ABSENT, ABSENT, "None", Kind.PASS),
        ("Disabled", "Deny", "AzureServices", Kind.PASS),
        ("disabled", ABSENT, ABSENT, Kind.PASS),
        ("Disabled", ABSENT, "None", Kind.FAIL),
        ("Enabled", "Deny", "none", Kind.FAIL),
        ("Disabled", UNKNOWN, "None", Kind.FAIL),
        (UNKNOWN, UNKNOWN, "AzureServices", Kind.PASS),
        (UNKNOWN, "Allow", "None", Kind.UNKNOWN),
        ("Enabled", UNKNOWN, "None", Kind.UNKNOWN),
        ("Enabled", "Deny", UNKNOWN, Kind.UNKNOWN),
        ("Enabled", "Allow", UNKNOWN, Kind.PASS),
    ],
)
def test_network_access(access: Any, action: Any, bypass: Any, kind: Kind) -> None:
    acls = {key: one for key, one in (("defaultAction", action), ("bypass", bypass))}
    acls = {key: one for key, one in acls.items() if one is not ABSENT}
    found = _verdict(_vault(publicNetworkAccess=access, networkAcls=acls or ABSENT))
    assert found.kind is kind
    if kind is Kind.FAIL:
        assert found.message == (
            'Key vault "vault" is closed to the internet and to trusted Microsoft services'
            " (networkAcls.bypass is None)."
        )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kty": "EC"}, 'Key "key" is of type "EC"; it must be RSA or RSA-HSM.'),
        ({"keySize": 4096}, 'Key "key" has 4096 bits; it must have 2048.'),
        ({"keySize": 3072.0}, 'Key "key" has 3072 bits; it must have 2048.'),
        ({"kty": SecretValue("EC")}, 'Key "key" is of type [secret]; it must be RSA or RSA-HSM.'),
    ],
)
def test_other_keys_fail(changes: dict[str, Any], message: str) -> None:
    _fails(_verdict({"key": {f"properties/{key}": one for key, one in changes.items()}}), message)


@pytest.mark.parametrize("kty", ["RSA", "rsa-hsm"])
def test_rsa_in_software_and_hardware(kty: str) -> None:
    assert (
        _verdict({"key": {"properties/kty": kty, "properties/keySize": 2048.0}}).kind is Kind.PASS
    )


def test_a_type_that_is_not_said_is_no_pass() -> None:
    assert _verdict({"key": {"properties/kty": ABSENT}}).kind is Kind.UNDECLARED
    for key in ("kty", "keySize"):
        assert _verdict({"key": {f"properties/{key}": UNKNOWN}}).kind is Kind.UNKNOWN


@pytest.mark.parametrize(
    ("kty", "kind"),
    [
        ("RSA", Kind.PASS),
        ("RSA-HSM", Kind.PASS),
        ("EC", Kind.FAIL),
        (ABSENT, Kind.UNDECLARED),
        (UNKNOWN, Kind.UNKNOWN),
    ],
)
def test_azure_makes_rsa_keys_of_2048_bits_unless_told_otherwise(kty: Any, kind: Kind) -> None:
    found = _verdict({"key": {"properties/keySize": ABSENT, "properties/kty": kty}})
    assert found.kind is kind


@pytest.mark.parametrize(("name", "what"), [("vault", "key vault"), ("key", "key")])
def test_what_another_stack_has_is_no_pass(name: str, what: str) -> None:
    names = tuple(one for one in NAMES[:3] if one != name)
    found = _verdict(None, names)
    assert found.kind is Kind.UNKNOWN
    assert (
        f'The {what} that enterprise policy "encryption" names is not declared here, or not known'
        " yet."
    ) in found.message


def test_vault_and_key_are_found_by_reference_while_ids_are_unknown() -> None:
    unknown = {"encryption": {"encryption/keyVault": {"id": UNKNOWN, "key": {"name": UNKNOWN}}}}
    assert _verdict(unknown).kind is Kind.UNKNOWN
    found = _verdict(
        {**unknown, **_vault(enablePurgeProtection=False)},
        encryption={"encryption": ("vault", "key")},
    )
    _fails(found, 'Key vault "vault" has no purge protection.')


# Roles.


def test_a_role_for_others_or_another_role_fails() -> None:
    message = (
        "None of the roles that are declared on the vault or the key gives enterprise policy"
        ' "encryption" the role Key Vault Crypto Service Encryption User.'
    )
    _fails(_verdict({"role": {"roleDefinitionId": VAULT_READER}}), message)
    _fails(_verdict(role={"principalId": ("storage",)}), message)
    told = {
        "encryption": {"identity/principalId": "a"},
        "role": {"principalId": "b"},
    }
    _fails(_verdict(told, role={"principalId": ()}), message)
    told["role"]["principalId"] = "A"
    assert _verdict(told, role={"principalId": ()}).kind is Kind.PASS


def test_roles_that_are_known_later() -> None:
    assert _verdict({"role": {"roleDefinitionId": UNKNOWN}}).kind is Kind.UNKNOWN
    found = _verdict({"role": {"principalId": "a"}}, role={"principalId": ()})
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'principalId of role assignment "role" cannot be judged yet: it is known only after'
        " deployment.",
    )


def test_a_role_on_something_else_is_none_of_the_vault() -> None:
    elsewhere = {"roleDefinitionId": VAULT_READER, "scope": f"{SUBSCRIPTION}/resourceGroups/other"}
    assert _verdict({"role": elsewhere}).kind is Kind.PASS


@pytest.mark.parametrize("scope", [VAULT_ID, f"{SUBSCRIPTION}/resourceGroups/contoso-rg"])
def test_roles_that_are_none_of_key_vaults_start_no_check(scope: str) -> None:
    for whose in ("encryption", "storage"):
        found = _verdict(
            {"role": {"roleDefinitionId": READER, "scope": scope}, **_vault(accessPolicies=[{}])},
            role={"principalId": (whose,)},
        )
        assert found.kind is Kind.PASS


def _above(
    scope: Any, vault: dict[str, Any] | None = None, **references: dict[str, tuple[str, ...]]
) -> Verdict:
    """The policy's role at another scope, beside a role of others on the vault."""
    admin = replace(
        companion("role", {"roleDefinitionId": VAULT_READER}, None, {"principalId": ("storage",)}),
        urn="urn:admin",
        name="admin",
    )
    changes = {"role": {"scope": scope}, "vault": vault or {}}
    beside = companions(
        *(*NAMES, "group"),
        changes=changes,
        references={"role": {"principalId": ("encryption",)}, **references},
    )
    return verdict_with(RULE, (*beside, admin))


@pytest.mark.parametrize(
    "scope",
    [
        f"{SUBSCRIPTION}/resourceGroups/contoso-rg",
        f"{SUBSCRIPTION}/resourcegroups/Contoso-RG/",
        SUBSCRIPTION,
        "/",
        SecretValue(SUBSCRIPTION),
    ],
)
def test_the_role_counts_wherever_it_is_given_above_the_vault(scope: Any) -> None:
    assert _above(scope).kind is Kind.PASS


@pytest.mark.parametrize(
    "scope",
    [
        f"{SUBSCRIPTION}/resourceGroups/contoso",
        "/subscriptions/1/resourceGroups/contoso-rg",
        "/subscriptions/1",
        f"{VAULT_ID}/keys/other",
        f"{SUBSCRIPTION}/resourceGroups/contoso-rg/providers/Microsoft.KeyVault/vaults/other",
        "contoso-rg",
    ],
)
def test_scopes_without_the_vault_do_not_count(scope: str) -> None:
    _fails(
        _above(scope),
        "None of the roles that are declared on the vault or the key gives enterprise policy"
        ' "encryption" the role Key Vault Crypto Service Encryption User.',
    )


@pytest.mark.parametrize(
    "scope", [UNKNOWN, "/providers/Microsoft.Management/managementGroups/contoso"]
)
def test_scopes_of_which_nothing_says_what_is_in_them(scope: Any) -> None:
    found = _above(scope)
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'scope of role assignment "role" cannot be judged yet: nothing here says whether the vault is'
        " in it.",
    )


def test_scopes_while_the_vaults_id_is_unknown() -> None:
    """In a preview: by the name of the resource group, or by references to one that is declared."""
    later = {"encryption": {"encryption": ("vault", "key")}}
    policy = {"encryption/keyVault": {"id": UNKNOWN, "key": {"name": UNKNOWN}}}
    by_name = {"resourceGroupName": "contoso-rg"}
    at_group = f"{SUBSCRIPTION}/resourceGroups/contoso-rg"
    role = {"principalId": ("encryption",), "scope": ("group",)}

    def found(scope: Any, in_azure: dict[str, Any], **more: dict[str, tuple[str, ...]]) -> Kind:
        beside = companions(
            *(*NAMES, "group"),
            changes={"encryption": policy, "vault": in_azure, "role": {"scope": scope}},
            references={**later, **more},
        )
        admin = {"roleDefinitionId": VAULT_READER, "scope": UNKNOWN}
        other = replace(
            companion("role", admin, None, {"principalId": ("storage",), "scope": ("vault",)}),
            urn="urn:admin",
        )
        return verdict_with(RULE, (*beside, other)).kind

    assert found(at_group, by_name) is Kind.PASS
    assert found(at_group, {"resourceGroupName": "other"}) is Kind.FAIL
    other = f"{at_group}/providers/Microsoft.KeyVault/vaults/other"
    assert found(other, by_name) is Kind.FAIL
    assert found(UNKNOWN, by_name, role=role) is Kind.PASS
    in_group = {"resourceGroupName": ("group",)}
    assert found(UNKNOWN, {"resourceGroupName": UNKNOWN}, role=role, vault=in_group) is Kind.PASS
    assert found(SUBSCRIPTION, by_name) is Kind.UNKNOWN


def test_the_same_role_of_others_above_the_vault_starts_no_check() -> None:
    beside = {"role": {"scope": SUBSCRIPTION}, **_vault(enableRbacAuthorization=False)}
    others = _verdict(beside, role={"principalId": ("storage",)})
    assert (others.kind, others.message) == (Kind.UNKNOWN, NO_POLICIES)
    own = _verdict(beside, role={"principalId": ("encryption",)})
    assert own.kind is Kind.FAIL
    unknown = {"role": {"scope": SUBSCRIPTION, "roleDefinitionId": UNKNOWN}}
    assert _verdict(unknown, role={"principalId": ("storage",)}).kind is Kind.PASS
    assert _verdict(unknown).kind is Kind.UNKNOWN


def test_roles_have_no_effect_beside_access_policies() -> None:
    _fails(
        _verdict(_vault(enableRbacAuthorization=False)),
        'Key vault "vault" goes by access policies (enableRbacAuthorization is false): the roles that'
        " are declared on it have no effect.",
    )
    _fails(
        _verdict(_vault(enableRbacAuthorization=ABSENT, accessPolicies=[{"objectId": "x"}])),
        'Key vault "vault" has access policies and does not set enableRbacAuthorization: the roles'
        " that are declared on it have no effect.",
    )
    assert _verdict(_vault(enableRbacAuthorization=ABSENT)).kind is Kind.UNDECLARED
    assert _verdict(_vault(enableRbacAuthorization=UNKNOWN)).kind is Kind.UNKNOWN
    without_roles = _verdict(_vault(enableRbacAuthorization=False), NAMES[:3])
    assert (without_roles.kind, without_roles.message) == (Kind.UNKNOWN, NO_POLICIES)


def _by_policies(*entries: Any, own: Any = OWN, rbac: Any = False, **vault: Any) -> Verdict:
    changes = {
        **_vault(enableRbacAuthorization=rbac, accessPolicies=list(entries), **vault),
        "encryption": {"identity/principalId": own},
    }
    return _verdict(changes, NAMES[:3])


def _entry(owner: Any, *permissions: Any) -> dict[str, Any]:
    return {"objectId": owner, "permissions": {"keys": list(permissions)}}


@pytest.mark.parametrize(
    "entries",
    [
        (_entry(OWN, *NEEDED),),
        (_entry(OWN.upper(), "Get", "WrapKey", "UnwrapKey", "List"),),
        (_entry(OTHERS, "get"), _entry(OWN, "all")),
        (_entry(SecretValue(OWN), *NEEDED),),
        (_entry(UNKNOWN, "get"), _entry(OWN, *NEEDED)),
    ],
)
def test_an_access_policy_with_all_permissions_is_enough(entries: tuple[Any, ...]) -> None:
    assert _by_policies(*entries).kind is Kind.PASS
    assert _by_policies(*entries, rbac=ABSENT).kind is Kind.PASS


def test_access_policies_that_name_others_or_too_little_fail() -> None:
    _fails(
        _by_policies(_entry(OTHERS, *NEEDED)),
        'Key vault "vault" goes by access policies, and none of them is for the identity of enterprise'
        ' policy "encryption"; it needs get, wrapKey and unwrapKey.',
    )
    _fails(
        _by_policies(_entry(OWN, "get", "list"), rbac=ABSENT),
        'Key vault "vault" goes by access policies, and the one for the identity of enterprise policy'
        ' "encryption" lacks wrapKey and unwrapKey.',
    )
    assert _by_policies().kind is Kind.FAIL


@pytest.mark.parametrize(
    "entries",
    [
        (_entry(UNKNOWN, *NEEDED),),
        (_entry(OWN, "get", UNKNOWN),),
        ({"objectId": OWN, "permissions": {"keys": UNKNOWN}},),
        (UNKNOWN,),
    ],
)
def test_access_policies_that_are_known_later(entries: tuple[Any, ...]) -> None:
    assert _by_policies(*entries).kind is Kind.UNKNOWN


def test_access_policies_cannot_be_told_without_the_identity() -> None:
    assert _by_policies(_entry(OTHERS, *NEEDED), own=ABSENT).kind is Kind.UNKNOWN
    assert _by_policies(_entry(OWN, *NEEDED), rbac=UNKNOWN).kind is Kind.UNKNOWN


def test_roles_are_not_asked_for_where_an_access_policy_lets_the_policy_in() -> None:
    changes = {
        **_vault(enableRbacAuthorization=False, accessPolicies=[_entry(OWN, *NEEDED)]),
        "encryption": {"identity/principalId": OWN},
        "role": {"roleDefinitionId": VAULT_READER},
    }
    assert _verdict(changes).kind is Kind.PASS


def _key(**properties: Any) -> Verdict:
    return _verdict({"key": {f"properties/{key}": value for key, value in properties.items()}})


TODAYS = int(datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC).timestamp())
DAY = 24 * 60 * 60


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        (
            {"attributes": {"enabled": False}},
            'Key "key" is disabled: the environments of the policy are locked while it is.',
        ),
        ({"attributes": {"expires": 1577836800}}, 'Key "key" has expired on 2020-01-01.'),
        ({"attributes": {"exp": 1577836800}}, 'Key "key" has expired on 2020-01-01.'),
        (
            {"attributes": {"expires": "2020-01-01T23:30:00-02:00"}},
            'Key "key" has expired on 2020-01-02.',
        ),
        (
            {"attributes": {"expires": SecretValue(1577836800)}},
            'Key "key" has expired on [secret].',
        ),
        (
            {"attributes": {"expires": TODAYS + DAY - 1}},
            f'Key "key" expires on {TODAY.isoformat()}.',
        ),
        (
            {"attributes": {"notBefore": "2099-01-01T00:00:00Z"}},
            'Key "key" cannot be used before 2099-01-01.',
        ),
        (
            {"keyOps": ["sign", "wrapKey"]},
            'Key "key" may not be used for unwrapKey (keyOps), which encryption needs.',
        ),
        (
            {"keyOps": []},
            'Key "key" may not be used for wrapKey and unwrapKey (keyOps), which encryption needs.',
        ),
    ],
)
def test_a_key_that_cannot_be_used_fails(properties: dict[str, Any], message: str) -> None:
    found = _key(**properties)
    assert (found.kind, found.message) == (Kind.FAIL, message)


@pytest.mark.parametrize(
    "properties",
    [
        {"attributes": {"enabled": True, "expires": TODAYS + DAY, "notBefore": TODAYS}},
        {"attributes": {}},
        {"keyOps": ["WrapKey", "unwrapKey", "sign"]},
    ],
)
def test_a_key_that_can_be_used_passes(properties: dict[str, Any]) -> None:
    assert _key(**properties).kind is Kind.PASS


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ({"attributes": UNKNOWN}, Kind.UNKNOWN),
        ({"attributes": {"enabled": UNKNOWN}}, Kind.UNKNOWN),
        ({"attributes": {"expires": UNKNOWN}}, Kind.UNKNOWN),
        ({"keyOps": UNKNOWN}, Kind.UNKNOWN),
        ({"keyOps": ["wrapKey", UNKNOWN]}, Kind.UNKNOWN),
        ({"attributes": {"expires": "soon"}}, Kind.FAIL),
        ({"attributes": {"expires": True}}, Kind.FAIL),
        ({"attributes": {"expires": 1e30}}, Kind.FAIL),
        ({"keyOps": "wrapKey"}, Kind.FAIL),
    ],
)
def test_what_is_not_known_of_a_key_never_passes(properties: dict[str, Any], kind: Kind) -> None:
    assert _key(**properties).kind is kind
