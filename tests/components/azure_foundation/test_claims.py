"""Several foundations in one program: no two have the same name in Azure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi
import pytest
from pulumi.resource import DependencyResource
from pulumi.runtime.settings import SETTINGS

from components import AzureFoundation, EnvironmentPair
from support.azure_foundation import environment, run
from support.pairs import declaration

PARTS: dict[str, Any] = {"encryption": {}, "storage": {}}
START = 'the AzureFoundation "two" cannot be declared like this:\n'
TAKEN = '  - baseName: the AzureFoundation "one" of this program has'
PAIR = "urn:pulumi:test::project::dualwrite:index:EnvironmentPair::contoso"
Declared = tuple[str, str, Mapping[str, Any]]
"""The pair, the name and the arguments of a foundation."""


@pytest.fixture(autouse=True)
def nothing_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs of other processes are known by their stack, which is the same in all tests."""
    monkeypatch.setattr("components.azure_foundation.claims._OF_STACKS", {})


def refusals(*declared: Declared) -> list[str]:
    """Declare foundations in one program; what is told of those that are refused."""
    told: list[str] = []

    def program() -> None:
        facts = environment()
        pairs = {
            pair: EnvironmentPair(pair, {**declaration(), "customerEngagement": facts})  # type: ignore[typeddict-item]
            for pair in dict.fromkeys(pair for pair, _, _ in declared)
        }
        for pair, name, args in declared:
            told.extend(_refusal(name, args, pulumi.ResourceOptions(parent=pairs[pair])))

    run(program)
    return told


def _refusal(name: str, args: Mapping[str, Any], opts: pulumi.ResourceOptions) -> list[str]:
    try:
        AzureFoundation(name, {"customerEngagement": environment(), **args}, opts)  # type: ignore[typeddict-item]
    except pulumi.RunError as refused:
        return [str(refused)]
    return []


def test_two_of_one_pair_are_refused() -> None:
    assert refusals(("contoso", "one", PARTS), ("contoso", "two", PARTS)) == [
        f'{START}{TAKEN} "rg-contoso", "kv-contoso-ihhwqc" and "stcontosoihhwqc" in Azure already.'
        " Give this one a baseName of its own."
    ]


def test_each_further_one_is_compared_with_all_before() -> None:
    other = {"baseName": "other"}
    assert refusals(
        ("contoso", "one", {}),
        ("contoso", "more", other),
        ("contoso", "two", {"baseName": "OTHER"}),
    ) == [
        f'{START}{TAKEN.replace("one", "more")} "rg-OTHER" in Azure already. Give this one a baseName'
        " of its own."
    ]


def test_names_of_one_that_is_refused_are_free() -> None:
    wrong = {"logs": {"retentionInDays": 7}}
    assert len(refusals(("contoso", "one", wrong), ("contoso", "two", PARTS))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"baseName": "contoso-2"}),
        # The resource group decides where there is nothing that is unique in all of Azure.
        ({"nameSuffix": "abc"}, {"baseName": "contoso-2", "nameSuffix": "abc"}),
        (PARTS, {**PARTS, "baseName": "contoso-2"}),
        # The names of storage accounts have no hyphens: here the suffix makes the difference.
        (
            {**PARTS, "baseName": "contoso-2"},
            {**PARTS, "baseName": "contoso2", "nameSuffix": "abc"},
        ),
    ],
)
def test_several_of_one_pair_with_names_of_their_own(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    assert refusals(("contoso", "one", first), ("contoso", "two", second)) == []


def test_storage_accounts_that_differ_in_hyphens_only() -> None:
    first, second = ({**PARTS, "baseName": base} for base in ("contoso-2", "contoso2"))
    assert refusals(("contoso", "one", first), ("contoso", "two", second)) == [
        f'{START}{TAKEN} "stcontoso2ihhwqc" in Azure already. Give this one a baseName or nameSuffix'
        " of its own."
    ]


def test_two_pairs_share_what_is_unique_in_all_of_azure() -> None:
    same = {**PARTS, "baseName": "erp", "nameSuffix": "abc"}
    assert refusals(("contoso", "one", same), ("fabrikam", "two", same)) == [
        f'{START}{TAKEN} "kv-erp-abc" and "sterpabc" in Azure already. Give this one a baseName or'
        " nameSuffix of its own."
    ]


def test_two_pairs_can_have_a_resource_group_each_in_two_subscriptions() -> None:
    same = {"baseName": "erp"}
    assert refusals(("contoso", "one", same), ("fabrikam", "two", same)) == []


def test_another_run_of_the_program_takes_its_names_anew() -> None:
    assert refusals(("contoso", "one", PARTS)) == []
    assert refusals(("contoso", "two", PARTS)) == []


def below(stack: str, *declared: tuple[str, Mapping[str, Any]]) -> list[str]:
    """As the provider makes foundations: each with a connection to the engine of its own."""
    told: list[str] = []

    def program(name: str, args: Mapping[str, Any]) -> None:
        SETTINGS.stack = stack
        # A parent of another process does not say whether it is protected; the engine says it here.
        opts = pulumi.ResourceOptions(parent=DependencyResource(PAIR), protect=False)
        told.extend(_refusal(name, args, opts))

    for name, args in declared:
        run(lambda name=name, args=args: program(name, args))
    return told


def test_two_of_one_pair_of_another_process_are_refused() -> None:
    assert below("test", ("one", {}), ("two", {})) == [
        f'{START}{TAKEN} "rg-contoso" in Azure already. Give this one a baseName of its own.'
    ]


def test_the_provider_keeps_stacks_apart() -> None:
    assert below("test", ("one", {})) == below("production", ("two", {})) == []


def test_the_provider_takes_the_same_foundation_again() -> None:
    assert below("test", ("one", {}), ("one", {})) == []
