"""Whose child a foundation is: the pair of the same program, or of one in another language."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest
from pulumi.resource import DependencyResource

from components import AzureFoundation
from support.azure_foundation import environment, make, run

ACCEPTED = "accepted: an EnvironmentPair, so that the pair is judged first."
PREFIX = "urn:pulumi:test::project::"
PAIR = "dualwrite:index:EnvironmentPair"


def foundation(parent: pulumi.Resource, **args: Any) -> AzureFoundation:
    # A parent of another process does not say whether it is protected; the engine says it here.
    options = pulumi.ResourceOptions(parent=parent, protect=False)
    return AzureFoundation("azure", {"customerEngagement": environment(), **args}, options)  # type: ignore[typeddict-item]


def below(urn: str, **args: Any) -> list[str]:
    """What a foundation says whose parent is known by its URN: its group, or why it is refused."""
    told: list[str] = []

    def program() -> None:
        try:
            made = foundation(DependencyResource(f"{PREFIX}{urn}"), **args)
        except pulumi.RunError as refused:
            told.extend(str(refused).splitlines()[1:])
        else:
            made.resourceGroupName.apply(told.append)

    run(program)
    return told


@pytest.mark.parametrize(
    ("urn", "group"),
    [
        (f"{PAIR}::contoso", "rg-contoso"),
        (f"acme:index:Landscape${PAIR}::contoso", "rg-contoso"),
    ],
)
def test_a_pair_of_another_process_is_known_by_its_urn(urn: str, group: str) -> None:
    assert below(urn) == [group]
    assert below(urn, pair="contoso") == [group]


def test_the_whole_name_of_a_pair_counts() -> None:
    """Also where it looks like a URN: then it is no name that Azure takes."""
    (told,) = below(f"{PAIR}::a::contoso")
    assert told.startswith('  - baseName: "rg-a::contoso", the name of a resource group,')


def test_a_pair_that_is_not_the_parent_is_refused() -> None:
    assert below(f"{PAIR}::contoso", pair="fabrikam") == [
        '  - pair: "fabrikam" is not the parent, which is "contoso". Leave it out.'
    ]


@pytest.mark.parametrize(
    ("urn", "found"),
    [
        ("pulumi:pulumi:Stack::project-test", "missing"),
        ("acme:index:Landscape::contoso", 'a resource of type "acme:index:Landscape"'),
        (f"{PAIR}$acme:index:Child::contoso", 'a resource of type "acme:index:Child"'),
    ],
)
def test_another_parent_in_another_process_is_refused(urn: str, found: str) -> None:
    assert below(urn, pair="contoso") == [f"  - opts.parent: {found}; {ACCEPTED}"]


def test_without_a_parent_it_is_refused() -> None:
    with pytest.raises(pulumi.RunError) as refused:
        make({}, protect=False)
    assert str(refused.value) == (
        'the AzureFoundation "azure" cannot be declared like this:\n'
        f"  - opts.parent: missing; {ACCEPTED}"
    )


def test_a_parent_that_is_no_pair_is_refused() -> None:
    told: list[str] = []

    def program() -> None:
        with pytest.raises(pulumi.RunError) as refused:
            foundation(pulumi.ComponentResource("acme:index:Landscape", "landscape"))
        told.extend(str(refused.value).splitlines()[1:])

    run(program)
    assert told == [f'  - opts.parent: a resource of type "acme:index:Landscape"; {ACCEPTED}']
