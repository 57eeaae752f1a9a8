"""What a box of Azure resources says: how many of each kind, a line for those that go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...azure import AzureKind, AzureResource
from ...azure.injection import is_encryption, is_injection
from ...text import counted
from ..drawing import LONGEST_LINE

GROUPS = (
    (AzureKind.VIRTUAL_NETWORK, AzureKind.SUBNET, AzureKind.NAT_GATEWAY, AzureKind.ROUTE_TABLE),
    (AzureKind.ENTERPRISE_POLICY,),
    (
        AzureKind.VAULT,
        AzureKind.KEY,
        AzureKind.IDENTITY,
        AzureKind.ROLE_ASSIGNMENT,
        AzureKind.LOG_WORKSPACE,
    ),
    (AzureKind.STORAGE_ACCOUNT, AzureKind.BLOB_CONTAINER, AzureKind.RESOURCE_GROUP),
    (AzureKind.OTHER,),
)
"""Kinds that stand in one line: networks, policies, what guards data, and what holds it."""
_PLURALS = {
    AzureKind.ENTERPRISE_POLICY: "enterprise policies",
    AzureKind.IDENTITY: "user-assigned identities",
}
_INJECTION, _ENCRYPTION, _OTHER = "network injection", "encryption", "of another kind"


def contents(resources: Sequence[AzureResource]) -> tuple[str, ...]:
    """``2 virtual networks, subnet, NAT gateway`` and so on: a line for each group that is there.

    What would have to be shortened is broken into several lines.
    """
    numbers = Counter(one.kind for one in resources)
    lines: list[str] = []
    for group in GROUPS:
        told = [_counted(kind, numbers[kind], resources) for kind in group if numbers[kind]]
        lines += _broken(told)
    return tuple(lines)


def _broken(told: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for one in told:
        longer = f"{lines[-1]}, {one}" if lines else one
        if lines and len(longer) <= LONGEST_LINE:
            lines[-1] = longer
        else:
            lines.append(one)
    return lines


def _counted(kind: AzureKind, number: int, resources: Iterable[AzureResource]) -> str:
    told = kind.value if number == 1 else counted(number, kind.value, _PLURALS.get(kind))
    if kind is not AzureKind.ENTERPRISE_POLICY:
        return told
    return f"{told} ({', '.join(sorted(set(_purposes(resources))))})"


def _purposes(resources: Iterable[AzureResource]) -> Iterator[str]:
    """What policies are for: that is what people look for."""
    for one in resources:
        if one.kind is AzureKind.ENTERPRISE_POLICY:
            if is_injection(one):
                yield _INJECTION
            else:
                yield _ENCRYPTION if is_encryption(one) else _OTHER
