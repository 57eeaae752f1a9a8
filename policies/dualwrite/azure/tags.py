"""Tags: the one that ties a resource to its pair, and what Azure takes."""

from __future__ import annotations

from functools import lru_cache

PAIR_TAG = "dualwrite-pair"
"""The tag with the name of the pair that a resource belongs to; to Azure, names of tags have no case."""
MOST_TAGS = 50
LONGEST_TAG_VALUE = 256
"""How many tags a resource has, and how many characters a value (article tag-resources, 2022-03-15)."""
_MOST_SLIPS = 2
_LETTERS = PAIR_TAG.replace("-", "")


@lru_cache(maxsize=4096)
def is_misspelt(name: str) -> bool:
    """Whether the name of a tag is meant to be ``PAIR_TAG``, and is not: up to two letters wrong.

    ``dualwrite_pair`` and ``dualwritePair`` are, and ``dualwrite-side``, which foundations have, is not.
    """
    found = "".join(one for one in name.casefold() if one.isalnum())
    if name.casefold() == PAIR_TAG or abs(len(found) - len(_LETTERS)) > _MOST_SLIPS:
        return False
    return _distance(found, _LETTERS) <= _MOST_SLIPS


def _distance(one: str, other: str) -> int:
    """How many letters are to be put in, left out or changed."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, wanted in enumerate(other, 1):
            before, row[to] = (
                row[to],
                min(row[to] + 1, row[to - 1] + 1, before + (letter != wanted)),
            )
    return row[-1]
