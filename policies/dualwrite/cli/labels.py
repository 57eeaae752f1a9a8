"""What pairs are called where several of them may have one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..pair import Pair
from ..text import printable


def labels(pairs: Sequence[Pair]) -> list[str]:
    """The name of each pair; where several have it, also the source or the URN."""
    names = Counter(pair.name for pair in pairs)
    places = Counter((pair.name, pair.source) for pair in pairs)
    found = []
    for pair in pairs:
        place = pair.source if places[pair.name, pair.source] == 1 else pair.urn
        alone = names[pair.name] == 1 or not place
        found.append(printable(pair.name if alone else f"{pair.name} ({place})"))
    return found
