"""DW030: the Azure resources beside a pair are in its tenant."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.model.facts import SecretValue
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.azure_resource_tenant import AzureResourceTenant
from support.companions import companion, other_companion, verdict_with
from support.pairs import ABSENT, TENANT, UNKNOWN, evidence, not_declared, not_known_yet

RULE = AzureResourceTenant()
OTHER = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
CUSTOMER = "customerEngagement.tenantId"
FINANCE = "financeAndOperations.tenantId"
OWN = 'properties.tenantId of key vault "vault"'
PROVIDER = 'tenantId of provider of storage account "storage"'


def _vault(tenant: Any) -> Any:
    return companion("vault", {"properties/tenantId": tenant})


def _storage(tenant: Any) -> Any:
    return companion("storage", provider={"tenantId": tenant})


def test_the_pairs_tenant_passes_in_any_spelling() -> None:
    found = verdict_with(RULE, (_vault(f"{{{TENANT.upper()}}}"), _storage(TENANT)))
    assert found == Verdict(
        Kind.PASS,
        evidence=evidence((CUSTOMER, TENANT), (OWN, f"{{{TENANT.upper()}}}"), (PROVIDER, TENANT)),
    )


def test_another_tenant_fails_wherever_it_stands_and_all_are_named() -> None:
    found = verdict_with(RULE, (_vault(OTHER), _storage(OTHER), companion("west")))
    assert found == Verdict(
        Kind.FAIL,
        f'Key vault "vault" has tenant "{OTHER}" in its properties; the pair is in tenant "{TENANT}".'
        f' Storage account "storage" has tenant "{OTHER}" in its provider; the pair is in tenant'
        f' "{TENANT}".',
        RULE.remedy,
        evidence((CUSTOMER, TENANT), (OWN, OTHER), (PROVIDER, OTHER)),
    )


@pytest.mark.parametrize("resource", [companion("west"), companion("injection"), _storage("")])
def test_what_names_no_tenant_is_not_concerned(resource: Any) -> None:
    found = verdict_with(RULE, (resource,), {CUSTOMER: ABSENT, FINANCE: ABSENT})
    assert found == Verdict(Kind.NOT_APPLICABLE, "No Azure resource of the pair names a tenant.")


def test_a_vault_has_to_name_one() -> None:
    assert verdict_with(RULE, (_vault(ABSENT),)) == Verdict(
        Kind.UNDECLARED,
        f"{OWN} is not declared.",
        'Set properties.tenantId on the key vault "vault".',
        evidence((CUSTOMER, TENANT), (OWN, None)),
    )


def test_the_other_side_stands_in_only_where_the_first_is_left_out() -> None:
    vault = (_vault(OTHER),)
    assert verdict_with(RULE, vault, {CUSTOMER: ABSENT}).kind is Kind.FAIL
    assert verdict_with(RULE, vault, {CUSTOMER: UNKNOWN}) == not_known_yet(CUSTOMER)
    assert verdict_with(RULE, vault, {CUSTOMER: ABSENT, FINANCE: ABSENT}) == not_declared(CUSTOMER)


def test_known_only_after_deployment() -> None:
    assert verdict_with(RULE, (_vault(UNKNOWN),)) == not_known_yet(OWN, (CUSTOMER, TENANT))
    both = verdict_with(RULE, (_vault(UNKNOWN), _storage(OTHER)))
    assert both.kind is Kind.FAIL


def test_what_is_no_tenant_is_a_violation() -> None:
    found = verdict_with(RULE, (_vault("contoso.com"),))
    assert (found.kind, found.message) == (
        Kind.FAIL,
        f'{OWN}: "contoso.com" is malformed. Accepted: a GUID such as'
        " 72f988bf-86f1-41af-91ab-2d7cd011db47.",
    )
    assert verdict_with(RULE, (_vault(["x"]),)).message == (
        f"{OWN}: this is a list; accepted: text."
    )


def test_secrets_are_judged_and_not_told() -> None:
    found = verdict_with(RULE, (_vault(SecretValue(OTHER)),))
    assert found.message == (
        f'Key vault "vault" has tenant [secret] in its properties; the pair is in tenant "{TENANT}".'
    )
    assert OTHER not in str(found)


@pytest.mark.parametrize(("tenant", "kind"), [(TENANT, Kind.PASS), (OTHER, Kind.FAIL)])
def test_the_provider_of_every_other_type_is_looked_at(tenant: str, kind: Kind) -> None:
    factory = other_companion("azure-native:datafactory:Factory", "exports", {}, tenant)
    found = verdict_with(RULE, (factory,))
    assert found.kind is kind
    if kind is Kind.FAIL:
        assert found.message == (
            f'Factory "exports" has tenant "{OTHER}" in its provider; the pair is in tenant'
            f' "{TENANT}".'
        )
