"""Azure resources whose tag names no pair: for whom they are meant, as far as that can be guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ...model.azure import AzureResource
from ...model.pair import Pair
from ...text.suggestions import nearest

_MOST_COMPARED = 1_000
"""Names that are compared letter by letter; among more only those that differ in case and spaces."""


def strays_by_pair(
    pairs: Sequence[Pair],
    resources: Iterable[AzureResource],
    tied: Iterable[Iterable[AzureResource]],
) -> Mapping[int, list[AzureResource]]:
    """By position of a pair, the resources that are tied to none, and are told beside it.

    That is the pair of the nearest name, or else the first by name: a tag that names no pair must not
    make its resource vanish.
    """
    strays = [one for one in resources if _is_tagged(one)]
    if not strays:
        return {}
    known = {one.urn for resources_of_pair in tied for one in resources_of_pair}
    names: dict[str, int] = {}
    alike: dict[str, int] = {}
    for position, pair in sorted(enumerate(pairs), key=lambda one: (one[1].is_half, one[1].name)):
        names.setdefault(pair.name, position)
        alike.setdefault(_letters(pair.name), position)
    first = next(iter(names.values()))
    found: defaultdict[int, list[AzureResource]] = defaultdict(list)
    for one in sorted(strays, key=lambda one: (one.name, one.urn)):
        if one.urn not in known:
            found[_meant(one, names, alike, first)].append(one)
    return found


def _is_tagged(one: AzureResource) -> bool:
    return one.has_pair_tag or one.misspelt_tag is not None


def _meant(
    one: AzureResource, names: Mapping[str, int], alike: Mapping[str, int], first: int
) -> int:
    text = one.meant_pair
    if text is None:
        return first
    if text in names:
        return names[text]
    if _letters(text) in alike:
        return alike[_letters(text)]
    likest = nearest(text, names, 1) if len(names) <= _MOST_COMPARED else []
    return names[likest[0]] if likest else first


def _letters(name: str) -> str:
    return "".join(name.split()).casefold()
