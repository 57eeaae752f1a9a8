"""What a box of Azure resources says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dualwrite.model.azure import AzureKind, AzureResource
from dualwrite.reports.graph.azure_boxes import GROUPS, contents
from dualwrite.reports.graph.drawing import LONGEST_LINE, line_of
from support.companions import companion, companions


def of_kinds(*kinds: AzureKind) -> list[AzureResource]:
    return [replace(companion("logs"), kind=one) for one in kinds]


def test_every_kind_is_in_one_group() -> None:
    found = [kind for group in GROUPS for kind in group]
    assert sorted(found, key=str) == sorted(AzureKind, key=str)


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (["logs"], ["log workspace"]),
        (["west"], ["virtual network"]),
        (["key", "west", "vault", "north"], ["2 virtual networks", "key vault, key"]),
        (["injection"], ["enterprise policy (network injection)"]),
        (
            ["injection", "encryption", "injection"],
            ["3 enterprise policies (encryption, network injection)"],
        ),
    ],
)
def test_kinds_are_counted(names: list[str], lines: list[str]) -> None:
    assert list(contents(companions(*names))) == lines


def test_a_policy_of_another_kind() -> None:
    lockbox = companion("injection", {"kind": "Lockbox"})
    assert contents([lockbox]) == ("enterprise policy (of another kind)",)


def test_plurals() -> None:
    found = contents(of_kinds(*(kind for kind in AzureKind for _ in range(2))))
    assert found == (
        "2 virtual networks, 2 subnets, 2 NAT gateways",
        "2 route tables",
        "2 enterprise policies (of another kind)",
        "2 key vaults, 2 keys, 2 user-assigned identities",
        "2 role assignments, 2 log workspaces",
        "2 storage accounts, 2 blob containers, 2 resource groups",
        "2 other Azure resources",
    )


def test_no_line_has_to_be_shortened() -> None:
    found = contents(of_kinds(*(kind for kind in AzureKind for _ in range(1000))))
    assert max(map(len, found)) <= LONGEST_LINE
    assert tuple(map(line_of, found)) == found


def test_nothing() -> None:
    assert contents([]) == ()
