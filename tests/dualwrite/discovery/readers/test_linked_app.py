"""Which linked apps are the partner: decided by the address, and never by the type."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.discovery.readers.linked_app import LinkedApp, read_linked_app
from dualwrite.model.facts import ENCRYPTED, SecretValue, UnknownValue

GUID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"
NOBODY = "00000000-0000-0000-0000-000000000000"
URN = "urn:pulumi:test::project::powerplatform:index:Environment::erp"
UNKNOWN = UnknownValue()
URL, ID = "financeAndOperations.url", "financeAndOperations.environmentId"
OPERATIONS = "https://contoso.operations.dynamics.com"


@pytest.mark.parametrize(
    "url",
    [
        OPERATIONS,
        f"{OPERATIONS}/?cmp=USMF",
        "https://contoso.sandbox.operations.eu.dynamics.com",
        "https://contosoaos.cloudax.dynamics.com",
        "HTTPS://CONTOSO.OPERATIONS.DYNAMICS.COM",
        "contoso.operations.dynamics.com",
    ],
)
@pytest.mark.parametrize("kind", ["Linked", "ModelDriven", "", None, UNKNOWN])
def test_an_address_of_finance_and_operations_is_the_partner(url: str, kind: Any) -> None:
    assert read_linked_app(GUID, kind, url) == LinkedApp(True, {URL: url, ID: GUID})
    assert read_linked_app(NOBODY, kind, url) == LinkedApp(True, {URL: url})
    assert read_linked_app(UNKNOWN, kind, url) == LinkedApp(True, {URL: url, ID: UNKNOWN})


@pytest.mark.parametrize(
    "url",
    [
        f"https://contoso.crm.dynamics.com/apps/{GUID}",
        "https://make.powerapps.com",
    ],
)
@pytest.mark.parametrize("kind", ["Linked", "D365FinOps", None])
def test_an_address_of_another_app_is_not(url: Any, kind: Any) -> None:
    assert read_linked_app(GUID, kind, url, (URN,)) == LinkedApp()


@pytest.mark.parametrize(
    "url",
    [
        "https://user@contoso.operations.dynamics.com",
        "https://erp.contoso.com",
        "nonsense",
        7,
    ],
)
@pytest.mark.parametrize("kind", ["Linked", "D365FinOps", None])
def test_an_address_that_is_not_recognised_is_uncertain_and_never_left_alone(
    url: Any, kind: Any
) -> None:
    found = read_linked_app(GUID, kind, url, (URN,))
    assert found == LinkedApp(False, {URL: url, ID: GUID}, (URN,), is_uncertain=True)
    assert read_linked_app(GUID, "Canvas", url, (URN,)) == LinkedApp()


@pytest.mark.parametrize("url", [None, "", UNKNOWN])
@pytest.mark.parametrize("kind", ["Canvas", "ModelDriven", "canvas", SecretValue("Canvas")])
def test_without_an_address_apps_of_other_types_are_not(url: Any, kind: Any) -> None:
    assert read_linked_app(GUID, kind, url, (URN,)) == LinkedApp()
    assert read_linked_app(UNKNOWN, kind, url, (URN,)) == LinkedApp()


def test_without_an_address_the_id_and_another_type_are_enough() -> None:
    kind = "Linked"
    assert read_linked_app(GUID, kind, None) == LinkedApp(True, {ID: GUID})
    assert read_linked_app(GUID, kind, UNKNOWN) == LinkedApp(True, {URL: UNKNOWN, ID: GUID})
    secret = SecretValue(GUID)
    assert read_linked_app(secret, kind, None) == LinkedApp(True, {ID: secret})


@pytest.mark.parametrize("kind", [None, "", UNKNOWN])
def test_an_id_alone_tells_that_an_app_is_linked_but_not_of_which_kind(kind: Any) -> None:
    found = read_linked_app(GUID, kind, None)
    assert found == LinkedApp(False, {ID: GUID}, is_uncertain=True)


def test_an_id_that_is_encrypted_was_given_by_somebody() -> None:
    encrypted = UnknownValue(ENCRYPTED)
    assert read_linked_app(encrypted, "Linked", None) == LinkedApp(True, {ID: encrypted})
    assert read_linked_app(encrypted, None, None).is_uncertain


def test_an_id_that_is_none_is_kept_for_the_error() -> None:
    assert read_linked_app("the-app", "Linked", None) == LinkedApp(True, {ID: "the-app"})


@pytest.mark.parametrize("url", [None, UNKNOWN])
def test_an_unknown_id_is_the_partner_only_where_it_comes_from_a_resource(url: Any) -> None:
    """The output of a new environment is not known either: that links nothing."""
    facts = {ID: UNKNOWN} if url is None else {URL: UNKNOWN, ID: UNKNOWN}
    assert read_linked_app(UNKNOWN, "Linked", url, (URN,)) == LinkedApp(True, facts, (URN,))
    assert read_linked_app(UNKNOWN, "Linked", url) == LinkedApp(is_uncertain=True)
    assert read_linked_app(UNKNOWN, None, url) == LinkedApp()


@pytest.mark.parametrize("app_id", [None, "", NOBODY, f"{{{NOBODY}}}", SecretValue(NOBODY)])
@pytest.mark.parametrize("url", [None, "", UNKNOWN])
def test_no_id_and_no_address_are_no_partner(app_id: Any, url: Any) -> None:
    assert read_linked_app(app_id, None, url, (URN,)) == LinkedApp()
    # The type of an app says that there is one.
    assert read_linked_app(app_id, "Linked", url, (URN,)) == LinkedApp(
        False, {}, (URN,), is_uncertain=True
    )
