"""DW038: the Azure resources of a pair carry its name as a tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Fix, Requirement, Scope
from ..model.azure import AzureResource
from ..model.azure.kinds import LONGEST_TAG_VALUE, MOST_TAGS, PAIR_TAG, WITHOUT_TAGS
from ..model.azure.resource import capitalized
from ..model.facts import SECRET, Fact, NotDeclared, SecretValue, UnknownValue
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..text.quoting import counted, joined, quoted
from ..text.suggestions import did_you_mean
from .shared.articles import AZURE_TAGS

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
        names = examination.estate.derived(_names)
        strays = [one for one in pair.strays if one.meant_pair not in names or one.misspelt_tag]
        left_open = [one for one in pair.companions if not one.is_in_table]
        if not taking and not strays and not left_open:
            return examination.not_applicable("No Azure resource of the pair takes tags.")
        without = [one for one in taking if one.pair is None]
        lacking = [one for one in without if not isinstance(one.pair_tag, UnknownValue)]
        known_strays = [one for one in strays if not isinstance(one.pair_tag, UnknownValue)]
        misspelt = [
            one for one in taking if one.pair not in (None, pair.name) and one.pair not in names
        ]
        unjudged = list(_not_judged(left_open))
        if lacking or misspelt or known_strays:
            told = (
                *_without_tag(lacking),
                *map(_misspelt, misspelt[:_MOST_NAMED]),
                *_of_nobody(known_strays, pair),
            )
            return examination.fails(" ".join((*told, *unjudged)))
        for one in (*without, *strays)[:1]:
            fact: Fact[str] = Fact.unknown(f"tags of {one.label}")
            if not unjudged:
                raise NotDeclared(fact)
            unjudged.append(f"{fact.path} cannot be judged yet: {fact.detail}.")
        if unjudged:
            return examination.cannot_tell(" ".join(unjudged))
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


def _of_nobody(strays: Sequence[AzureResource], pair: Pair) -> Iterator[str]:
    """What is said of resources that their tag ties to no pair, so that nothing else judges them."""
    for one in strays[:_MOST_NAMED]:
        meant = one.meant_pair
        is_hidden = isinstance(one.pair_tag, SecretValue)
        is_shown = meant is not None and not is_hidden and one.misspelt_tag is None
        hint = did_you_mean(meant or "", [pair.name]) if is_shown else ""
        if one.misspelt_tag is not None:
            text = f"has the tag {quoted(one.misspelt_tag)}, which is not {PAIR_TAG}"
        elif meant is None:
            text = f"has a tag {PAIR_TAG} that names no pair"
        else:
            value = SECRET if is_hidden else quoted(meant)
            text = f"has the tag {PAIR_TAG} {value}, and there is no such pair here"
        yield f"{one.called} {text}: no pair has it, and nothing else judges it.{hint}"
    if len(strays) > _MOST_NAMED:
        more = counted(len(strays) - _MOST_NAMED, "more resource")
        yield f"So it is with {more}."


def _not_judged(left_open: Sequence[AzureResource]) -> Iterator[str]:
    """What is said, once a pair, of types that the table of other packages does not have."""
    if not left_open:
        return
    named = [one.label for one in left_open[:_MOST_NAMED]]
    if len(left_open) > _MOST_NAMED:
        named.append(counted(len(left_open) - _MOST_NAMED, "more resource"))
    yield f"Not judged, but for place and tenant: {joined(named)}. See docs/azure.md, other packages."


def _without_tag(lacking: Sequence[AzureResource]) -> Iterator[str]:
    if not lacking:
        return
    named = [one.label for one in lacking[:_MOST_NAMED]]
    if len(lacking) > _MOST_NAMED:
        named.append(counted(len(lacking) - _MOST_NAMED, "more resource"))
    verb = "has" if len(lacking) == 1 else "have"
    yield f"{capitalized(joined(named))} {verb} no tag {PAIR_TAG}."
