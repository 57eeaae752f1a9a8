"""DW038: the Azure resources of a pair carry its name as a tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..azure import AzureResource
from ..azure.fix import Fix
from ..azure.kinds import WITHOUT_TAGS
from ..azure.resource import capitalized
from ..azure.tags import LONGEST_TAG_VALUE, MOST_TAGS, PAIR_TAG
from ..facts import SECRET, Fact, NotDeclared, SecretValue, UnknownValue
from ..pair import Pair
from ..parameters import Parameters
from ..requirement import Examination, Requirement, Scope
from ..text import counted, joined, quoted
from ..verdicts import Level, Severity, Verdict
from .sources import AZURE_TAGS

_MOST_NAMED = 5


class PairTag(Requirement[Parameters]):
    """The tag ``dualwrite-pair``, on every resource of the pair that takes tags."""

    id = "DW038"
    name = "pair-tag"
    title = f"The Azure resources of a pair have the tag {PAIR_TAG} with the pair's name."
    level = Level.ADVISORY
    severity = Severity.LOW
    reason = (
        "A parent ties a resource to its pair in the program only. In another stack, in the Azure"
        " portal and on the bill nobody sees which pair it belongs to, and what is moved out of the"
        " program is not judged any more."
    )
    remedy = f"Give the resource the tag {PAIR_TAG} with the pair's name."
    sources = (AZURE_TAGS,)
    facts = ()  # those of the pair decide nothing
    example = {"tags of a virtual network": f"without {PAIR_TAG}"}
    scope = Scope.STACK
    concerns_companions = True
    remediation = (
        f"A resource that takes tags, is below one pair and has no tag {PAIR_TAG} gets it, where that"
        f" makes no more than {MOST_TAGS}; its other tags stay."
    )

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        taking = [one for one in pair.companions if one.kind not in WITHOUT_TAGS]
        if not taking:
            return examination.not_applicable("No Azure resource of the pair takes tags.")
        without = [one for one in taking if one.pair is None]
        lacking = [one for one in without if not isinstance(one.pair_tag, UnknownValue)]
        others = examination.estate.derived(_names)
        misspelt = [
            one for one in taking if one.pair not in (None, pair.name) and one.pair not in others
        ]
        if lacking or misspelt:
            told = (*_without_tag(lacking), *map(_misspelt, misspelt[:_MOST_NAMED]))
            return examination.fails(" ".join(told))
        if without:
            raise NotDeclared(Fact.unknown(f"tags of {without[0].label}"))
        return examination.passes()

    def fixes(self, resource: AzureResource, pair: Pair, parameters: Parameters) -> Iterator[Fix]:
        is_missing = resource.kind not in WITHOUT_TAGS and resource.pair_tag is None
        if is_missing and _fits(resource, pair):
            yield Fix(("tags", PAIR_TAG), pair.name)


def _names(pairs: tuple[Pair, ...]) -> frozenset[str]:
    return frozenset(one.name for one in pairs)


def _fits(resource: AzureResource, pair: Pair) -> bool:
    """Whether Azure takes one more tag, with this value."""
    tags = resource.at("tags")
    number = len(tags) if isinstance(tags, Mapping) else 0
    return number < MOST_TAGS and len(pair.name) <= LONGEST_TAG_VALUE


def _misspelt(one: AzureResource) -> str:
    value = SECRET if isinstance(one.pair_tag, SecretValue) else quoted(one.pair)
    return f"{one.called} has the tag {PAIR_TAG} {value}, and there is no such pair here."


def _without_tag(lacking: Sequence[AzureResource]) -> Iterator[str]:
    if not lacking:
        return
    named = [one.label for one in lacking[:_MOST_NAMED]]
    if len(lacking) > _MOST_NAMED:
        named.append(counted(len(lacking) - _MOST_NAMED, "more resource"))
    verb = "has" if len(lacking) == 1 else "have"
    yield f"{capitalized(joined(named))} {verb} no tag {PAIR_TAG}."
