"""DW037: a storage account beside a pair takes TLS 1.2, and shows no blob to anonymous readers."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.judging.requirement import Fix
from dualwrite.model.facts import SecretValue
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.storage_account_access import StorageAccountAccess
from support.companions import companion, verdict_with, with_companions
from support.pairs import ABSENT, UNKNOWN, evidence

RULE = StorageAccountAccess()
TLS = 'minimumTlsVersion of storage account "storage"'
ALLOW = 'allowBlobPublicAccess of storage account "storage"'
ACCESS = 'publicAccess of blob container "container"'


def _account(**changes: Any) -> tuple[Any, ...]:
    return (companion("storage", changes),)


def _container(access: Any) -> tuple[Any, ...]:
    return (companion("container", {"publicAccess": access}),)


def _fixes(resources: tuple[Any, ...]) -> list[Fix]:
    (one,) = resources
    return list(RULE.fixes(one, with_companions(resources), RULE.parameters()))


@pytest.mark.parametrize("version", ["TLS1_2", "tls1_3"])
def test_a_closed_account_passes(version: str) -> None:
    assert verdict_with(RULE, _account(minimumTlsVersion=version)) == Verdict(
        Kind.PASS, evidence=evidence((TLS, version), (ALLOW, False))
    )


def test_everything_that_is_open_is_named() -> None:
    resources = (
        *_account(minimumTlsVersion="TLS1_1", allowBlobPublicAccess=True),
        *_container("Blob"),
    )
    assert verdict_with(RULE, resources) == Verdict(
        Kind.FAIL,
        'Storage account "storage" takes TLS versions from "TLS1_1"; accepted: TLS1_2 or later.'
        ' Storage account "storage" lets its containers be opened to anonymous readers'
        ' (allowBlobPublicAccess is true). Blob container "container" can be read by anybody'
        ' (publicAccess is "Blob").',
        RULE.remedy,
        evidence((TLS, "TLS1_1"), (ALLOW, True), (ACCESS, "Blob")),
    )


@pytest.mark.parametrize("access", ["None", "none", ABSENT])
def test_a_private_container_passes(access: Any) -> None:
    assert verdict_with(RULE, _container(access)).kind is Kind.PASS


@pytest.mark.parametrize(
    ("resources", "kind"),
    [
        (_account(minimumTlsVersion=ABSENT), Kind.UNDECLARED),
        (_account(allowBlobPublicAccess=ABSENT), Kind.UNDECLARED),
        (_account(minimumTlsVersion=UNKNOWN), Kind.UNKNOWN),
        (_account(allowBlobPublicAccess=UNKNOWN), Kind.UNKNOWN),
        (_account(minimumTlsVersion=UNKNOWN, allowBlobPublicAccess=True), Kind.FAIL),
        (_account(minimumTlsVersion="1.2"), Kind.FAIL),
        (_account(allowBlobPublicAccess="no"), Kind.FAIL),
        (_container("Everybody"), Kind.FAIL),
        (_container(UNKNOWN), Kind.UNKNOWN),
    ],
)
def test_what_is_not_said_or_cannot_be_read(resources: Any, kind: Kind) -> None:
    assert verdict_with(RULE, resources).kind is kind


def test_values_that_cannot_be_read_say_what_is_accepted() -> None:
    assert verdict_with(RULE, _account(minimumTlsVersion="1.2")) == Verdict(
        Kind.FAIL,
        f'{TLS}: "1.2" cannot be read; accepted: TLS1_0, TLS1_1, TLS1_2 or TLS1_3.',
        f"Correct {TLS}: what is there cannot be judged.",
        evidence((TLS, "1.2"), (ALLOW, False)),
    )


def test_secrets_are_judged_and_not_shown() -> None:
    found = verdict_with(RULE, _account(minimumTlsVersion=SecretValue("TLS1_0")))
    assert (found.kind, found.message) == (
        Kind.FAIL,
        'Storage account "storage" takes TLS versions from [secret]; accepted: TLS1_2 or later.',
    )


def test_a_pair_without_storage_is_not_concerned() -> None:
    assert verdict_with(RULE, (companion("vault"),)) == Verdict(
        Kind.NOT_APPLICABLE, "No storage account is tied to the pair."
    )


CLOSED = Fix(("allowBlobPublicAccess",), False)
CURRENT = Fix(("minimumTlsVersion",), "TLS1_2")
PRIVATE = Fix(("publicAccess",), "None")


@pytest.mark.parametrize(
    ("resources", "fixes"),
    [
        (_account(), []),
        (_account(minimumTlsVersion="TLS1_3"), []),
        (_account(minimumTlsVersion="TLS1_0"), [CURRENT]),
        (_account(minimumTlsVersion=SecretValue("tls1_1")), [CURRENT]),
        (_account(minimumTlsVersion=ABSENT, allowBlobPublicAccess=ABSENT), [CURRENT, CLOSED]),
        (_account(minimumTlsVersion=UNKNOWN, allowBlobPublicAccess=UNKNOWN), []),
        (_account(minimumTlsVersion="1.2", allowBlobPublicAccess="yes"), []),
        (_container("Container"), [PRIVATE]),
        (_container("blob"), [PRIVATE]),
        (_container("None"), []),
        (_container(ABSENT), []),
        (_container(UNKNOWN), []),
        (_container("Everybody"), []),
        ((companion("vault"),), []),
    ],
)
def test_what_is_changed(resources: Any, fixes: list[Fix]) -> None:
    assert _fixes(resources) == fixes
