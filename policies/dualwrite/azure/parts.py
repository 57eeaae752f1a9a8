"""Azure resources that are part of another one, which they name."""

from __future__ import annotations

from collections.abc import Iterator

from .around import Around
from .kinds import AzureKind
from .resource import AzureResource

PART_OF = {
    AzureKind.SUBNET: ("virtualNetworkName", AzureKind.VIRTUAL_NETWORK),
    AzureKind.KEY: ("vaultName", AzureKind.VAULT),
    AzureKind.BLOB_CONTAINER: ("accountName", AzureKind.STORAGE_ACCOUNT),
}
"""By kind, the property that names the whole, and the kind of that."""


def parts_and_wholes(around: Around) -> Iterator[tuple[AzureResource, AzureResource]]:
    """Every part, with the whole that it is in. None stands alone: most take no tags of their own."""
    for kind, (key, whole) in PART_OF.items():
        for one in around.of(kind).all:
            references = (*one.references.get(key, ()), one.parent or "")
            for found in around.of(whole).spoken_of(references, one.at(key)):
                yield one, found
