"""DW038: the Azure resources of a pair carry its name as a tag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..azure import AzureResource
from ..azure.fix import Fix
from ..azure.kinds import WITHOUT_TAGS
from ..azure.resource import PAIR_TAG, capitalized
from ..facts import Fact, NotDeclared, UnknownValue
from ..pair import Pair
from ..parameters import Parameters
from ..requirement import Examination, Requirement, Scope
from ..text import counted, joined
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
        f"A resource that takes tags, is below one pair and has no tag {PAIR_TAG} gets it; its other"
        " tags stay."
    )

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        taking = [one for one in pair.companions if one.kind not in WITHOUT_TAGS]
        if not taking:
            return examination.not_applicable("No Azure resource of the pair takes tags.")
        without = [one for one in taking if one.pair is None]
        lacking = [one for one in without if not isinstance(one.pair_tag, UnknownValue)]
        if lacking:
            return examination.fails(_told(lacking))
        if without:
            raise NotDeclared(Fact.unknown(f"tags of {without[0].label}"))
        return examination.passes()

    def fixes(self, resource: AzureResource, pair: Pair, parameters: Parameters) -> Iterator[Fix]:
        if resource.kind not in WITHOUT_TAGS and resource.pair_tag is None:
            yield Fix(("tags", PAIR_TAG), pair.name)


def _told(lacking: Sequence[AzureResource]) -> str:
    named = [one.label for one in lacking[:_MOST_NAMED]]
    if len(lacking) > _MOST_NAMED:
        named.append(counted(len(lacking) - _MOST_NAMED, "more resource"))
    verb = "has" if len(lacking) == 1 else "have"
    return f"{capitalized(joined(named))} {verb} no tag {PAIR_TAG}."
