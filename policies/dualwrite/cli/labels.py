"""What to call the pairs that were judged."""

from __future__ import annotations

from collections.abc import Iterable

from ..document.labels import PairIdentity, labels_of
from ..pair import Pair


def labels(pairs: Iterable[Pair]) -> list[str]:
    """The name of each pair; where several have it, also the source or the URN."""
    return labels_of(PairIdentity(pair.name, pair.source, pair.urn) for pair in pairs)
