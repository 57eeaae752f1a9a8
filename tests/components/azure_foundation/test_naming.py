"""Names and Azure's rules for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.azure_foundation.naming import Names, Parts, name_problems, unique_suffix
from dualwrite.vocabulary.regions import parse_region

WEST, SOUTH = parse_region("westeurope"), parse_region("australiasoutheast")
ALL = Parts((WEST, SOUTH), encryption=True, logs=True, storage=True)
NONE = Parts((), encryption=False, logs=False, storage=False)
ENDING = " (Azure's naming rules, article resource-name-rules, 2023-11-20). Give another baseName."


def test_the_names_of_a_pair() -> None:
    names = Names("contoso", "k2vq5x")
    assert [
        names.resource_group,
        names.virtual_network(WEST),
        names.subnet,
        names.nat_gateway(WEST),
        names.public_ip_address(WEST),
        names.network_policy,
        names.encryption_policy,
        names.key_vault,
        names.key,
        names.workspace,
        names.storage_account,
        names.diagnostics,
    ] == [
        "rg-contoso",
        "vnet-contoso-westeurope",
        "snet-powerplatform",
        "ng-contoso-westeurope",
        "pip-contoso-westeurope",
        "ep-contoso-network",
        "ep-contoso-encryption",
        "kv-contoso-k2vq5x",
        "key-contoso",
        "log-contoso",
        "stcontosok2vq5x",
        "dualwrite-logs",
    ]
    assert name_problems(names, ALL) == []


def test_a_storage_account_has_neither_hyphens_nor_capitals() -> None:
    assert Names("Contoso-Prod", "k2vq5x").storage_account == "stcontosoprodk2vq5x"


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("contoso-prod-1", []),  # kv-contoso-prod-1-k2vq5x has 24 characters
        (
            "contoso-prod-12",
            [
                '"kv-contoso-prod-12-k2vq5x", the name of a key vault, has 25 characters; accepted: 3 to 24'
            ],
        ),
        (
            "contoso--prod",
            [
                '"kv-contoso--prod-k2vq5x", the name of a key vault, is malformed; accepted: letters,'
                " digits and hyphens; it starts with a letter, ends with a letter or digit, and has"
                " no two hyphens in a row"
            ],
        ),
        (
            "contoso.prod",
            [
                '"ep-contoso.prod-network", the name of an enterprise policy, is malformed; accepted:'
                " letters, digits and hyphens; it starts and ends with a letter or digit",
                '"kv-contoso.prod-k2vq5x", the name of a key vault, is malformed; accepted: letters,'
                " digits and hyphens; it starts with a letter, ends with a letter or digit, and has"
                " no two hyphens in a row",
                '"stcontoso.prodk2vq5x", the name of a storage account, is malformed; accepted:'
                " lower-case letters and digits",
            ],
        ),
    ],
)
def test_what_azure_would_refuse_is_refused(base: str, told: list[str]) -> None:
    assert name_problems(Names(base, "k2vq5x"), ALL) == [one + ENDING for one in told]


RESERVED = (
    " in it; accepted: names without MICROSOFT or WINDOWS (Azure's reserved words, article"
    " error-reserved-resource-name, 2023-04-05). Give another baseName."
)


@pytest.mark.parametrize(
    ("base", "parts", "told"),
    [
        (
            "microsoft-eu",
            ALL,
            [f'"kv-microsoft-eu-k2vq5x", the name of a key vault, has MICROSOFT{RESERVED}'],
        ),
        (
            "myWindows",
            NONE._replace(storage=True),
            [f'"stmywindowsk2vq5x", the name of a storage account, has WINDOWS{RESERVED}'],
        ),
        # The storage account loses the hyphen that the vault has between.
        (
            "micro-soft",
            ALL,
            [f'"stmicrosoftk2vq5x", the name of a storage account, has MICROSOFT{RESERVED}'],
        ),
        # Whole names and beginnings are other words, and these have a prefix.
        ("azure", ALL, []),
        ("login", ALL, []),
        # Nothing of these has a public endpoint by its name.
        ("microsoft-eu", ALL._replace(encryption=False, storage=False), []),
        (
            "windows-contoso-prod",
            NONE._replace(encryption=True),
            [
                '"kv-windows-contoso-prod-k2vq5x", the name of a key vault, has 30 characters;'
                f" accepted: 3 to 24{ENDING}",
                f'"kv-windows-contoso-prod-k2vq5x", the name of a key vault, has WINDOWS{RESERVED}',
            ],
        ),
    ],
)
def test_reserved_words_are_refused_where_there_is_an_endpoint(
    base: str, parts: Parts, told: list[str]
) -> None:
    assert name_problems(Names(base, "k2vq5x"), parts) == told


def test_the_longest_region_decides() -> None:
    base = "a" * 41
    assert name_problems(Names(base, ""), NONE._replace(regions=(WEST,))) == []
    assert name_problems(Names(base, ""), NONE._replace(regions=(WEST, SOUTH))) == [
        f'"vnet-{base}-australiasoutheast", the name of a virtual network, has 65 characters;'
        f" accepted: 2 to 64{ENDING}"
    ]


@pytest.mark.parametrize(
    "base", ["contoso prod", "contoso.", "contoso/prod", "a" * 88, "contoso\n"]
)
def test_names_of_resource_groups_that_azure_refuses(base: str) -> None:
    (told,) = name_problems(Names(base, ""), NONE)
    assert ", the name of a resource group, " in told


@pytest.mark.parametrize("base", ["contoso", "Contoso_(prod)", "köln-prod", "東京", "a" * 87])
def test_names_of_resource_groups_that_azure_takes(base: str) -> None:
    assert name_problems(Names(base, ""), NONE) == []


@given(base=st.text(st.sampled_from("abzAZ019-_.() ö"), max_size=30))
def test_accepted_names_keep_the_rules_of_the_article(base: str) -> None:
    """The rules once more, each written in another way."""
    names = Names(base, "k2vq5x")
    if name_problems(names, ALL):
        return
    assert 3 <= len(names.key_vault) <= 24 and "--" not in names.key_vault
    assert names.key_vault.replace("-", "").isascii() and names.key_vault.replace("-", "").isalnum()
    assert names.key_vault[0].isalpha() and names.key_vault[-1] != "-"
    assert 3 <= len(names.storage_account) <= 24
    assert names.storage_account == names.storage_account.lower()
    assert names.storage_account.isascii() and names.storage_account.isalnum()
    assert len(names.virtual_network(SOUTH)) <= 64 and not names.resource_group.endswith(".")


def test_a_suffix_follows_from_its_parts_and_looks_like_one() -> None:
    assert unique_suffix(("tenant", "project", "stack", "contoso")) == "logsh4"
    assert unique_suffix(("tenant", "projects", "tack", "contoso")) != unique_suffix(
        ("tenant", "project", "stack", "contoso")
    )


@given(parts=st.lists(st.text(), max_size=4))
def test_every_suffix_can_stand_in_every_name(parts: list[str]) -> None:
    assert re.fullmatch(r"[a-z0-9]{6}", unique_suffix(parts))
