"""Azure resources in boxes: those that are in one geography, and stand beside the same pairs.

A box stands in its geography, beside the clusters of the regions, and says which regions it has.
Network injection needs two regions: with a box in the cluster of each, lines cross the picture from
every environment, and nobody can read fifty pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...azure import AzureResource
from ...azure.around import Around
from ...pair import Pair
from ...regions import Geography
from ..places import Place
from .places import azure_place

_Key = tuple[str | None, str]
"""The source and the URN: two states can be of one stack, at different times."""


@dataclass(frozen=True)
class AzureBox:
    """Resources that are drawn as one node.

    ``place`` has no region. ``pairs`` are positions among all pairs, in order. ``regions`` are
    display names, by name; there is none where no resource is in a region.
    """

    place: Place
    pairs: tuple[int, ...]
    regions: tuple[str, ...]
    resources: tuple[AzureResource, ...]

    @property
    def where(self) -> str:
        """Its regions, or else its geography."""
        return ", ".join(self.regions) or self.place.geography


def azure_boxes(
    pairs: Sequence[Pair], geographies: Sequence[Geography | None]
) -> tuple[AzureBox, ...]:
    """Put the companions of pairs into boxes, in the order of the pairs, and then by geography.

    :param geographies: where each pair is, as far as that is known.
    """
    users: dict[_Key, list[int]] = {}
    found: dict[_Key, tuple[AzureResource, Place]] = {}
    for at, (pair, geography) in enumerate(zip(pairs, geographies, strict=True)):
        around = Around(pair.companions)
        for one in pair.companions:
            key = (pair.source, one.urn)
            users.setdefault(key, []).append(at)
            if key not in found:
                found[key] = one, azure_place(one, around, geography)
    boxes: dict[tuple[tuple[int, ...], Place], list[tuple[AzureResource, str]]] = {}
    for key, (one, place) in found.items():
        wide = replace(place, region="")
        boxes.setdefault((tuple(users[key]), wide), []).append((one, place.region))
    return tuple(
        AzureBox(
            place,
            at,
            tuple(sorted({region for _, region in boxes[at, place] if region})),
            tuple(one for one, _ in boxes[at, place]),
        )
        for at, place in sorted(boxes)
    )
