"""What requirements lack of the Azure resources beside a pair: which property, of which resource.

A verdict names such a fact as ``location of key vault "contoso"``, in its evidence and in its message.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..azure.around import Around
from ..pair import Pair
from ..text import printable
from ..verdicts import Verdict
from .missing import Missing

_Urns = Mapping[str, Sequence[str]]


def to_declare_beside(pair: Pair, verdict: Verdict) -> Iterator[Missing]:
    """The properties that nobody declares, and the resources to declare them on."""
    urns = _urns(pair)
    for fact, name, owner in _facts(verdict):
        if f"{fact} is not declared." in verdict.message:
            for urn in urns.get(owner, ()):
                yield Missing(fact, f"Set it on {printable(urn)}.", urn, name)


def not_known_beside(pair: Pair, verdict: Verdict) -> Iterator[Missing]:
    """The properties that are not known yet, and why."""
    urns = _urns(pair)
    for fact, name, owner in _facts(verdict):
        _, told, rest = verdict.message.partition(f"{fact} cannot be judged yet: ")
        if told:
            for urn in urns.get(owner, ()):
                yield Missing(fact, rest.partition(".")[0], urn, name)


def _facts(verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    """Each fact of a resource that was looked at: its path, the property, and what has the property."""
    for one in verdict.evidence:
        name, _, owner = one.fact.partition(" of ")
        yield one.fact, name, owner


def _urns(pair: Pair) -> _Urns:
    """The resources by what verdicts call them. A subnet in a network's list is the network's."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in pair.companions:
        found[one.label].append(one.urn)
        found[f"provider of {one.label}"].append(one.urn)
    for subnet in Around(pair.companions).subnets:
        if subnet.resource is None and subnet.network is not None:
            found[subnet.label].append(subnet.network.urn)
    return found
