"""Which mappings a type of resources has."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.mappings import Mappings, read_mappings

TOKENS = ("acme:erp:Environment", "acme:*", "*:Environment", "acme:erp:Pai?", "other:*:*")


def mappings() -> Mappings:
    entries = [
        f'{{name: m{at}, token: "{token}", facts: {{link.initialSync: sync}}}}'
        for at, token in enumerate(TOKENS)
    ]
    return read_mappings(f"mappings: [{', '.join(entries)}]", "mappings.yaml")


@pytest.mark.parametrize(
    ("token", "names"),
    [
        ("acme:erp:Environment", ["m0", "m1", "m2"]),
        ("acme:erp:Pair", ["m1", "m3"]),
        ("acme:erp:Pairs", ["m1"]),
        ("ACME:erp:Pair", []),
        ("other:erp:Environment", ["m2", "m4"]),
        ("other:erp", []),
        ("acme:erp:Environment\n", ["m1"]),
        ("azure-native:storage:StorageAccount", []),
    ],
)
def test_a_type_has_the_mappings_that_name_it_in_their_order(token: str, names: list[str]) -> None:
    found = mappings()
    assert [one.name for one in found.of(token)] == names
    assert found.of(token) is found.of(token)  # it is kept


def test_no_mappings_are_false() -> None:
    assert not Mappings()
    assert Mappings().of("acme:erp:Environment") == ()
    assert mappings()


@given(st.text("acme:rpEPais", max_size=12))
def test_wildcards_are_those_of_a_shell(token: str) -> None:
    names = [f"m{at}" for at, one in enumerate(TOKENS) if fnmatchcase(token, one)]
    assert [one.name for one in mappings().of(token)] == names
