"""What to call pairs where several of them may have one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ..text import printable


class PairIdentity(NamedTuple):
    """A pair's name and where it was found: its source, its URN, both or neither."""

    name: str
    source: str | None
    urn: str | None


def labels_of(pairs: Iterable[PairIdentity]) -> list[str]:
    """The name of each pair, printable; where several have it, also the source or else the URN."""
    every = list(pairs)
    names = Counter(one.name for one in every)
    places = Counter((one.name, one.source) for one in every)
    labels = []
    for one in every:
        is_alone_there = places[one.name, one.source] == 1
        place = one.source if one.source and is_alone_there else one.urn
        has_its_own_name = names[one.name] == 1 or not place
        labels.append(printable(one.name if has_its_own_name else f"{one.name} ({place})"))
    return labels
